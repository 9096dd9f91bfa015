import {
	NodeOperationError,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { ProviderError } from '../../../shared/response/providerError';
import { badInput } from '../../../shared/parameters/badInput';
import type { Policy } from '../../../shared/policy';
import { filled, textOf } from '../../../shared/json';
import { rejectedDelivery } from '../../delivery';
import { sending } from '../../policies';
import { REJECTION_HINTS, rejectionIn, type Rejection } from '../../rejection';
import { inlineImages, type InlineImage } from './inlineImages';
import { lookUpMail } from './lookup';
import { recipientOf } from './recipient';
import { handedOut, sentItem } from './sent';
import type { Prepare } from '../../../shared/run/job';

/** What `POST /v1/platform/emails` takes: an e-mail to one recipient. */
export interface Mail {
	/** TypeId of a user or a member. */
	to: string;
	subject: string;
	htmlBody: string;
	textBody?: string;
	category: string;
	attachments?: InlineImage[];
}

/** Checks an item's e-mail and makes it a request. */
export const prepareMail: Prepare<Mail> = async function (request) {
	const subject = required(this, 'subject', 'Subject');
	const htmlBody = required(this, 'htmlBody', 'HTML Body');
	const images = await inlineImages(this, this.getNodeParameter('attachments', ''), htmlBody);
	const mail: Mail = {
		to: await recipientOf(this),
		subject,
		htmlBody,
		...filled({ textBody: this.getNodeParameter('textBody', '') as string }),
		category: this.getNodeParameter('category') as string,
		...(images.length > 0 && { attachments: images }),
	};
	return { request: { ...request, body: mail }, payload: mail };
};

function required(context: IExecuteSingleFunctions, name: string, label: string): string {
	const value = context.getNodeParameter(name);
	if (textOf(value) !== '') return value as string;
	throw badInput(context, `The parameter '${label}' is empty`);
}

export const sendingMails: Policy<Mail> = {
	...sending,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.messageId)).filter(Boolean),
	findBy: ({ to, subject, category }) => ({ Recipient: to, Subject: subject, Category: category }),
	lookup: lookUpMail,
};

/** The e-mail that was sent; or the recipient whom stemp does not write to, if the user wants to go on. */
export const toSentMail: ToItems<Mail> = async function (items, response, mail, check) {
	const isWanted = this.getNodeParameter('options.outputRejected', false);
	const rejection = rejectionIn(response, mail.category);
	const answer = Promise.resolve(response).then(check);
	return await answer.then(
		() => {
			const [{ json }] = items;
			const messageId = textOf(json.messageId);
			// Neither a yes nor a no: whoever gets this error looks whether the logs have the e-mail.
			if (messageId === '')
				throw new NodeOperationError(this.getNode(), 'stemp gave no message ID');
			handedOut(messageId);
			return [sentItem(mail, { messageId, status: json.status })];
		},
		(error: unknown) => {
			if (rejection && isWanted) return [rejectedItem(mail, rejection, error)];
			if (rejection && error instanceof ProviderError) {
				error.description = REJECTION_HINTS[rejection];
			}
			throw error;
		},
	);
};

function rejectedItem(
	{ to, subject, category }: Mail,
	reason: Rejection,
	error: unknown,
): INodeExecutionData {
	const { message, code } = error as ProviderError;
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
			delivery: rejectedDelivery(),
		},
	};
}
