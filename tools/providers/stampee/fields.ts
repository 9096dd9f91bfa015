import type { IDataObject } from 'n8n-workflow';
import type { FieldFacts } from '../fields';

const isOfCompany = (field: string) => field.startsWith('company');

const who = (field: string): IDataObject => ({
	email: 'a@example.org',
	...(isOfCompany(field)
		? { company: 'Atelier', companySiren: '552100554' }
		: { firstname: 'Ada', lastname: 'Martin' }),
});

const customer = () => ({ name: 'Atelier', email: 'a@example.org' });

const HTML = { bodyFormat: 'html' };

export const stampeeFields: FieldFacts = {
	account: { apiToken: 'token', mutualTls: 'none' },
	bases: [{ ...HTML, attachments: '' }, HTML],
	words: {
		companySiren: { word: '552100554' },
		recipientsJson: {
			around: (text) => [{ email: 'a@example.org', firstname: text, lastname: 'Martin' }],
		},
		customersJson: { around: (text) => [{ name: text, email: 'a@example.org' }] },
	},
	jsonParts: ['recipients'],
	entries: {
		recipient: (field) => ({ ...who(field), kind: isOfCompany(field) ? 'company' : 'person' }),
		recipientsJson: (field) => ({ ...who(field), ...(field === 'kind' && { kind: 'person' }) }),
		customer,
		customersJson: customer,
	},
	// HTML is sent unchanged.
	beside: (_operation, [name]) => (name === 'body' ? HTML : undefined),
};
