import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** An email as submitted. */
export interface SentEmail {
	fromEmail: string;
	toEmail: string;
	subject: string;
	text: string;
}

const FIELDS = ['fromEmail', 'toEmail', 'subject', 'text'] as const;

const outbox: SentEmail[] = [];

/** The emails submitted since the last call. */
export const takeSentEmails = (): SentEmail[] => outbox.splice(0);

const text = (name: string): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
});

/** n8n's Send Email, for plain text. It stores what it would submit to a mail server. */
export const emailSend: INodeType = {
	description: {
		displayName: 'Send Email',
		name: 'emailSend',
		group: ['output'],
		version: 2.1,
		description: 'Sends an email using SMTP protocol',
		defaults: { name: 'Send Email' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'smtp', required: true }],
		properties: [
			...FIELDS.map(text),
			{
				displayName: 'Email Format',
				name: 'emailFormat',
				type: 'options',
				options: [{ name: 'Text', value: 'text' }],
				default: 'text',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [
					{
						displayName: 'Append n8n Attribution',
						name: 'appendAttribution',
						type: 'boolean',
						default: true,
					},
				],
			},
		],
	},
	execute(this: IExecuteFunctions) {
		const items = this.getInputData().map((_, item): INodeExecutionData => {
			const fields = FIELDS.map((name) => [name, this.getNodeParameter(name, item) as string]);
			const email = Object.fromEntries(fields) as SentEmail;
			outbox.push(email);
			return { json: { accepted: [email.toEmail] }, pairedItem: { item } };
		});
		return Promise.resolve([items]);
	},
};
