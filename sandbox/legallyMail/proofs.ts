import { createHash } from 'node:crypto';

/** A document that proves something: what it is called and what it says, line by line. */
export interface Proof {
	title: string;
	/** When what it proves came about; the same proof is the same file, byte by byte. */
	at: Date;
	rows: Array<[label: string, value: string]>;
}

/** One A4 page, as PDF. */
async function pdf({ title, at, rows }: Proof): Promise<Buffer> {
	// Loaded on first use: it takes longer to load than the sandbox takes to start.
	const { default: PdfDocument } = await import('pdfkit');
	const margin = 56;
	const info = { Title: title, Author: 'Certified Mail sandbox', CreationDate: at };
	const document = new PdfDocument({ size: 'A4', margin, info });
	const { width } = document.page;
	document.font('Helvetica-Bold').fontSize(22).text(title);
	document.font('Helvetica').fontSize(10).fillColor('#666');
	document.text('Made by a local sandbox for trying things out. It proves nothing.');
	document.moveDown(1.5);
	for (const [label, value] of rows) {
		const top = document.y;
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

/** A proof as it is downloaded, and the hash that the API tells of it. */
export interface ProofFile {
	content: Buffer;
	/** Lower case hex. */
	sha256: string;
}

/** The documents, each made once: the API has to know the hash before anyone downloads. */
export class Proofs {
	private readonly made = new Map<string, Promise<ProofFile>>();

	async file(key: string, proof: Proof): Promise<ProofFile> {
		const making =
			this.made.get(key) ??
			pdf(proof).then((content) => ({
				content,
				sha256: createHash('sha256').update(content).digest('hex'),
			}));
		this.made.set(key, making);
		return await making;
	}
}
