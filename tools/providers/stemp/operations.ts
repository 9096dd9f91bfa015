import { json } from '../client';
import { App } from './caller';
import { at, onceIn, operations, readers, type Environment } from '../operations';
import { stempAccounts } from './accounts';
import { byId } from './node';

const log = onceIn(async (sandbox) => {
	const app = new App(sandbox);
	const { id, email } = app.user('logged@example.org');
	await app.send(id);
	return (await app.log(email)).id;
});

/** A separate user for each item. */
const users = async ({ sandbox }: Environment, markers: string[]) =>
	markers.map((marker) => ({
		json: { marker, id: sandbox.stemp.users.add({ email: `${marker}@example.org` }).id },
	}));

const emails = '/api/v1/platform/emails';

export const stempOperations = operations({
	rows: {
		'email.send': {
			kind: 'send',
			on: `POST ${emails}`,
			parameters: {
				to: byId('={{ $json.id }}'),
				subject: '={{ $json.marker }}',
				bodyFormat: 'html',
				body: '<p>Hello</p>',
				category: 'transactional',
			},
			prepare: users,
			ids: at('messageId'),
			lookups: [{}],
			deduplication: {
				knowledge: 'listed',
				files: {
					attachments: { image: [{ binaryPropertyName: 'file' }] },
					body: '<img src="cid:file">',
				},
			},
			sendLookAlike: async (sandbox, { json: { id, marker } }) => {
				const lookAlike = {
					subject: marker,
					htmlBody: '<p>Another</p>',
					category: 'transactional',
				};
				return at('messageId')(await json(await new App(sandbox).send(id as string, lookAlike)));
			},
		},
		'email.get': {
			kind: 'read',
			on: `GET ${emails}`,
			parameters: { emailId: '={{ $json.id }}' },
			prepare: readers(log),
			status: {
				send: async (sandbox, becomes, number) => {
					const app = new App(sandbox);
					const name = becomes === 'final' ? 'bounce' : 'silent';
					const { id } = app.user(`${name}+${number}@example.org`);
					return at('messageId')(await json(await app.send(id)))[0];
				},
				undocumented: (id) => ({
					content: [{ id: 'email_1', messageId: id, status: 'SHREDDED' }],
					page: { number: 0, size: 100, totalElements: 1, totalPages: 1 },
				}),
				isListed: true,
			},
		},
		'email.getEvents': {
			kind: 'read',
			on: `GET ${emails}/:id/events`,
			parameters: { emailId: '={{ $json.id }}' },
			prepare: readers(log),
		},
		'email.getMany': { kind: 'read', on: `GET ${emails}`, parameters: { limit: 2 } },
		'suppression.getMany': {
			kind: 'read',
			on: `GET ${emails}/suppressions`,
			parameters: { limit: 2 },
		},
		'user.create': {
			kind: 'send',
			on: 'POST /api/v1/users',
			parameters: { email: '={{ $json.marker }}@example.org' },
			ids: at('id'),
			lookups: [
				{
					variant: 'with an External ID',
					parameters: { additionalFields: { externalId: '={{ $json.marker }}' } },
				},
			],
			deduplication: {
				knowledge: 'refused',
				// The sandbox has the users of one organization only.
				accountChanges: { newToken: stempAccounts.changes.newToken },
			},
		},
		'user.get': {
			kind: 'read',
			on: 'GET /api/v1/users/:id',
			parameters: { userId: byId('={{ $json.id }}') },
			prepare: users,
		},
		'user.getMany': { kind: 'read', on: 'GET /api/v1/users', parameters: { limit: 2 } },
		'user.update': {
			kind: 'setting',
			on: 'PATCH /api/v1/users/:id',
			parameters: {
				userId: byId('={{ $json.id }}'),
				updateFields: { name: '={{ $json.marker }}' },
			},
			prepare: users,
			name: ({ json }) => json.id as string,
		},
		'user.delete': {
			kind: 'send',
			on: 'DELETE /api/v1/users/:id',
			parameters: { userId: byId('={{ $json.id }}') },
			prepare: users,
			name: ({ json }) => json.id as string,
			lookups: [{}],
			isDoneOnce: true,
		},
	},
	typicalRead: 'user.get',
	oneOfEachKind: ['email.send', 'user.get'],
});
