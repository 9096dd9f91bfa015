import { readExample, soon } from '../../demo/examples';
import type { Examples } from '../examples';
import { mailToEachItem, postageApp } from './node';

export const examples: Examples = {
	sending: {
		workflow: () => ({
			...readExample('postageapp-mail-merge-from-sheet'),
			pinData: {
				'Hand in the sheet': [{ json: { Mailing: 'receipts-2026-03' } }],
				'Read the sheet': [{ json: { email: 'ada@example.org', name: 'Ada', order: '1001' } }],
			},
		}),
		trigger: 'Hand in the sheet',
		upTo: 'Send to all of them',
	},
	uses: {
		'postageapp-mail-merge-from-sheet': async (user) => {
			const example = 'postageapp-mail-merge-from-sheet';
			const workflow = soon(readExample(example), 'Wait an hour', 2);
			const Sheet = 'email,name,order\nada@example.org,Ada,1001\nbounce@example.org,Bob,1002';
			await user.editor.openWorkflow(workflow);
			await user.submitForm(
				workflow,
				{ Mailing: 'receipts', Sheet },
				await user.timeAfter('postageApp', /send_message/, { hours: 1 }),
			);
			await user.seeOutput(example, 'Line of the report', 'ada@example.org', 'delivered');
		},

		'postageapp-lost-mail-alarm': async (user) => {
			const example = 'postageapp-lost-mail-alarm';
			const mail = { recipients: 'bounce@example.org', additionalFields: { uid: 'lost-mail' } };
			await user.editor.run(postageApp(['message', 'send'], { ...mailToEachItem, ...mail }));
			await user.sandbox.advance({ hours: 1 });
			await user.editor.openWorkflow(readExample(example));
			await user.executePushed('A mail is lost', 'postageApp', {
				type: 'failed',
				data: { recipient: mail.recipients, message_uid: mail.additionalFields.uid },
			});
			await user.seeOutput(example, 'What to tell', mail.recipients, 'No Such User Here');
		},
	},
};
