import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { bodyOf } from '../../../shared/body/body';
import { messageDelivery, type Delivery } from '../../../shared/delivery';
import { asBase64, assertSize, attachedFiles, type AttachedFile } from '../../../shared/files';
import { badInput } from '../../../shared/parameters/badInput';
import { isEmailAddress } from '../../../shared/parameters/email';
import { choiceIn, emailIn, emailsIn } from '../../../shared/parameters/parameter';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Prepare } from '../../../shared/run/job';
import { mailboxUserOf, PEC_MASSIVA_CREDENTIAL } from '../../account';
import { queued } from '../../aggregatedStatus';

/** What `POST /send` takes; the credential adds the mailbox's login. */
export interface Message extends IDataObject {
	sender: string;
	recipient: string[];
	subject: string;
	/** HTML. */
	body: string;
	attachments?: Array<{ name: string; file: string }>;
}

/** "Up to 100 MB per message" (vendor's FLAT plan). The limit of the standard plan is not documented. */
const ATTACHMENT_LIMIT = { bytes: 100_000_000, label: '100 MB' };

/** Validates an item's message and creates its request. */
export const prepareMessage: Prepare<Message> = async function (request) {
	const recipient = emailsIn(this, 'recipient');
	if (recipient.length === 0) throw badInput(this, "The parameter 'Recipients' is empty");
	const subject = requiredTextIn(this, 'subject', 'Subject');
	const { html: body } = bodyOf(this);
	const sender = await senderOf(this);
	const files = await attachedFiles(this, 'attachments');
	assertSize(this, files, ATTACHMENT_LIMIT);
	const message: Message = { sender, recipient, subject, body };
	if (files.length > 0) message.attachments = await encoded(this, files);
	return { request: { ...request, body: message }, payload: message };
};

/**
 * If no sender is given, the official PHP client sends the user name of the mailbox. It usually is an address, but
 * not always, and it is not documented what happens to a message whose sender is not an address.
 */
async function senderOf(context: IExecuteSingleFunctions): Promise<string> {
	const given = emailIn(context, 'options.sender');
	if (given !== '') return given;
	const user = mailboxUserOf(await context.getCredentials(PEC_MASSIVA_CREDENTIAL));
	if (isEmailAddress(user)) return user;
	throw badInput(
		context,
		"The parameter 'Sender' is empty, and the mailbox user name in the credential is no address to send from",
		"Add the option 'Sender' and enter the address of the mailbox, such as acme@pecmassiva.com.",
	);
}

/** The vendor's example has a data URI; a client that was tested in the vendor's sandbox sends bare Base64. */
async function encoded(context: IExecuteSingleFunctions, files: AttachedFile[]) {
	const isUri = choiceIn(context, 'options.attachmentFormat') === 'dataUri';
	return await Promise.all(
		files.map(async (file) => {
			const content = await asBase64(context, file);
			return { name: file.name, file: isUri ? `data:${file.type};base64,${content}` : content };
		}),
	);
}

/** The data of a message that was sent, by its code. */
export const sentMessage = (
	{ sender, recipient, subject }: Message,
	code: string,
	sent: unknown,
	delivery: Delivery = queued,
): IDataObject => ({
	code,
	message_id: code,
	sent: sent as number,
	sender,
	recipient,
	subject,
	delivery: messageDelivery(code, delivery),
});
