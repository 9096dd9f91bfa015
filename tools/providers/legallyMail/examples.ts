import { readExample, soon, withPinnedForm } from '../../demo/examples';
import type { Examples } from '../examples';

const notice = {
	Reference: 'NOTICE-2026-014',
	Email: 'read@example.org',
	Phone: '+34600000000',
	Subject: 'Notice of termination, NOTICE-2026-014',
	Text: 'We hereby terminate the contract as of 31 December.',
	Deadline: '2999-12-31',
};

export const examples: Examples = {
	sending: {
		workflow: () => withPinnedForm(readExample('legallymail-notice-with-deadline'), notice),
		trigger: 'Fill in the notice',
		upTo: 'Send the notice',
	},
	uses: {
		'legallymail-contract-for-signature': async (user) => {
			const example = 'legallymail-contract-for-signature';
			const workflow = soon(readExample(example), 'Wait three days', 1);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(workflow, {
				Name: 'Claire Martin',
				Email: 'sign@example.org',
				Reference: 'LEASE-2026-001',
			});
			await user.seeOutput(example, 'Ask for the signature', 'Claire Martin');
		},

		'legallymail-notice-with-deadline': async (user) => {
			const example = 'legallymail-notice-with-deadline';
			const workflow = soon(readExample(example), 'Wait an hour', 7);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(workflow, notice);
			await user.seeOutput(example, 'Store what became of it', 'NOTICE-2026-014', 'delivered');
		},
	},
};
