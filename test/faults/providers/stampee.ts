import { Reseller } from '../../sandbox/stampee/caller';
import {
	stampee,
	stampeeAccount,
	stampeeAccountWithCertificate,
} from '../../../tools/providers/stampee/node';
import { idsIn, onceIn, readers, type Provider, type Row } from './provider';

const letter = onceIn(async (sandbox) => await new Reseller(sandbox).send('open@example.org'));

const send: Row = {
	kind: 'send',
	on: 'POST /messages/bulk_send',
	parameters: {
		type: 'LS',
		specifyRecipients: 'json',
		recipientsJson:
			'={{ [{ email: $json.marker + "@example.org", firstname: "Claire", lastname: "Martin" }] }}',
		body: '<p>Bonjour</p>',
	},
	ids: idsIn('messages'),
};

export const stampeeProvider: Provider = {
	title: 'Stampee',
	node: 'stampee',
	credential: 'stampeeApi',
	server: 'stampee',
	account: ({ stampee: provider }) => stampeeAccount(provider),
	build: stampee,
	rows: {
		'message.send': send,
		'message.send registered': {
			...send,
			parameters: { ...send.parameters, type: 'LRE' },
			account: ({ stampee: provider }) => stampeeAccountWithCertificate(provider),
		},
		'message.get': {
			kind: 'read',
			on: 'GET /messages/:id',
			parameters: { messageId: '={{ $json.id }}' },
			prepare: readers(letter),
		},
		'message.getEvidence': {
			kind: 'read',
			on: 'GET /messages/:id',
			parameters: { messageId: '={{ $json.id }}' },
			prepare: readers(letter),
		},
		'customer.create': {
			kind: 'send',
			on: 'POST /customers/bulk_store',
			parameters: {
				specifyCustomers: 'json',
				customersJson: '={{ [{ name: "Atelier", email: $json.marker + "@example.org" }] }}',
			},
			ids: idsIn('customers'),
		},
		'customer.getMany': {
			kind: 'read',
			on: 'GET /customers',
			parameters: { limit: 2 },
		},
	},
};
