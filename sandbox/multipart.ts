import { createHash } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { JournalFile } from './journal';

/** A multipart form: its text fields by name (a list if a name repeats) and a description of its files. */
export interface Form {
	fields: Record<string, unknown>;
	files: JournalFile[];
	/** The names of the text parts that have their own `Content-Type`. */
	typed: string[];
}

export const formOptions = {
	// No form is refused for its size here: each provider enforces its own limits.
	limits: { fieldSize: 256 * 1024 * 1024, fileSize: Infinity, parts: Infinity },
	// The journal shows a file's name as it was sent, including anything that looks like a folder.
	preservePath: true,
};

/** Hashes the file as it streams in, so that uploads of any size cost no memory. */
async function digest({
	fieldname,
	filename,
	mimetype,
	file,
}: MultipartFile): Promise<JournalFile> {
	const hash = createHash('sha256');
	let size = 0;
	for await (const chunk of file as AsyncIterable<Buffer>) {
		hash.update(chunk);
		size += chunk.length;
	}
	return { field: fieldname, name: filename, type: mimetype, size, sha256: hash.digest('hex') };
}

/** The longest part header that is found across chunks, in bytes. */
const LONGEST_HEADER = 16 * 1024;

/**
 * Collects the names of the text parts that have their own `Content-Type`, including `text/plain`, which the parser
 * treats like none. It reads the incoming bytes alongside the parser.
 */
function watchTypes({ raw, headers }: FastifyRequest): Set<string> {
	const typed = new Set<string>();
	const [, quoted, bare = quoted] =
		/boundary=(?:"([^"]+)"|([^;]+))/i.exec(headers['content-type'] ?? '') ?? [];
	if (!bare) return typed;
	let seen = '';
	raw.on('data', (chunk: Buffer) => {
		seen += chunk.toString('latin1');
		const [, ...parts] = seen.split(`--${bare}\r\n`);
		for (const part of parts) {
			const end = part.indexOf('\r\n\r\n');
			const header = end < 0 ? '' : part.slice(0, end);
			const [, name] = /^content-disposition:.*[; ]name="([^"]*)"/im.exec(header) ?? [];
			const isText = !/^content-disposition:.*filename=/im.test(header);
			if (name !== undefined && isText && /^content-type:/im.test(header)) typed.add(name);
		}
		seen = seen.slice(-LONGEST_HEADER);
	});
	return typed;
}

/**
 * Reads a multipart request to its end.
 * @throws if it is truncated or malformed
 */
export async function readForm(request: FastifyRequest): Promise<Form> {
	const fields = new Map<string, unknown[]>();
	const files: JournalFile[] = [];
	const typed = watchTypes(request);
	for await (const part of request.parts()) {
		if (part.type === 'file') files.push(await digest(part));
		else fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), part.value]);
	}
	return {
		fields: Object.fromEntries(
			[...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
		),
		files,
		typed: [...typed],
	};
}
