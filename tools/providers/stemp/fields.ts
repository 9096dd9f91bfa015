import { inObject, type FieldFacts } from '../fields';

const HTML = { bodyFormat: 'html' };

export const stempFields: FieldFacts = {
	account: { authentication: 'accessToken', accessToken: 'token' },
	// Every send requires a category.
	bases: [{ ...HTML, category: 'transactional' }],
	words: {
		to: { word: 'usr_qx7' },
		metadata: inObject,
		body: { around: (text) => `${text}<img src="cid:logo">` },
		cid: { word: 'logo' },
		binaryPropertyName: { word: 'data' },
	},
	entries: { image: () => ({ cid: '', binaryPropertyName: 'data' }) },
	// HTML is sent unchanged.
	beside(_operation, path) {
		if (path[0] === 'body') return HTML;
		return path.at(-1) === 'cid' ? { ...HTML, body: '<img src="cid:logo">' } : undefined;
	},
};
