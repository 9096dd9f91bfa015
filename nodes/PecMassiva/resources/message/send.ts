import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { attachments, bodyFields, referenceHint } from '../../../shared/descriptions';
import type { ToItems } from '../../../shared/dispatch/routing';
import { DoubtfulAnswer } from '../../../shared/outcome/acceptedIds';
import { asAnswered, textOf } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import type { Policy } from '../../../shared/policy';
import { codeOf } from '../../code';
import { messageLookup } from '../../lookup';
import { sending } from '../../policies';
import { sentMessage, type Message } from './message';

export const sendingMessages: Policy<Message> = {
	...sending,
	acceptedIds: (outputs) => outputs.map(({ json }) => json.code),
	preview: ({ subject, body: html }) => ({ subject, html }),
	findBy: ({ subject, recipient }) => ({ Subject: subject, Recipients: recipient.join(', ') }),
	lookup: messageLookup,
};

/** Fields about the call itself, which an output item does not need. */
const OF_THE_CALL = ['success', 'message'];

/**
 * What contradicts that an answer is the success of a whole send, as the rest of a sentence about it. What it leaves
 * out contradicts nothing.
 */
function flawIn(
	{ success = true, sent, error }: IDataObject,
	{ recipient: { length: all } }: Message,
): string | undefined {
	if (![true, 'true', 1].includes(success as boolean)) return 'does not say that it was sent';
	if (error) return 'names an error beside the success';
	const count = textOf(sent);
	// It is not documented whether one PEC to several recipients counts as one.
	const isOther = /^-?\d+$/.test(count) && ![1, all].includes(Number(count));
	return isOther ? `says that ${count} were sent, to ${all} recipients` : undefined;
}

/**
 * The output for a message that was just accepted.
 * @throws DoubtfulAnswer if nothing proves that it was, for all recipients
 */
export const toSent: ToItems<Message> = async (items, { statusCode }, message) => {
	const { message_id: messageId, sent: count, ...answer } = items[0].json;
	const code = codeOf(messageId);
	const flaw = flawIn(items[0].json, message);
	// What is no code is for people to judge.
	if (flaw || !code) throw new DoubtfulAnswer([asAnswered(messageId)], statusCode, flaw);
	const more = Object.entries(answer).filter(([name]) => !OF_THE_CALL.includes(name));
	return [{ json: { ...Object.fromEntries(more), ...sentMessage(message, code, count) } }];
};

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['send'] } },
	[
		ofKind('emails', {
			displayName: 'Recipients',
			name: 'recipient',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. office@pec.example.com, legal@pec.example.com',
			hint: 'One or many addresses, separated by commas',
			description:
				'All of them get the same message, which has one code. An expression may give a list.',
		}),
		ofKind('line', {
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Convocazione assemblea A-2026-4',
			hint: referenceHint,
		}),
		...bodyFields(
			'e.g. Gentile cliente, in allegato la convocazione.',
			'The content of the message',
		),
		attachments('At most 100 MB together, less in the standard plan'),
	],
);

export const attachmentFormat: INodeProperties = {
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
};

export const confirmLostSendsFor: INodeProperties = {
	displayName: 'Confirm Lost Sends (Seconds)',
	name: 'confirmLostSendsFor',
	type: 'number',
	default: 30,
	typeOptions: { minValue: 0, maxValue: 300 },
	hint: "Only for a message whose subject has the value of 'Prevent Duplicates By' in it: another one can't be told from messages like it",
	description:
		'How long to look for the receipts of a message when the answer to its sending was lost',
};

export const sender: INodeProperties = ofKind('email', {
	displayName: 'Sender',
	name: 'sender',
	type: 'string',
	default: '',
	placeholder: 'e.g. acme@pecmassiva.com',
	description:
		'The address that the message comes from. Without it, the mailbox user name of the credential, if that is an address.',
	hint: 'Needed where the mailbox user name in the credential has no @',
});
