import type { Architecture } from '../architecture';

export const pigeonPostArchitecture: Architecture = {
	files: {
		'letters.ts': 'letters as they are given out, and their list',
		'resources/letter/letter.ts': 'the payload of a send',
	},
};
