import type { FieldFacts } from '../fields';
import { unhurried } from './node';

const signer = () => ({ name: 'Claire', email: 'a@example.org' });

export const legallyMailFields: FieldFacts = {
	account: { token: 'token' },
	bases: [{ options: { ...unhurried } }],
	words: {
		limit: { word: 7 },
		signersJson: { around: (text) => [{ name: text, email: 'a@example.org' }] },
	},
	entries: { signer, signersJson: signer },
};
