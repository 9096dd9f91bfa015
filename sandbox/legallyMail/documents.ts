import { createHash } from 'node:crypto';
import type { Account } from './account';
import type { Mail, MailRecipient } from './mails';
import type { ProofFile } from './proofs';
import type { Signature } from './signatures';
import type { Sms } from './smsMessages';

/** The kinds of certificate in LegallyMail's samples, oldest first. */
export type CertificateType = 'delivered' | 'read';

export interface Certificate {
	type: CertificateType;
	at: Date;
}

/** The certificates that a recipient's copy has by now. */
export function certificatesOf(
	{ mails }: Account,
	mail: Mail,
	recipient: MailRecipient,
): Certificate[] {
	const { deliveredAt, readAt } = mails.stateOf(mail, recipient);
	const times = { delivered: deliveredAt, read: readAt };
	const types: CertificateType[] = ['delivered', 'read'];
	return types.flatMap((type) => {
		const at = times[type];
		return at ? [{ type, at }] : [];
	});
}

const titles: Record<CertificateType, string> = {
	delivered: 'Certificate of delivery',
	read: 'Certificate of reading',
};

export async function certificateFile(
	{ proofs }: Account,
	mail: Mail,
	recipient: MailRecipient,
	{ type, at }: Certificate,
): Promise<ProofFile> {
	return await proofs.file(`${recipient.trackingId}:${type}`, {
		title: titles[type],
		at,
		rows: [
			['Email', mail.trackingId],
			['Recipient', `${recipient.email} (${recipient.trackingId})`],
			['Subject', mail.subject],
			['Sent', mail.createdAt.toISOString()],
			[type === 'read' ? 'Read' : 'Delivered', at.toISOString()],
			['SHA-256 of the message', mail.messageSha256],
			...mail.attachments.map(({ name, size, sha256 }): [string, string] => [
				'Attachment',
				`${name}, ${size} bytes\nSHA-256 ${sha256}`,
			]),
		],
	});
}

/** SHA-256 in lower case hex. */
export const sha256 = (content: Buffer | string) =>
	createHash('sha256').update(content).digest('hex');

/** The record ("acta") of a signature, once all have signed. */
export async function recordFile(
	{ signatures, proofs, switches }: Account,
	signature: Signature,
): Promise<ProofFile | undefined> {
	const { signedAt, signers } = signatures.stateOf(signature, switches);
	if (!signedAt) return undefined;
	return await proofs.file(`${signature.uuid}:acta`, {
		title: 'Record of signature',
		at: signedAt,
		rows: [
			['Request', signature.uuid],
			['Document', signature.documentName],
			['SHA-256 of the document', sha256(signature.document)],
			...signature.signers.map(({ name, email }, index): [string, string] => [
				'Signed by',
				`${name} <${email}>, ${signers[index].signedAt?.toISOString()}`,
			]),
		],
	});
}

/** The certificate of an SMS, once it has arrived and its time stamp is confirmed. */
export async function smsFile(
	{ smses, proofs }: Account,
	sms: Sms,
): Promise<ProofFile | undefined> {
	const { status, confirmedAt } = smses.stateOf(sms);
	if (!confirmedAt) return undefined;
	return await proofs.file(`${sms.uuid}:sms`, {
		title: 'Certificate of an SMS',
		at: confirmedAt,
		rows: [
			['SMS', sms.uuid],
			['Number', sms.phone],
			['Text', sms.message],
			['Status', status],
			['Sent', sms.createdAt.toISOString()],
			['Time stamp', confirmedAt.toISOString()],
		],
	});
}
