/** Creates a one-page letter as a PDF, to attach. */
export async function letterPdf(title: string, text: string): Promise<Buffer> {
	// Imported on demand, because only a running demonstration needs it.
	const { default: PdfDocument } = await import('pdfkit');
	const document = new PdfDocument({ size: 'A4', margin: 72, info: { Title: title } });
	document.font('Helvetica-Bold').fontSize(18).text(title).moveDown();
	document.font('Helvetica').fontSize(11).text(text);
	document.end();
	const chunks: Buffer[] = [];
	for await (const chunk of document as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
	return Buffer.concat(chunks);
}
