import type { FieldFacts } from '../fields';
import { unhurried } from './node';

const signer = () => ({ name: 'Claire', email: 'a@example.org' });

const HTML = { bodyFormat: 'html' };

export const legallyMailFields: FieldFacts = {
	account: { token: 'token' },
	bases: [{ ...HTML, options: { ...unhurried } }],
	words: {
		limit: { word: 7 },
		signersJson: { around: (text) => [{ name: text, email: 'a@example.org' }] },
	},
	entries: { signer, signersJson: signer },
	// HTML is sent unchanged.
	beside: (_operation, [name]) => (name === 'body' ? HTML : undefined),
};
