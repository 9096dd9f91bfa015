import type { IDataObject } from 'n8n-workflow';
import type { Loaded } from '../../../test/support/countedModules';
import { many, ofText, type Hostile, type Load } from '../hostile';

/** A mail with this text in every text field. */
const mail = (text: string): IDataObject => ({
	id: text,
	sender: text,
	recipient: text,
	date: text,
	object: text,
	body: text,
});

const receipt = (load: Load, module: Loaded, name: string, text: string) => {
	const { classified } = load('nodes/PecMassiva/mail.ts');
	return module[name]({ ...classified(mail('CONSEGNA: x')), body: text }) as unknown;
};

/** How this provider's modules process input from others. */
export const pecMassivaHostile: Hostile = {
	parsers: {
		'nodes/PecMassiva/aggregatedStatus.ts': {
			addressedTo: {
				read: (module, text, load) => {
					receipt(load, module, 'addressedTo', text);
					receipt(load, module, 'addressedTo', `proveniente da x indirizzato a: ${text}`);
				},
				own: [
					'proveniente da ',
					'indirizzato a ',
					'proveniente da indirizzato a ',
					'a@b ',
					'a@b.it (posta ordinaria) ',
					'identificativo ',
					' \ufffd',
				],
			},
		},
		'nodes/PecMassiva/code.ts': { codeOf: ofText('codeOf', '1', '1:', 'a1') },
		'nodes/PecMassiva/delivery.ts': {
			classify: ofText('classify', 'CONSEGNA: ', ' 2020082610003492', 'AVVISO DI ', 'a \t'),
		},
		'nodes/PecMassiva/api.ts': {
			inboxPage: {
				read: (module, text) =>
					module.inboxPage({ data: [mail(text)], page: text, total: text, n_of_pages: text }),
			},
		},
		'nodes/PecMassiva/inboxReading.ts': {
			'a page': {
				read: (module, text) => {
					const reading = new module.InboxReading();
					reading.add({ mails: [{ ...mail(text), id: 1 }] });
					return [
						reading.groupedByContent(),
						reading.content,
						module.timeIn(text),
						module.contentKeyIn(text),
					];
				},
				own: ['#', '|'],
			},
		},
		'nodes/PecMassiva/mail.ts': {
			classified: {
				read: (module, text, load) => {
					const { mailOf } = load('nodes/PecMassiva/api.ts');
					return module.classified(mailOf(mail(text)));
				},
			},
			addressesIn: {
				read: (module, text) => [...module.addressesIn(text)],
				own: ['a@', '@a ', 'a@b..', '<a@b>'],
			},
			decodedBody: ofText('decodedBody', '+', '%E9', '%C3%A8', '%EF%BF%BD'),
		},
	},
	lists: {
		'nodes/PecMassiva/aggregatedStatus.ts': {
			'notices of one recipient': (module, count, load) => {
				const { classified } = load('nodes/PecMassiva/mail.ts');
				const mails = many(count, (id) =>
					classified({
						...mail('a@b.it'),
						date: new Date(Date.UTC(2026, 3) + id * 1_000).toISOString(),
						object: 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: x',
						body: 'proveniente da "a@x.it" ed indirizzato a "b@y.it"',
					}),
				);
				return () => module.aggregatedStatus(mails);
			},
			'recipients with a receipt each': (module, count, load) => {
				const { classified } = load('nodes/PecMassiva/mail.ts');
				const mails = many(count, (id) =>
					classified({
						...mail('a@b.it'),
						date: new Date(Date.UTC(2026, 3) + id * 1_000).toISOString(),
						object: 'CONSEGNA: x',
						body: `proveniente da "a@x.it" ed indirizzato a "b${id}@y.it"`,
					}),
				);
				return () =>
					module.aggregatedStatus(
						mails,
						many(count, (id) => `c${id}@y.it`),
					);
			},
		},
		'nodes/PecMassiva/api.ts': {
			mails: (module, count) => {
				const data = many(count, (id) => ({ ...mail('CONSEGNA: x'), id }));
				return () => module.inboxPage({ data });
			},
		},
		'nodes/PecMassiva/inboxReading.ts': {
			'mails that are alike': (module, count) => {
				const mails = many(count, (id) => ({ ...mail('a'), date: '', id }));
				return () => {
					const reading = new module.InboxReading();
					reading.add({ mails });
					return [reading.groupedByContent(), reading.maxOnOnePage(reading.mails), reading.content];
				};
			},
		},
		'nodes/PecMassiva/inboxWalk.ts': {
			'one page': (module, count) => {
				const mails = many(count, (id) => ({ ...mail('a'), date: '2026-03-01', id }));
				return () => {
					const walk = module.newestFirst({ take: () => true });
					walk.next();
					walk.next({ mails, page: 1, total: count });
					walk.next({ mails: [...mails].reverse(), page: 0, total: count });
				};
			},
		},
	},
	harmless: {
		'nodes/PecMassiva/inbox.ts': 'Splits a subject at single characters.',
		'nodes/PecMassiva/resources/message/send.ts': 'Looks at each character of a count once.',
		'nodes/PecMassiva/knownInbox.ts':
			'Has a method of the name "split", for lists: see hostileLists.test.ts.',
		'nodes/PecMassiva/resources/inbox/delete.ts': 'Looks at IDs that were read as such before.',
		'nodes/PecMassiva/lookup.ts': 'Replaces single characters of subjects.',
		'credentials/PecMassivaApi.credentials.ts': 'Replaces a part of a URL of ours.',
	},
};
