import type { FieldFacts, Word } from '../fields';

const digits: Word = { word: '470115' };

export const pecMassivaFields: FieldFacts = {
	account: { username: 'a@pec.example', password: 'b', authorization: 'token', token: 'c' },
	bases: [{}, { options: { attachmentFormat: 'dataUri' } }],
	words: {
		messageId: digits,
		messageIds: digits,
		confirmLostSendsFor: { word: 7 },
	},
	entries: {},
};
