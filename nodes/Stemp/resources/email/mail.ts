import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { bodyOf } from '../../../shared/body/body';
import { filled } from '../../../shared/json';
import { choiceIn, textIn } from '../../../shared/parameters/parameter';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Prepare } from '../../../shared/run/job';
import { withLogDelivery } from '../../delivery';
import { inlineImages, type InlineImage } from './inlineImages';
import { recipientOf } from './recipient';

/** What `POST /v1/platform/emails` takes: an email to one recipient. */
export interface Mail {
	/** TypeId of a user or a member. */
	to: string;
	subject: string;
	htmlBody: string;
	textBody?: string;
	category: string;
	attachments?: InlineImage[];
}

/** Validates an item's email and creates its request. */
export const prepareMail: Prepare<Mail> = async function (request) {
	const subject = requiredTextIn(this, 'subject', 'Subject');
	const { html: htmlBody, text } = bodyOf(this);
	const images = await inlineImages(this, text === undefined ? htmlBody : undefined);
	const mail: Mail = {
		to: await recipientOf(this),
		subject,
		htmlBody,
		...filled({ textBody: text ?? textIn(this, 'textBody') }),
		category: choiceIn(this, 'category'),
		...(images.length > 0 && { attachments: images }),
	};
	return { request: { ...request, body: mail }, payload: mail };
};

/** The output of a send: stemp's answer, and the fields that it lacks. */
export const sentItem = (
	{ to, subject, category }: Mail,
	answer: IDataObject,
): INodeExecutionData => ({
	json: withLogDelivery({ ...answer, to, subject, category }),
});
