import type { FastifyReply } from 'fastify';

/** The content of a document that proves something: its title and its rows. */
export interface Proof {
	title: string;
	/** When the proven event occurred. */
	at: Date;
	rows: Array<[label: string, value: string]>;
	/** Additional PDF metadata, such as `Keywords`. */
	info?: Record<string, string>;
}

/** Renders a proof as a PDF of one A4 page. The same proof always gives the same bytes. */
export async function pdf({ title, at, rows, info }: Proof): Promise<Buffer> {
	// Loaded on first use: it takes longer to load than the sandbox takes to start.
	const { default: PdfDocument } = await import('pdfkit');
	const margin = 56;
	const document = new PdfDocument({
		size: 'A4',
		margin,
		info: { Title: title, Author: 'Certified Mail sandbox', CreationDate: at, ...info },
	});
	const { width } = document.page;
	document.font('Helvetica-Bold').fontSize(22).text(title);
	document.font('Helvetica').fontSize(10).fillColor('#666');
	document.text('Made by a local sandbox for trying things out. It proves nothing.');
	document.moveDown(1.5);
	for (const [label, value] of rows) {
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

/** Answers with a PDF. */
export const sendPdf = (
	reply: FastifyReply,
	content: Buffer,
	name: string,
	disposition: 'attachment' | 'inline' = 'attachment',
) =>
	reply
		.type('application/pdf')
		.header('content-disposition', `${disposition}; filename="${name}"`)
		.send(content);
