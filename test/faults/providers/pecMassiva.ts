import type { Sandbox } from '../../../sandbox';
import { Correspondent } from '../../sandbox/pecMassiva/caller';
import { pecMassiva, pecMassivaAccountWithKey } from '../../../tools/providers/pecMassiva/node';
import { at, onceIn, readers, type House, type Provider } from './provider';

const sent = onceIn(async (sandbox) => await new Correspondent(sandbox).send('office@example.org'));

const receive = ({ pecMassiva: { mailbox } }: Sandbox, subjects: string[]) =>
	mailbox.receive(...subjects.map((subject) => ({ from: 'jane@example.org', subject })));

/** The id that the inbox gives to the mail with that subject. */
const idOf = async (sandbox: Sandbox, subject: string): Promise<string> => {
	const { data } = await new Correspondent(sandbox).inbox(`?q=${subject}`);
	return String(data[0].id);
};

const mail = onceIn(async (sandbox) => {
	receive(sandbox, ['Offerta']);
	return await idOf(sandbox, 'Offerta');
});

/** A mail of its own for each item. */
const mails = async ({ sandbox }: House, markers: string[]) => {
	receive(sandbox, markers);
	return await Promise.all(
		markers.map(async (marker) => ({ json: { marker, id: await idOf(sandbox, marker) } })),
	);
};

/** A message that was sent, for each item, with all of its receipts: before, there is nothing to delete. */
const sends = async ({ sandbox }: House, markers: string[]) => {
	const correspondent = new Correspondent(sandbox);
	const items = await Promise.all(
		markers.map(async (marker) => ({
			json: { marker, code: await correspondent.send('office@example.org', marker) },
		})),
	);
	sandbox.clock.advance({ minutes: 1 });
	return items;
};

export const pecMassivaProvider: Provider = {
	title: 'PEC Massiva',
	node: 'pecMassiva',
	credential: 'pecMassivaApi',
	server: 'pecMassiva',
	account: ({ pecMassiva: provider }) => pecMassivaAccountWithKey(provider),
	build: pecMassiva,
	settle: ({ pecMassiva: { switches, wallet } }) => {
		Object.assign(switches, { secondsBetweenSends: 0, ids: 'stable' });
		wallet.credit = 10_000_000;
	},
	rows: {
		'message.send': {
			kind: 'send',
			on: 'POST /send',
			parameters: {
				recipient: '={{ $json.marker }}@example.org',
				subject: '={{ $json.marker }}',
				body: '<p>Buongiorno</p>',
			},
			ids: at('message_id'),
			twin: async (sandbox, { json: { marker } }) => {
				const [recipient, subject] = [`${marker as string}@example.org`, marker as string];
				return [await new Correspondent(sandbox).send(recipient, subject)];
			},
		},
		'message.getStatus': {
			kind: 'read',
			on: 'GET /send/:code',
			parameters: { code: '={{ $json.id }}' },
			prepare: readers(sent),
		},
		'message.deleteReceipts': {
			kind: 'send',
			on: 'DELETE /send/:code',
			parameters: { code: '={{ $json.code }}' },
			prepare: sends,
			name: ({ json }) => json.code as string,
		},
		'inbox.getMany': { kind: 'read', on: 'GET /inbox', parameters: { limit: 2 } },
		'inbox.get': {
			kind: 'read',
			on: 'GET /inbox/:id',
			parameters: { messageId: '={{ $json.id }}' },
			prepare: readers(mail),
		},
		'inbox.delete': {
			kind: 'send',
			on: 'DELETE /inbox/:id',
			parameters: { messageIds: '={{ $json.id }}' },
			prepare: mails,
			name: ({ json }) => json.id as string,
		},
		'mailbox.getQuota': {
			kind: 'read',
			on: 'GET /quota/:mailbox',
			parameters: { mailbox: 'INBOX' },
		},
	},
};
