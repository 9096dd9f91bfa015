import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { bodyOf } from '../../../shared/body/body';
import { asBase64, attachedFiles } from '../../../shared/files';
import { filled } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import {
	booleanIn,
	emailIn,
	emailsIn,
	lineIn,
	numberIn,
} from '../../../shared/parameters/parameter';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Prepared, RequestOptions } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';

/** What `POST /api/send` takes. */
export interface Letter {
	/** Several are separated by commas. */
	recipient: string;
	subject: string;
	/** HTML. */
	message: string;
	reply_to?: string;
	reply_to_name?: string;
	attachments?: Array<{ filename: string; content: string; mime_type: string }>;
}

/** A letter that is about to be sent, with what is needed to read its answer. */
export interface SentLetter {
	letter: Letter;
	/** Whether each recipient becomes a separate item. */
	isSplit: boolean;
	/** The user's limit on the recipients of an email, or LegallyMail's. */
	mostRecipients: number;
}

/** "Default limit: 10 recipients", which support raises on request (API page). */
export const MAX_RECIPIENTS = 10;

/** Validates an item's email and creates its request. */
export const prepareLetter: Prepare<SentLetter> = async function (request) {
	const mostRecipients = numberIn(this, 'options.maximumRecipients', MAX_RECIPIENTS);
	const recipients = recipientsFrom(this, mostRecipients);
	const letter: Letter = {
		recipient: recipients.join(', '),
		subject: requiredTextIn(this, 'subject', 'Subject'),
		message: bodyOf(this).html,
		...replyTo(this),
	};
	const files = await attachedFiles(this, 'attachments');
	if (files.length > 0) {
		letter.attachments = await Promise.all(
			files.map(async (file) => ({
				filename: file.name,
				content: await asBase64(this, file),
				mime_type: file.type,
			})),
		);
	}
	const isSplit = booleanIn(this, 'splitByRecipient', true);
	return preparedLetter(request, { letter, isSplit, mostRecipients });
};

/** The request for a letter. */
export const preparedLetter = (
	request: RequestOptions,
	sent: SentLetter,
): Prepared<SentLetter> => ({ request: { ...request, body: sent.letter }, payload: sent });

/** The addresses of a letter, in their normal form. */
export const addressesOf = ({ recipient }: Letter) => recipient.toLowerCase().split(', ');

function recipientsFrom(context: IExecuteSingleFunctions, most: number): string[] {
	const recipients = emailsIn(context, 'recipient');
	if (recipients.length === 0) {
		throw badInput(context, "The parameter 'Recipients' is empty", 'Enter at least one address.');
	}
	if (recipients.length <= most) return recipients;
	throw badInput(
		context,
		`There are ${recipients.length} recipients, and one email takes ${most}`,
		"Send several emails. If LegallyMail's support has raised your limit, raise the option 'Maximum Recipients'.",
	);
}

const replyTo = (context: IExecuteSingleFunctions): Pick<Letter, 'reply_to' | 'reply_to_name'> =>
	filled({
		reply_to: emailIn(context, 'options.replyTo'),
		reply_to_name: lineIn(context, 'options.replyToName'),
	});
