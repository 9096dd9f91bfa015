import { readExample, withPinnedForm } from '../../demo/examples';
import type { Examples } from '../examples';

/** The one example. */
export const LETTER = 'pigeon-post-send-letter';

/** What is filled in. */
export const values = { Reference: 'NOTICE-2026-001', Text: 'The lease ends on 31 March.' };

export const examples: Examples = {
	sending: {
		workflow: () => withPinnedForm(readExample(LETTER), values),
		trigger: 'Fill in the letter',
	},
	uses: {
		[LETTER]: async (user) => {
			const workflow = readExample(LETTER);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(workflow, values);
			await user.seeOutput(LETTER, 'Send a letter', 'sent');
		},
	},
};
