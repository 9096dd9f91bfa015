import { z } from 'zod';
import { sha256 } from './documents';
import type { Attachment } from './mails';
import { refusal } from './errors';
import type { Signer } from './signatures';
import type { LegallyMailSwitches } from './switches';

const text = z.string().trim().min(1);
const address = z.string().email();

/** The value of a field with several names: that of the first name that is present. */
const oneOf = (body: unknown, names: string[]): unknown =>
	names.map((name) => (body as Record<string, unknown> | null)?.[name]).find((value) => value);

const mailSchema = z.object({
	recipient: text,
	subject: text,
	message: text,
	reply_to: address.optional(),
	reply_to_name: z.string().optional(),
	attachments: z
		.array(z.object({ filename: text, content: z.string().base64(), mime_type: text }))
		.default([]),
});

export interface MailRequest {
	recipients: string[];
	subject: string;
	message: string;
	attachments: Attachment[];
}

/** Parses a body with a schema; the refusal names the invalid field. */
function parsed<Shape>(schema: z.ZodType<Shape, z.ZodTypeDef, unknown>, body: unknown): Shape {
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	throw refusal(400, `Invalid or missing field: ${result.error.issues[0].path.join('.')}`);
}

/** @throws Refusal 400; 403 for a reply_to that is not verified */
export function readMail(body: unknown, switches: LegallyMailSwitches): MailRequest {
	const mail = parsed(mailSchema, {
		...(body as object),
		recipient: oneOf(body, ['recipient', 'to']),
		message: oneOf(body, ['message', 'body', 'content']),
	});
	const recipients = mail.recipient.split(',').map((each) => each.trim());
	const wrong = recipients.find((each) => !address.safeParse(each).success);
	if (wrong !== undefined) throw refusal(400, `Invalid recipient: ${wrong}`);
	const { mostRecipients, verifiedSenders } = switches;
	if (recipients.length > mostRecipients) {
		throw refusal(400, `Maximum ${mostRecipients} recipients allowed`);
	}
	if (mail.reply_to !== undefined && !(verifiedSenders?.includes(mail.reply_to) ?? true)) {
		throw refusal(403, 'reply_to is not a registered and verified sender');
	}
	return {
		recipients,
		subject: mail.subject,
		message: mail.message,
		attachments: mail.attachments.map(({ filename, content }) => {
			const bytes = Buffer.from(content, 'base64');
			return { name: filename, size: bytes.length, sha256: sha256(bytes) };
		}),
	};
}

const largestDocument = 10 * 1024 * 1024;

const signatureSchema = z.object({
	signers: z
		.array(z.object({ name: text, email: address, phone: z.string().optional() }))
		.min(1)
		.max(5),
	document: z.string().min(1).base64(),
	document_name: text,
	language: z.enum(['es', 'en', 'fr', 'it']).default('es'),
});

export interface SignatureRequest {
	signers: Signer[];
	document: Buffer;
	documentName: string;
	language: string;
}

/** Reads one signer from single fields, or up to five from `signers`. @throws Refusal 400 */
export function readSignature(
	given: unknown,
	{ documentCounted }: LegallyMailSwitches,
): SignatureRequest {
	const body = { ...(given as Record<string, unknown> | null) };
	const { signer_name: name, signer_email: email, signer_phone: phone } = body;
	const request = parsed(signatureSchema, {
		...body,
		signers: body.signers ?? [{ name, email, phone }],
	});
	const document = Buffer.from(request.document, 'base64');
	const size = documentCounted === 'decoded' ? document.length : request.document.length;
	if (size > largestDocument) throw refusal(400, 'The document is larger than 10MB');
	if (!document.subarray(0, 1024).includes('%PDF-')) {
		throw refusal(400, 'The document is not a PDF');
	}
	return {
		signers: request.signers.map((signer) => ({ ...signer, phone: signer.phone ?? null })),
		document,
		documentName: request.document_name,
		language: request.language,
	};
}

const smsSchema = z.object({ phone: z.string().regex(/^\+[1-9]\d{6,14}$/), message: text });

/** A certified SMS of one credit has up to 300 characters. */
const smsLength = 300;

/** @throws Refusal 400 */
export function readSms(body: unknown, { longSms }: LegallyMailSwitches) {
	const sms = parsed(smsSchema, {
		phone: oneOf(body, ['phone', 'recipient']),
		message: oneOf(body, ['message', 'text']),
	});
	const credits = Math.ceil(sms.message.length / smsLength);
	if (credits > 1 && longSms === 'refuse') throw refusal(400, 'The message is too long');
	return { ...sms, credits };
}

const mostListed = 25;

/** The query `limit`, from 1 to 25. @throws Refusal 400 */
export function readLimit(
	given: string | undefined,
	{ invalidLimit }: LegallyMailSwitches,
	usual?: number,
): number {
	const limit = given === undefined ? usual : Number(given);
	if (limit === undefined) throw refusal(400, 'The parameter limit is required');
	if (Number.isInteger(limit) && limit >= 1 && limit <= mostListed) return limit;
	if (invalidLimit === 'refuse' || Number.isNaN(limit)) {
		throw refusal(400, 'The parameter limit must be between 1 and 25');
	}
	return Math.min(mostListed, Math.max(1, Math.trunc(limit)));
}
