import { readExample } from '../../demo/examples';
import type { Examples } from '../examples';

export const examples: Examples = {
	sending: {
		workflow: () => readExample('pec-massiva-send-and-file-receipt'),
		trigger: 'Start',
	},
	uses: {
		'pec-massiva-send-and-file-receipt': async (user) => {
			const example = 'pec-massiva-send-and-file-receipt';
			await user.editor.openWorkflow(readExample(example));
			await user.editor.execute('Start');
			await user.seeOutput(example, 'Send it', 'queued');
			await user.sandbox.advance({ minutes: 1 });
			await user.editor.execute('When a receipt comes');
			await user.seeOutput(`${example}-receipt`, 'When a receipt comes', 'delivered');
		},

		'pec-massiva-sort-inbox': async (user) => {
			const example = 'pec-massiva-sort-inbox';
			await user.editor.openWorkflow(readExample(example));
			await user.editor.execute();
			await user.seeOutput(example, 'What is it?', 'receipt');
		},
	},
};
