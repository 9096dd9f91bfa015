import { json } from '../../sandbox/client';
import { App } from '../../sandbox/stemp/caller';
import { byId, stemp, stempAccount } from '../../../tools/providers/stemp/node';
import { at, onceIn, readers, type House, type Provider } from './provider';

const log = onceIn(async (sandbox) => {
	const app = new App(sandbox);
	const { id, email } = app.user('logged@example.org');
	await app.send(id);
	return (await app.log(email)).id;
});

/** A user of its own for each item. */
const users = async ({ sandbox }: House, markers: string[]) =>
	markers.map((marker) => ({
		json: { marker, id: sandbox.stemp.users.add({ email: `${marker}@example.org` }).id },
	}));

const emails = '/api/v1/platform/emails';

export const stempProvider: Provider = {
	title: 'stemp',
	node: 'stemp',
	credential: 'stempApi',
	server: 'stemp',
	account: ({ stemp: provider }) => stempAccount(provider),
	build: stemp,
	settle: ({ stemp: { switches } }) => {
		switches.rateLimit = { requests: 1_000_000, seconds: 60 };
	},
	rows: {
		'email.send': {
			kind: 'send',
			on: `POST ${emails}`,
			parameters: {
				to: byId('={{ $json.id }}'),
				subject: '={{ $json.marker }}',
				htmlBody: '<p>Hello</p>',
				category: 'transactional',
			},
			prepare: users,
			ids: at('messageId'),
			twin: async (sandbox, { json: { id, marker } }) => {
				const twin = { subject: marker, htmlBody: '<p>Another</p>', category: 'transactional' };
				return at('messageId')(await json(await new App(sandbox).send(id as string, twin)));
			},
		},
		'email.get': {
			kind: 'read',
			on: `GET ${emails}`,
			parameters: { emailId: '={{ $json.id }}' },
			prepare: readers(log),
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
		},
		'user.get': {
			kind: 'read',
			on: 'GET /api/v1/users/:id',
			parameters: { userId: byId('={{ $json.id }}') },
			prepare: users,
		},
		'user.getMany': { kind: 'read', on: 'GET /api/v1/users', parameters: { limit: 2 } },
		// The same change twice changes nothing more: the node takes it for a read.
		'user.update': {
			kind: 'read',
			on: 'PATCH /api/v1/users/:id',
			parameters: {
				userId: byId('={{ $json.id }}'),
				updateFields: { name: '={{ $json.marker }}' },
			},
			prepare: users,
		},
		'user.delete': {
			kind: 'send',
			on: 'DELETE /api/v1/users/:id',
			parameters: { userId: byId('={{ $json.id }}') },
			prepare: users,
			name: ({ json }) => json.id as string,
			isDoneOnce: true,
		},
	},
};
