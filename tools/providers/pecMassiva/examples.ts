import { readExample, soon, withPinnedForm } from '../../demo/examples';
import type { Examples } from '../examples';

const message = {
	Recipient: 'office@example.org',
	Subject: 'Convocazione assemblea',
	Text: "Gentile socio,\n\nl'assemblea si tiene il 31 marzo.",
};

export const examples: Examples = {
	sending: {
		workflow: () => withPinnedForm(readExample('pec-massiva-send-and-file-receipt'), message),
		trigger: 'Fill in the message',
	},
	uses: {
		'pec-massiva-send-and-file-receipt': async (user) => {
			const example = 'pec-massiva-send-and-file-receipt';
			const workflow = readExample(example);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(workflow, message);
			await user.seeOutput(example, 'Send it', 'queued');
			await user.sandbox.advance({ minutes: 1 });
			await user.editor.execute('When a receipt comes');
			await user.seeOutput(`${example}-receipt`, 'When a receipt comes', 'delivered');
		},

		'pec-massiva-wait-for-delivery': async (user) => {
			const example = 'pec-massiva-wait-for-delivery';
			const workflow = soon(readExample(example), 'Wait an hour', 3);
			await user.editor.openWorkflow(workflow);
			const values = { ...message, Subject: 'Convocazione 2026-2', Deadline: '2999-12-31' };
			await user.submitForm(
				workflow,
				values,
				await user.timeAfter('pecMassiva', /^POST \/send$/, { minutes: 5 }),
			);
			await user.seeOutput(example, 'Delivered: go on here', 'delivered');
		},

		'pec-massiva-sort-inbox': async (user) => {
			const example = 'pec-massiva-sort-inbox';
			await user.editor.openWorkflow(readExample(example));
			await user.editor.execute();
			await user.seeOutput(example, 'What is it?', 'receipt');
		},
	},
};
