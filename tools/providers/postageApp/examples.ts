import { readExample, soon } from '../../demo/examples';
import type { Examples } from '../examples';
import { mailToEachItem, postageApp } from './node';

export const examples: Examples = {
	sending: {
		workflow: () => ({
			...readExample('postageapp-mail-merge-from-sheet'),
			pinData: {
				'When a sheet is handed in': [{ json: { Mailing: 'receipts-2026-03' } }],
				'Read the sheet': [{ json: { email: 'ada@example.org', name: 'Ada', order: '1001' } }],
			},
		}),
		trigger: 'When a sheet is handed in',
		upTo: 'Send to all of them',
	},
	uses: {
		'postageapp-mail-merge-from-sheet': async (user) => {
			const example = 'postageapp-mail-merge-from-sheet';
			const [form, reader] = ['When a sheet is handed in', 'Read the sheet'];
			const sheet = 'email,name,order\nada@example.org,Ada,1001\nbounce@example.org,Bob,1002';
			const workflow = soon(readExample(example), 'Wait an hour', 2);
			const bringsSheet = {
				name: 'Its sheet',
				type: 'n8n-nodes-base.convertToFile',
				typeVersion: 1.1,
				position: [110, 560],
				parameters: {
					operation: 'toBinary',
					sourceProperty: 'csv',
					binaryPropertyName: 'Sheet',
					options: { fileName: 'sheet.csv', mimeType: 'text/csv' },
				},
			};
			const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
			await user.editor.openWorkflow({
				...workflow,
				nodes: [...workflow.nodes, bringsSheet],
				connections: { ...workflow.connections, [form]: to('Its sheet'), 'Its sheet': to(reader) },
				pinData: {
					[form]: [{ json: { Mailing: 'receipts', csv: Buffer.from(sheet).toString('base64') } }],
				},
			});
			await user.whileTimeGoesBy({ hours: 1 }, async () => await user.editor.execute());
			await user.seeOutput(example, 'Line of the report', 'ada@example.org', 'delivered');
		},

		'postageapp-lost-mail-alarm': async (user) => {
			const example = 'postageapp-lost-mail-alarm';
			const mail = { recipients: 'bounce@example.org', uid: 'lost-mail' };
			await user.editor.run(postageApp(['message', 'send'], { ...mailToEachItem, ...mail }));
			await user.sandbox.advance({ hours: 1 });
			await user.editor.openWorkflow(readExample(example));
			await user.executePushed('A mail is lost', 'postageApp', {
				type: 'failed',
				data: { recipient: mail.recipients, message_uid: mail.uid },
			});
			await user.seeOutput(example, 'What to tell', mail.recipients, 'No Such User Here');
		},
	},
};
