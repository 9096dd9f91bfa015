import { createHash } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { JournalFile } from './journal';

/** A multipart form: its text fields by name (a list where a name repeats) and what its files were. */
export interface Form {
	fields: Record<string, unknown>;
	files: JournalFile[];
}

export const formOptions = {
	// The sandbox refuses no form by its size: what a provider allows is the provider's to say.
	limits: { fieldSize: 256 * 1024 * 1024, fileSize: Infinity, parts: Infinity },
	// The journal shows a file's name as it was sent, also what looks like a folder in it.
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

/**
 * Reads a multipart request to its end.
 * @throws if it breaks off or is malformed
 */
export async function readForm(request: FastifyRequest): Promise<Form> {
	const fields = new Map<string, unknown[]>();
	const files: JournalFile[] = [];
	for await (const part of request.parts()) {
		if (part.type === 'file') files.push(await digest(part));
		else fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), part.value]);
	}
	return {
		fields: Object.fromEntries(
			[...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
		),
		files,
	};
}
