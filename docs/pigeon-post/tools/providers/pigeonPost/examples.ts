import { readExample } from '../../demo/examples';
import type { Examples } from '../examples';

/** The one example. */
export const LETTER = 'pigeon-post-send-letter';

export const examples: Examples = {
	sending: { workflow: () => readExample(LETTER), trigger: 'Start' },
	uses: {
		[LETTER]: async (user) => {
			await user.editor.openWorkflow(readExample(LETTER));
			await user.editor.execute();
			await user.seeOutput(LETTER, 'Send a letter', 'sent');
		},
	},
};
