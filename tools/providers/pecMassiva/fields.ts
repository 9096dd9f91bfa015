import type { FieldFacts, Word } from '../fields';

const digits: Word = { word: '470115' };

const HTML = { bodyFormat: 'html' };

export const pecMassivaFields: FieldFacts = {
	account: { username: 'a@pec.example', password: 'b', authorization: 'token', token: 'c' },
	bases: [HTML, { ...HTML, options: { attachmentFormat: 'dataUri' } }],
	words: {
		messageId: digits,
		messageIds: digits,
		confirmLostSendsFor: { word: 7 },
	},
	entries: {},
	// HTML is sent unchanged.
	beside: (_operation, [name]) => (name === 'body' ? HTML : undefined),
};
