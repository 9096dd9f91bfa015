import type { Sandbox } from '../../../sandbox';
import { Correspondent } from './caller';
import { at, onceIn, operations, readers, type Environment } from '../operations';

const sent = onceIn(async (sandbox) => await new Correspondent(sandbox).send('office@example.org'));

const receive = ({ pecMassiva: { mailbox } }: Sandbox, subjects: string[]) =>
	mailbox.receive(...subjects.map((subject) => ({ from: 'jane@example.org', subject })));

/** The inbox ID of the mail with this subject. */
const idOf = async (sandbox: Sandbox, subject: string): Promise<string> => {
	const { data } = await new Correspondent(sandbox).inbox(`?q=${subject}`);
	return String(data[0].id);
};

const mail = onceIn(async (sandbox) => {
	receive(sandbox, ['Offerta']);
	return await idOf(sandbox, 'Offerta');
});

/** A separate mail for each item. */
const mails = async ({ sandbox }: Environment, markers: string[]) => {
	receive(sandbox, markers);
	return await Promise.all(
		markers.map(async (marker) => ({ json: { marker, id: await idOf(sandbox, marker) } })),
	);
};

/** A sent message for each item, with all of its receipts: before they arrive, there is nothing to delete. */
const sends = async ({ sandbox }: Environment, markers: string[]) => {
	const correspondent = new Correspondent(sandbox);
	const items = await Promise.all(
		markers.map(async (marker) => ({
			json: { marker, code: await correspondent.send('office@example.org', marker) },
		})),
	);
	sandbox.clock.advance({ minutes: 1 });
	return items;
};

export const pecMassivaOperations = operations({
	rows: {
		'message.send': {
			kind: 'send',
			on: 'POST /send',
			parameters: {
				recipient: '={{ $json.marker }}@example.org',
				subject: '={{ $json.marker }}',
				body: 'Buongiorno',
			},
			ids: at('message_id'),
			lookups: [{}],
			deduplication: { knowledge: 'listed', files: { attachments: 'file' } },
			sendLookAlike: async (sandbox, { json: { marker } }) => {
				const [recipient, subject] = [`${marker as string}@example.org`, marker as string];
				return [await new Correspondent(sandbox).send(recipient, subject)];
			},
		},
		'message.getStatus': {
			kind: 'read',
			on: 'GET /send/:code',
			parameters: { code: '={{ $json.id }}' },
			prepare: readers(sent),
			status: {
				send: async (sandbox, becomes) =>
					await new Correspondent(sandbox).send(becomes === 'final' ? 'bounce@x.it' : 'slow@x.it'),
				undocumented: (id) => ({
					data: [{ sender: '', recipient: '', data: '', object: `SMARRIMENTO: Offerta ${id}` }],
				}),
				// Something that is not a receipt has no effect on the status.
				state: 'queued',
			},
		},
		'message.deleteReceipts': {
			kind: 'send',
			on: 'DELETE /send/:code',
			parameters: { code: '={{ $json.code }}' },
			prepare: sends,
			name: ({ json }) => json.code as string,
			lookups: [],
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
			lookups: [],
		},
		'mailbox.getQuota': {
			kind: 'read',
			on: 'GET /quota/:mailbox',
			parameters: { mailbox: 'INBOX' },
		},
	},
	typicalRead: 'mailbox.getQuota',
	oneOfEachKind: ['message.send', 'inbox.delete'],
});
