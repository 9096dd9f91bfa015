import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { bodyOf } from '../../../shared/body/body';
import { combinesItems } from '../../../shared/dispatch/userChoices';
import { assertClientCertificates } from '../../../shared/engine/clientCertificates';
import {
	assertSize,
	attachedFiles,
	contentHashesOf,
	StreamedForm,
	type AttachedFile,
} from '../../../shared/files';
import { filled } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { booleanIn, choiceIn, idIn, lineIn } from '../../../shared/parameters/parameter';
import type { Prepared, RequestOptions } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { isTool } from '../../../shared/run/run';
import { STAMPEE_CREDENTIAL } from '../../account';
import { hostOf } from '../../api';
import { recipientsOf, type Recipient } from './recipients';

/** What `POST /messages/bulk_send` takes: one letter, of which each recipient gets a message. */
export interface Letter {
	type: string;
	/** HTML. */
	body: string;
	recipients: Recipient[];
	sender?: string;
	customerReference?: string;
}

/** "Maximum 250MB" (docs.stampee.fr, Quick Start). It is not documented whether per file or in total. */
const ATTACHMENT_LIMIT = { bytes: 250_000_000, label: '250 MB' };

/** A letter with its files. Stampee's answer does not show which message is for whom. */
export interface LetterPayload {
	letter: Letter;
	files: AttachedFile[];
	/** The SHA-256 of each file, if letters are distinguished by it: a letter without it is sent alone. */
	contentHashes?: string[];
	/** Whether each message becomes a separate item. */
	isSimplified: boolean;
}

/** Validates an item's letter and creates its request. */
export const prepareLetter: Prepare<LetterPayload> = async function (request, deduplicationKey) {
	const sender = idIn(this, 'sender');
	const customerReference = lineIn(this, 'customerReference');
	const letter: Letter = {
		type: choiceIn(this, 'type'),
		body: bodyOf(this).html,
		recipients: recipientsOf(this),
		...filled({ sender, customerReference }),
	};
	if (letter.type === 'LRE') await assertCertificate(this);
	const files = await attachedFiles(this, 'attachments');
	assertSize(this, files, ATTACHMENT_LIMIT);
	// Calls by an agent, and sends with a deduplication key, are distinguished by their requests.
	const isComparedWhole = isTool(this) || deduplicationKey !== undefined;
	const contentHashes =
		isComparedWhole || combinesItems(this) ? await contentHashesOf(this, files) : undefined;
	if (isComparedWhole) files.forEach((file, index) => (file.sha256 = contentHashes?.[index]));
	const isSimplified = booleanIn(this, 'simplify', true);
	return preparedLetter(request, { letter, files, contentHashes, isSimplified });
};

/** The request for a letter: JSON, or multipart if there are files. */
export function preparedLetter(
	request: RequestOptions,
	payload: LetterPayload,
): Prepared<LetterPayload> {
	const { letter, files } = payload;
	const body = files.length === 0 ? letter : asForm(letter, files);
	return { request: { ...request, body }, payload };
}

function asForm(letter: Letter, files: AttachedFile[]): StreamedForm {
	const form = new StreamedForm();
	for (const [name, value] of Object.entries(letter)) {
		form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
	}
	for (const file of files) form.append('attachments', file);
	return form;
}

/** Registered letters need mutual TLS (docs.stampee.fr, Authorization). */
async function assertCertificate(context: IExecuteSingleFunctions): Promise<void> {
	const credential = await context.getCredentials(STAMPEE_CREDENTIAL);
	const { mutualTls } = credential;
	if (mutualTls === 'pem' || mutualTls === 'pfx') {
		return await assertClientCertificates(context, hostOf(credential));
	}
	throw badInput(
		context,
		'The credential has no client certificate, which a registered letter (LRE) needs',
		"Add the certificate that Stampee gave you to the credential, or set 'Letter Type' to Simple Letter (LS).",
	);
}
