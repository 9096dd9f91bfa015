import type { FieldFacts } from '../fields';

export const pigeonPostFields: FieldFacts = {
	account: { apiKey: 'key' },
	bases: [{ attachments: '' }, {}],
	words: {},
	entries: {},
};
