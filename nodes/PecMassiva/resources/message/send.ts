import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { asBase64, assertSize, attachedFiles, type AttachedFile } from '../../../shared/files';
import { badInput } from '../../../shared/parameters/badInput';
import { attachments, htmlHint, options, deduplicationKey } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/policy';
import { textOf } from '../../../shared/json';
import { PEC_MASSIVA_CREDENTIAL, sending } from '../../policies';
import { queued } from '../../verdict';
import { addressList } from './addressList';
import { askForReceipts, noteCode } from './lookup';
import type { Prepare } from '../../../shared/run/job';

const showOnlyForSend = { resource: ['message'], operation: ['send'] };

/** What `POST /send` takes; the credential adds the mailbox' login. */
export interface Message extends IDataObject {
	sender: string;
	recipient: string[];
	subject: string;
	/** HTML. */
	body: string;
	attachments?: Array<{ name: string; file: string }>;
}

/** "Up to 100 MB per message" (vendor's FLAT plan). What the standard plan takes is not documented. */
const ATTACHMENT_LIMIT = { bytes: 100_000_000, label: '100 MB' };

/** Checks an item's message and makes it a request. */
export const prepareMessage: Prepare<Message> = async function (request) {
	const recipient = addressList(this, this.getNodeParameter('recipient'), 'Recipients');
	const subject = requiredText(this, 'subject', 'Subject');
	if (/[\r\n]/.test(subject)) {
		throw badInput(this, "The parameter 'Subject' has more than one line", 'Enter a single line.');
	}
	const body = requiredText(this, 'body', 'Body');
	const sender = await senderOf(this);
	const files = await attachedFiles(this, this.getNodeParameter('attachments', ''));
	assertSize(this, files, ATTACHMENT_LIMIT);
	const message: Message = { sender, recipient, subject, body };
	if (files.length > 0) message.attachments = await encoded(this, files);
	return { request: { ...request, body: message }, payload: message };
};

function requiredText(context: IExecuteSingleFunctions, name: string, label: string): string {
	const text = textOf(context.getNodeParameter(name));
	if (text === '') throw badInput(context, `The parameter '${label}' is empty`);
	return text;
}

/** The official PHP client sends the mailbox' user name where no sender is given. */
async function senderOf(context: IExecuteSingleFunctions): Promise<string> {
	const given = textOf(context.getNodeParameter('options.sender', ''));
	if (given !== '') return addressList(context, given, 'Sender')[0];
	const { username } = await context.getCredentials(PEC_MASSIVA_CREDENTIAL);
	return textOf(username);
}

/** The vendor's example shows a data URI, a client that was tested in the vendor's sandbox sends bare Base64. */
async function encoded(context: IExecuteSingleFunctions, files: AttachedFile[]) {
	const isUri = context.getNodeParameter('options.attachmentFormat', 'base64') === 'dataUri';
	return await Promise.all(
		files.map(async (file) => {
			const content = await asBase64(context, file);
			return { name: file.name, file: isUri ? `data:${file.type};base64,${content}` : content };
		}),
	);
}

export const sendingMessages: Policy<Message> = {
	...sending,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.code)),
	findBy: ({ subject, recipient }) => ({ Subject: subject, Recipients: recipient.join(', ') }),
	async lookup(message, sentAt) {
		const receipt = await askForReceipts(this, message, sentAt);
		return receipt && [{ json: sent(message, receipt.code, message.recipient.length) }];
	},
};

/** What is known of a message that was just taken on. */
export const toSent: ToItems<Message> = async (items, response, message, check) => {
	const { message_id: messageId, sent: count } = items[0].json;
	const code = textOf(messageId);
	// Without a code nobody can follow it, and whether it was sent is not sure.
	if (code === '') check({ ...response, body: '' });
	noteCode(code);
	return [{ json: sent(message, code, count) }];
};

const sent = (
	{ sender, recipient, subject }: Message,
	code: string,
	count: unknown,
): IDataObject => ({
	code,
	message_id: code,
	sent: count as number,
	sender,
	recipient,
	subject,
	delivery: queued,
});

export const sendFields: INodeProperties[] = [
	{
		displayName: 'Recipients',
		name: 'recipient',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. office@pec.example.com, legal@pec.example.com',
		hint: 'One or many addresses, separated by commas',
		displayOptions: { show: showOnlyForSend },
		description:
			'All of them get the same message, which has one code. An expression may give a list.',
	},
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Convocazione assemblea',
		displayOptions: { show: showOnlyForSend },
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		required: true,
		placeholder: 'e.g. <p>Gentile cliente,</p><p>in allegato la convocazione.</p>',
		hint: htmlHint,
		displayOptions: { show: showOnlyForSend },
		description: 'The content of the message',
	},
	attachments(showOnlyForSend, 'At most 100 MB together, less in the standard plan'),
	options(showOnlyForSend, [
		{
			displayName: 'Attachment Format',
			name: 'attachmentFormat',
			type: 'options',
			options: [
				{ name: 'Base64', value: 'base64' },
				{ name: 'Data URI', value: 'dataUri', description: 'Base64 after "data:" and the type' },
			],
			default: 'base64',
			description:
				'How files are written. The documentation shows data URIs, tests were made with Base64.',
		},
		{
			displayName: 'Confirm Lost Sends For (Seconds)',
			name: 'confirmLostSendsFor',
			type: 'number',
			default: 30,
			typeOptions: { minValue: 0, maxValue: 300 },
			description:
				'How long to look for the receipts of a message when the answer to its sending was lost',
		},
		deduplicationKey,
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'string',
			default: '',
			placeholder: 'e.g. acme@pecmassiva.com',
			description:
				'The address that the message comes from. Without it, the mailbox of the credential.',
		},
	]),
];
