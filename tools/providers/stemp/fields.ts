import { inObject, type FieldFacts } from '../fields';

export const stempFields: FieldFacts = {
	account: { authentication: 'accessToken', accessToken: 'token' },
	bases: [{}],
	words: {
		to: { word: 'usr_qx7' },
		metadata: inObject,
		htmlBody: { around: (text) => `${text}<img src="cid:logo">` },
		attachments: { word: 'logo=data' },
	},
	entries: {},
};
