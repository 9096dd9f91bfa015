import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { messageDelivery } from '../../../shared/delivery';
import { bodyFields, referenceHint } from '../../../shared/descriptions';
import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, filled, idOf, textOf } from '../../../shared/json';
import { DoubtfulAnswer } from '../../../shared/outcome/acceptedIds';
import { ofKind } from '../../../shared/parameters/kind';
import { booleanIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import { ProviderError } from '../../../shared/response/providerError';
import { rejectedDelivery } from '../../delivery';
import { mailLookup } from '../../lookup';
import { sending } from '../../policies';
import { REJECTION_HINTS, rejectionIn, type Rejection } from '../../rejection';
import { inlineAttachments } from './inlineImages';
import { sentItem, type Mail } from './mail';
import { isRecipientId, recipient } from './recipient';

/** Email API, Email Categories. */
const CATEGORIES = [
	{
		name: 'General',
		value: 'general',
		description: 'General communications. Recipients can unsubscribe.',
	},
	{
		name: 'Marketing',
		value: 'marketing',
		description: 'Promotions, offers, campaigns. Recipients can unsubscribe.',
	},
	{
		name: 'Product Updates',
		value: 'product_updates',
		description: 'Feature announcements, changelog. Recipients can unsubscribe.',
	},
	{
		name: 'Security',
		value: 'security',
		description: 'Security alerts, login notifications. Cannot be unsubscribed.',
	},
	{
		name: 'Transactional',
		value: 'transactional',
		description: 'Order confirmations, receipts, password resets. Cannot be unsubscribed.',
	},
];

export const sendingMails: Policy<Mail> = {
	...sending,
	acceptedIds: (outputs) => outputs.map(({ json }) => json.messageId).filter((id) => id !== null),
	preview: ({ subject, htmlBody: html, textBody: text }) => ({
		subject,
		html,
		...filled({ text }),
	}),
	findBy: ({ to, subject, category }) => ({ Recipient: to, Subject: subject, Category: category }),
	lookup: mailLookup,
	isRefusal: ({ json }) => json.messageId === null,
};

/** The email that was sent; or the recipient that stemp does not send to, if the user wants to continue. */
export const toSentMail: ToItems<Mail> = async function (items, response, mail, check) {
	const isWanted = booleanIn(this, 'options.outputRejected');
	const rejection = rejectionIn(response, mail.category);
	const answer = Promise.resolve(response).then(check);
	return await answer.then(
		() => {
			const [{ json }] = items;
			const { messageId, to } = json;
			if (isRecipientId(textOf(to)) && to !== mail.to)
				throw new DoubtfulAnswer([asAnswered(messageId)], response.statusCode);
			// Only what stemp rejected has no ID to name.
			return [sentItem(mail, { ...json, messageId: idOf(messageId) || asAnswered(messageId) })];
		},
		(error: unknown) => {
			// What names an email may have been sent all the same.
			const isRefused = error instanceof ProviderError && !error.mayHaveAccepted;
			if (!rejection || !isRefused) throw error;
			if (isWanted) return [rejectedItem(mail, rejection, error)];
			error.description = REJECTION_HINTS[rejection];
			throw error;
		},
	);
};

function rejectedItem(
	{ to, subject, category }: Mail,
	reason: Rejection,
	{ message, code }: ProviderError,
): INodeExecutionData {
	return {
		json: {
			messageId: null,
			status: 'rejected',
			reason,
			...filled({ code }),
			message,
			to,
			subject,
			category,
			delivery: messageDelivery(null, rejectedDelivery()),
		},
	};
}

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['send'] } },
	[
		recipient,
		ofKind('line', {
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Your reward R-1042 is ready!',
			hint: referenceHint,
		}),
		...bodyFields('e.g. Congratulations, you earned a free coffee.', 'The content of the email'),
		{
			displayName: 'Text Alternative',
			name: 'textBody',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			displayOptions: { show: { bodyFormat: ['html'] } },
			placeholder: 'e.g. Congratulations, you earned a free coffee.',
			hint: 'Leave empty to let stemp make it from the HTML',
			description: 'The same content as plain text, for email programs that show no HTML',
		},
		{
			displayName: 'Category',
			name: 'category',
			type: 'options',
			options: CATEGORIES,
			// The law treats the categories differently, so there is no default.
			default: '',
			required: true,
			description: 'What kind of email it is, which decides whether recipients can unsubscribe',
		},
		inlineAttachments,
	],
);

export const outputRejected: INodeProperties = {
	displayName: 'Return Rejected Recipients',
	name: 'outputRejected',
	type: 'boolean',
	default: false,
	description:
		'Whether to output an item with the reason for a recipient who has opted out or is suppressed, instead of failing',
};
