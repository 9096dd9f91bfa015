import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { filled, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import type { Prepare } from '../../../shared/run/job';
import { inlineImages, type InlineImage } from './inlineImages';
import { recipientOf } from './recipient';

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
