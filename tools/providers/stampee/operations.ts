import { Reseller } from './caller';
import { idsIn, onceIn, operations, readers, type Deduplication, type Row } from '../operations';
import { stampeeAccountWithCertificate } from './node';

const letter = onceIn(async (sandbox) => await new Reseller(sandbox).send('open@example.org'));

const silent: Deduplication = { knowledge: 'silent', isKnownByToken: true };

const send = {
	kind: 'send',
	on: 'POST /messages/bulk_send',
	parameters: {
		type: 'LS',
		specifyRecipients: 'json',
		recipientsJson:
			'={{ [{ email: $json.marker + "@example.org", firstname: "Claire", lastname: "Martin" }] }}',
		body: 'Bonjour',
	},
	ids: idsIn('messages'),
	lookups: [],
} satisfies Row;

export const stampeeOperations = operations({
	rows: {
		'message.send': {
			...send,
			deduplication: { ...silent, files: { attachments: 'file' } },
		},
		'message.send registered': {
			...send,
			parameters: { ...send.parameters, type: 'LRE' },
			account: ({ stampee: provider }) => stampeeAccountWithCertificate(provider),
			hasClientCertificate: true,
		},
		'message.get': {
			kind: 'read',
			on: 'GET /messages/:id',
			parameters: { messageId: '={{ $json.id }}' },
			prepare: readers(letter),
			status: {
				send: async (sandbox, becomes) =>
					await new Reseller(sandbox).send(becomes === 'final' ? 'bounce@x.org' : 'slow@x.org'),
				undocumented: (id) => ({ id, type: 'LS', status: 'SHREDDED', evidences: [] }),
			},
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
			lookups: [],
			deduplication: silent,
		},
		'customer.getMany': {
			kind: 'read',
			on: 'GET /customers',
			parameters: { limit: 2 },
		},
	},
	typicalRead: 'customer.getMany',
	oneOfEachKind: ['message.send'],
});
