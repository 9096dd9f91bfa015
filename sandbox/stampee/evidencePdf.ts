import { pdf, type Proof } from '../pdf';
import type { Message, MessageEvent } from './messages';
import type { EvidenceType, MessageType } from './vocabulary';

/**
 * The events of ETSI EN 319 522-1 (electronic registered delivery) that Stampee's evidence corresponds to; null for an
 * expired simple letter, because nobody is asked to accept one.
 */
const etsiEvents: Record<EvidenceType, Record<MessageType, string | null>> = {
	SENT: { LS: 'SubmissionAcceptance', LRE: 'SubmissionAcceptance' },
	RECEIVED: { LS: 'ContentAccessTracking', LRE: 'ContentAccessTracking' },
	ACCEPTED: { LS: 'ConsignmentAcceptance', LRE: 'ConsignmentAcceptance' },
	REFUSED: { LS: 'ConsignmentRejection', LRE: 'ConsignmentRejection' },
	EXPIRED: { LS: null, LRE: 'AcceptanceRejectionExpiry' },
	UNDELIVERED: { LS: 'ContentConsignmentFailure', LRE: 'NotificationForAcceptanceFailure' },
};

const titles: Record<EvidenceType, string> = {
	SENT: 'Proof of sending',
	RECEIVED: 'Proof of opening',
	ACCEPTED: 'Proof of acceptance',
	REFUSED: 'Proof of refusal',
	EXPIRED: 'Proof of expiry',
	UNDELIVERED: 'Proof of non-delivery',
};

const typeNames: Record<MessageType, string> = {
	LS: 'LS (simple letter)',
	LRE: 'LRE (registered letter)',
};

/** The maximum number of attachments listed by name, so that the document fits on one page. */
const listed = 8;

function rows(message: Message, { eventType, at }: MessageEvent, issuedAt: Date): Proof['rows'] {
	const { attachments } = message;
	const event = etsiEvents[eventType][message.type];
	return [
		['Message', message.id],
		['Type', typeNames[message.type]],
		['Sender', message.sender ?? "The reseller's own account"],
		['Recipient', `${message.addressee} <${message.recipient}>`],
		['Reference', message.reference ?? '-'],
		['Event', event === null ? eventType : `${eventType} (${event}, ETSI EN 319 522-1)`],
		['Time of sending', message.sentAt.toISOString()],
		['Time of the event', at.toISOString()],
		['Document issued', issuedAt.toISOString()],
		['SHA-256 of the body', message.bodySha256],
		...attachments
			.slice(0, listed)
			.map(({ name, size, sha256 }): Proof['rows'][number] => [
				'Attachment',
				`${name}, ${size} bytes\nSHA-256 ${sha256}`,
			]),
		...(attachments.length > listed
			? [['Attachments', `and ${attachments.length - listed} more`] as Proof['rows'][number]]
			: []),
	];
}

/** The PDF that proves an event of a message. */
export async function evidencePdf(
	message: Message,
	event: MessageEvent,
	issuedAt: Date,
): Promise<Buffer> {
	const title = titles[event.eventType];
	return await pdf({
		title,
		at: event.at,
		rows: rows(message, event, issuedAt),
		info: {
			Title: `${title} ${message.id}`,
			Subject: [event.eventType, etsiEvents[event.eventType][message.type] ?? []].flat().join(' '),
			Keywords: `${message.id} ${message.type} ${message.bodySha256}`,
		},
	});
}
