import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { asBase64, attachedFiles } from '../../../shared/files';
import { filled, objectsIn, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import {
	booleanIn,
	emailIn,
	emailsIn,
	lineIn,
	numberIn,
} from '../../../shared/parameters/parameter';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Candidate, Policy, Prepared, RequestOptions } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { detailOf, entriesSince, PAUSES } from '../../lookup';
import { sending } from '../../policies';
import { contentOf, recipientsOf, splitMail, wholeMail } from '../../shapes';
import { learnZone } from '../../zone';

/** What `POST /api/send` takes. */
export interface Letter {
	/** Several are separated by commas. */
	recipient: string;
	subject: string;
	message: string;
	reply_to?: string;
	reply_to_name?: string;
	attachments?: Array<{ filename: string; content: string; mime_type: string }>;
}

/** A letter that is about to be sent, with what its answer is read by. */
export interface SentLetter {
	letter: Letter;
	/** Whether each recipient becomes an item of its own. */
	isSplit: boolean;
	/** The user's limit on the recipients of an e-mail, or LegallyMail's. */
	mostRecipients: number;
}

/** "Default limit: 10 recipients", which support raises on request (API page). */
export const MOST_RECIPIENTS = 10;

/** Checks an item's e-mail and makes it a request. */
export const prepareLetter: Prepare<SentLetter> = async function (request) {
	const mostRecipients = numberIn(this, 'options.maximumRecipients', MOST_RECIPIENTS);
	const recipients = recipientsFrom(this, mostRecipients);
	const letter: Letter = {
		recipient: recipients.join(', '),
		subject: requiredTextIn(this, 'subject', 'Subject'),
		message: requiredTextIn(this, 'message', 'Message'),
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

/** The addresses of a letter, each written in one way. */
export const addressesOf = ({ recipient }: Letter) => recipient.toLowerCase().split(', ');

function recipientsFrom(context: IExecuteSingleFunctions, most: number): string[] {
	const recipients = emailsIn(context, 'recipient');
	if (recipients.length === 0) {
		throw badInput(context, "The parameter 'Recipient' is empty", 'Enter at least one address.');
	}
	if (recipients.length <= most) return recipients;
	throw badInput(
		context,
		`There are ${recipients.length} recipients, and one e-mail takes ${most}`,
		"Send several e-mails. If LegallyMail's support has raised your limit, raise the option 'Maximum Recipients'.",
	);
}

const replyTo = (context: IExecuteSingleFunctions): Pick<Letter, 'reply_to' | 'reply_to_name'> =>
	filled({
		reply_to: emailIn(context, 'options.replyTo'),
		reply_to_name: lineIn(context, 'options.replyToName'),
	});

/** What the list of e-mails tells of one: a sole recipient by address, several only by their number. */
const isAlike = (
	{ is_multi_recipient: isMulti, recipient_count: count, recipient, subject }: IDataObject,
	letter: Letter,
): boolean => {
	const [only, ...others] = addressesOf(letter);
	const isToThese = isMulti
		? Number(count) === others.length + 1
		: others.length === 0 && textOf(recipient).toLowerCase() === only;
	return isToThese && textOf(subject) === letter.subject;
};

const isFailed = ({ status }: IDataObject) => status === 'failed';

export const sendingLetters: Policy<SentLetter> = {
	...sending,
	acceptedIds: (outputs) =>
		outputs
			.flatMap(({ json }) => ('recipients' in json ? objectsIn(json.recipients) : [json]))
			.filter((recipient) => !isFailed(recipient))
			.map(({ tracking_id: id }) => textOf(id)),
	refusedPart({ json }) {
		const recipients = 'recipients' in json ? objectsIn(json.recipients) : [json];
		if (recipients.length === 0 || !recipients.every(isFailed)) return undefined;
		const reasons = [recipients[0].error_details, json.error_status, json.message];
		const said = reasons.map(textOf).find(Boolean) ?? 'it does not say why';
		const addresses = recipients.map(({ email }) => textOf(email)).join(', ');
		return {
			message: `LegallyMail could not send to ${addresses}: ${said}`,
			findBy: {
				Recipients: addresses,
				'Tracking ID': textOf(json.mail_tracking_id ?? json.tracking_id),
			},
		};
	},
	findBy: ({ letter: { recipient, subject } }) => ({ Recipients: recipient, Subject: subject }),
	lookup: {
		comparedText: ({ letter: { subject } }) => subject,
		pauses: () => PAUSES,
		async look({ letter, isSplit }, sentAt, earlier) {
			const entries = await entriesSince(this, '/api/emails', sentAt, earlier);
			const found: Candidate[] = [];
			for (const { tracking_id } of entries
				.map(({ entry }) => entry)
				.filter((entry) => isAlike(entry, letter))) {
				// The list has the number of several recipients, and no recipient's own tracking ID.
				const { detail: mail } = await detailOf(this, '/api/email', { tracking_id });
				const addresses = recipientsOf(mail).map(({ email }) => email.toLowerCase());
				if (addresses.sort().join() !== addressesOf(letter).sort().join()) continue;
				const outputs = outputsOf(asAnswer(mail), isSplit);
				found.push({ id: textOf(tracking_id), status: textOf(mail.status), outputs });
			}
			return found;
		},
	},
};

/** An e-mail that was looked up, with what the answer to its send would have had beside it. */
function asAnswer(mail: IDataObject): IDataObject {
	const recipients = recipientsOf(mail);
	const failed = recipients.filter(isFailed);
	return {
		// What was lost can't be found out.
		message: null,
		success_count: recipients.length - failed.length,
		fail_count: failed.length,
		...mail,
	};
}

const outputsOf = (mail: IDataObject, isSplit: boolean) => {
	const split = isSplit ? splitMail(mail).map((json) => ({ json })) : [];
	return split.length > 0 ? split : [{ json: wholeMail(mail) }];
};

/** One item for each recipient, or one for the e-mail. */
export const toRecipients: ToItems<SentLetter> = async function (items, { headers }, { isSplit }) {
	const [{ json: answer }] = items;
	const mail = contentOf(answer);
	const outputs = outputsOf(mail, isSplit);
	if (answer.success === false) assertFailureIn(mail);
	await learnZone(this, mail.sent_at, headers);
	return outputs;
};

/**
 * An answer that says no must name whom it was no for.
 * @throws Error where it names only such as may have been sent it
 */
function assertFailureIn(mail: IDataObject): void {
	const recipients = recipientsOf(mail);
	if (recipients.some(isFailed)) return;
	const named = recipients.map(
		({ email, status, tracking_id: id }) => `${email} ${status} (${id})`,
	);
	const said = textOf(mail.message) || textOf(mail.error_status) || 'success: false';
	throw new Error(
		`LegallyMail answered "${said}" under the tracking ID ${textOf(mail.tracking_id)}, and yet: ${named.join(', ')}`,
	);
}
