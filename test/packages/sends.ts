import { assign, readExample } from '../../tools/demo/examples';
import type { WorkflowJson } from '../../tools/engine/engine';

/** An example that sends, and what its user does with it. */
export interface Send {
	/** Of the provider, alone. */
	package: string;
	/** The example, with what its note asks for. */
	workflow: () => WorkflowJson;
	/** Where it begins. */
	trigger: string;
	/** The node that sends, where what follows waits for an hour. */
	upTo?: string;
}

/** One for each package of a single provider. */
export const sends: Send[] = [
	{
		package: 'n8n-nodes-stampee',
		workflow: () => readExample('stampee-send-registered-letter'),
		trigger: 'When clicking ‘Execute workflow’',
	},
	{
		package: 'n8n-nodes-pec-massiva',
		workflow: () => readExample('pec-massiva-send-and-file-receipt'),
		trigger: 'Start',
	},
	{
		package: 'n8n-nodes-legallymail',
		workflow: () => readExample('legallymail-notice-with-deadline'),
		trigger: 'When clicking ‘Execute workflow’',
		upTo: 'Send the notice',
	},
	{
		package: 'n8n-nodes-stemp',
		workflow: () =>
			assign(readExample('stemp-reward-mail'), 'Who earned a reward', {
				externalId: 'cust_eager',
			}),
		trigger: 'Start',
	},
	{
		package: 'n8n-nodes-postageapp',
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
];
