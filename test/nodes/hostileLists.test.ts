import type { Loaded } from '../support/countedModules';
import { context, event, expectLinear, mail, modules, node, place } from '../support/hostile';

const parsed = (json: string): unknown => JSON.parse(json);

/** How many entries hostile lists have. */
const ENTRIES = 100_000;

const many = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));

/** A poll that finds a thing with many states, or many things. */
async function pollTwice(module: Loaded, snapshots: unknown[], before: Record<string, unknown>) {
	const source = {
		name: 'test',
		settings: undefined,
		statesReturn: true,
		fetchAll: async () => snapshots,
	};
	const subject = { event: 'test', account: '', settings: '', credential: '' };
	const kept = { pollState: { subject, things: before } };
	await (module.poll(context(kept), source) as unknown as Promise<unknown>);
}

const toItem = (state: string) => ({ json: { state } });

/** What goes through lists that others write, by its module. */
const LISTS: Record<string, Record<string, (module: Loaded, count: number) => () => unknown>> = {
	'nodes/LegallyMail/activation.ts': {
		'times of recipients': (module, count) => {
			const recipients = many(count, () => ({ sent_at: '2026-03-01 10:00:00' }));
			return () => module.pastAt({ now: Date.UTC(2026, 3), least: 0 }, [{ recipients }, {}]);
		},
	},
	'nodes/LegallyMail/mail.ts': {
		recipients: (module, count) => {
			const recipients = many(count, (id) => ({
				tracking_id: `${id}`,
				email: `a${id}@b.it`,
				certificates: [{ certificate_type: 'sent' }],
			}));
			return () => [module.wholeMail({ recipients }), module.splitMail({ recipients })];
		},
	},
	'nodes/PecMassiva/aggregatedStatus.ts': {
		'notices of one recipient': (module, count) => {
			const { classified } = modules.load('nodes/PecMassiva/mail.ts');
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
		'recipients with a receipt each': (module, count) => {
			const { classified } = modules.load('nodes/PecMassiva/mail.ts');
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
				return [reading.alike(), reading.mostOnOnePage(reading.mails), reading.content];
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
	'nodes/PostageApp/mail/variables.ts': {
		variables: (module, count) => {
			const variable = many(count, (id) => ({ name: `n${id}`, value: 'a' }));
			return () => module.variablesInForm(context(), { variable });
		},
	},
	'nodes/Stemp/api.ts': {
		rows: (module, count) => {
			const content = many(count, (id) => ({ id: `email_${id}` }));
			return () =>
				module.pageIn({ content, page: { number: 0, size: 9, totalElements: 9, totalPages: 1 } });
		},
	},
	'nodes/Stemp/errors.ts': {
		params: (module, count) => {
			const params = many(count, String);
			return () =>
				module.stempErrors.message.map(
					(at: Loaded) => typeof at === 'function' && at({ code: 'a', params }),
				);
		},
	},
	'nodes/shared/json.ts': {
		'levels of lists': (module, count) => {
			const deep = parsed('['.repeat(count) + ']'.repeat(count));
			return () => module.isTooDeep(deep);
		},
		fields: (module, count) => {
			const fields = Object.fromEntries(many(count, (id) => [`a${id}`, id]));
			return () => [module.isSameJson(fields, { ...fields, a: 1 }), module.filled(fields)];
		},
		texts: (module, count) => () => module.firstTwice(many(count, String)),
	},
	'nodes/shared/listEnd.ts': {
		rows: (module, count) => () => new module.ListEnd().isReached(many(count, String)),
	},
	'nodes/shared/parameters/distinctEntries.ts': {
		recipients: (module, count) => {
			const entries = many(count, (id) => ({ email: `a${id % 2 ? id : 0}@b.it` }));
			return () => module.distinctEntries(context(), entries, 'Recipient');
		},
	},
	'nodes/shared/parameters/email.ts': {
		addresses: (module, count) => () =>
			module.readEmails(
				many(count, (id) => `a${id}@b.it`),
				place(),
			),
	},
	'nodes/shared/parameters/id.ts': {
		IDs: (module, count) => () => module.readIds(many(count, String), place()),
	},
	'nodes/shared/parameters/json.ts': {
		'levels of lists as text': (module, count) => () =>
			module.readJson('['.repeat(count) + ']'.repeat(count), place()),
		'levels of objects': (module, count) => {
			const deep = parsed(`${'{"a":'.repeat(count)}1${'}'.repeat(count)}`);
			return () => module.readJson(deep, place());
		},
		'entries of a list': (module, count) => {
			const json = JSON.stringify(many(count, (id) => ({ id, list: [[{}]] })));
			return () => [module.readJson(json, place()), module.readJson(parsed(json), place())];
		},
	},
	'nodes/shared/files/references.ts': {
		'levels of lists': (module, count) => {
			const files = parsed('['.repeat(count) + ']'.repeat(count));
			return () => module.referencesIn(context({ files }), 'files', { label: 'Files' });
		},
		names: (module, count) => {
			const files = many(count, String);
			return () => module.referencesIn(context({ files }), 'files', { label: 'Files' });
		},
	},
	'nodes/shared/polling/index.ts': {
		'states of one thing': (module, count) => {
			const states = many(count, String);
			const before = { one: { states: many(count, (id) => `before ${id}`) } };
			return async () => await pollTwice(module, [{ id: 'one', states, toItem }], before);
		},
		things: (module, count) => {
			const snapshots = many(count, (id) => ({ id: `${id}`, states: ['a'], toItem }));
			return async () => await pollTwice(module, snapshots, {});
		},
		'things that are known': (module, count) => {
			const snapshots = many(count, (id) => ({ id: `${id}`, states: ['b'], toItem }));
			const before = Object.fromEntries(many(count, (id) => [`${id}`, { states: ['a'] }]));
			return async () => await pollTwice(module, snapshots, before);
		},
	},
	'nodes/shared/response/index.ts': {
		'levels of lists': (module, count) => {
			const { stempErrors: errors } = modules.load('nodes/Stemp/errors.ts');
			const body = { data: parsed('['.repeat(count) + ']'.repeat(count)) };
			return () => module.checkResponse(node, { statusCode: 200, headers: {}, body }, { errors });
		},
		rows: (module, count) => {
			const { stempErrors: errors } = modules.load('nodes/Stemp/errors.ts');
			const body = many(count, (id) => ({ id, list: [{}] }));
			return () => module.checkResponse(node, { statusCode: 200, headers: {}, body }, { errors });
		},
	},
	'nodes/shared/run/sendable.ts': {
		'levels of lists': (module, count) => {
			const body = parsed('['.repeat(count) + ']'.repeat(count));
			return () => module.sendable(context(), { url: '/', body });
		},
		rows: (module, count) => {
			const body = many(count, (id) => ({ id, list: [{}] }));
			return () => module.sendable(context(), { url: '/', body });
		},
	},
};

for (const [file, name] of [
	['nodes/Stemp/webhookEvents.ts', 'an event'],
	['nodes/Stampee/webhookEvents.ts', 'an event'],
]) {
	LISTS[file] = {
		[`levels of lists in ${name}`]: (module, count) => {
			const data = { list: parsed('['.repeat(count) + ']'.repeat(count)) };
			return () => expect(module.eventIn({ ...event('a'), data }, 'a')).toBeUndefined();
		},
	};
}

LISTS['nodes/PostageApp/webhookEvents.ts'] = {
	'levels of lists in an event': (module, count) => {
		const list = '['.repeat(count) + ']'.repeat(count);
		const body = Buffer.from(`{"event":"a","recipient":"b","list":${list}}`);
		return () => expect(module.eventIn(body)).toBeUndefined();
	},
};

describe.each(Object.entries(LISTS))('%s goes through', (file, lists) => {
	it.each(Object.entries(lists))(`${ENTRIES} %s`, async (_name, read) => {
		const module = modules.load(file);
		await expectLinear((count) => read(module, count), { size: ENTRIES });
	});
});
