import type { Message, MessageEvent } from './messages';
import type { EvidenceType, MessageType } from './vocabulary';

/** The events of ETSI EN 319 522-1 (electronic registered delivery) that Stampee's evidence corresponds to. */
const etsiEvents: Record<EvidenceType, Record<MessageType, string>> = {
	SENT: { LS: 'SubmissionAcceptance', LRE: 'SubmissionAcceptance' },
	RECEIVED: { LS: 'ContentAccessTracking', LRE: 'ContentAccessTracking' },
	ACCEPTED: { LS: 'ConsignmentAcceptance', LRE: 'ConsignmentAcceptance' },
	REFUSED: { LS: 'ConsignmentRejection', LRE: 'ConsignmentRejection' },
	EXPIRED: { LS: 'AcceptanceRejectionExpiry', LRE: 'AcceptanceRejectionExpiry' },
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

/** The most attachments listed by name: the document stays on its one page. */
const listed = 8;

function rows(message: Message, { eventType, at }: MessageEvent, issuedAt: Date): string[][] {
	const { attachments } = message;
	return [
		['Message', message.id],
		['Type', typeNames[message.type]],
		['Sender', message.sender ?? "The reseller's own account"],
		['Recipient', `${message.addressee} <${message.recipient}>`],
		['Reference', message.reference ?? '-'],
		['Event', `${eventType} (${etsiEvents[eventType][message.type]}, ETSI EN 319 522-1)`],
		['Time of sending', message.sentAt.toISOString()],
		['Time of the event', at.toISOString()],
		['Document issued', issuedAt.toISOString()],
		['SHA-256 of the body', message.bodySha256],
		...attachments
			.slice(0, listed)
			.map(({ name, size, sha256 }) => ['Attachment', `${name}, ${size} bytes\nSHA-256 ${sha256}`]),
		...(attachments.length > listed
			? [['Attachments', `and ${attachments.length - listed} more`]]
			: []),
	];
}

/** The proof that something happened to a message: one A4 page, as PDF. */
export async function evidencePdf(
	message: Message,
	event: MessageEvent,
	issuedAt: Date,
): Promise<Buffer> {
	// Loaded on first use: it takes longer to load than the sandbox takes to start.
	const { default: PdfDocument } = await import('pdfkit');
	const title = titles[event.eventType];
	const margin = 56;
	const document = new PdfDocument({
		size: 'A4',
		margin,
		info: {
			Title: `${title} ${message.id}`,
			Subject: `${event.eventType} ${etsiEvents[event.eventType][message.type]}`,
			Author: 'Certified Mail sandbox',
			Keywords: `${message.id} ${message.type} ${message.bodySha256}`,
			CreationDate: event.at,
		},
	});
	const { width } = document.page;
	document.font('Helvetica-Bold').fontSize(22).text(title);
	document.font('Helvetica').fontSize(10).fillColor('#666');
	document.text('Made by a local sandbox for trying things out. It proves nothing.');
	document.moveDown(1.5);
	for (const [label, value] of rows(message, event, issuedAt)) {
		const top = document.y;
		document
			.moveTo(margin, top - 5)
			.lineTo(width - margin, top - 5)
			.lineWidth(0.5)
			.stroke('#ccc');
		document.font('Helvetica').fontSize(9).fillColor('#666').text(label, margin, top);
		document.font('Helvetica-Bold').fillColor('#000');
		document.text(value, margin + 120, top, { width: width - 2 * margin - 120 });
		document.moveDown(1);
	}
	document.end();
	const chunks: Buffer[] = [];
	for await (const chunk of document as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
	return Buffer.concat(chunks);
}
