import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';

import { badInput } from '../parameters/badInput';
import { runOf } from '../run/run';
import { piecesOf } from './pieces';

/**
 * A file of an input item, read only when it is needed. JSON has nothing of where n8n keeps it, so that it is the
 * same in each execution.
 */
export interface AttachedFile {
	name: string;
	/** MIME type. */
	type: string;
	/** In bytes. */
	size: number;
	/** Of its content, in hexadecimal, where requests are told apart by it. */
	sha256?: string;
	/**
	 * Its id in n8n's store, or else the content as n8n keeps it in the item. What is kept as the same has the same
	 * content, but equal files can be kept apart, and each execution keeps them anew.
	 */
	keptAs(): string;
	/** Its content, from the start on each call. */
	stream(): AsyncIterable<Uint8Array>;
}

/**
 * Finds the files that an item's binary fields hold, whatever mode n8n keeps them in.
 * @param fields names of binary fields, separated by commas; or what an expression gave: a list of
 * names, a binary object, or a list of those
 * @param label of the parameter that names them, for the error
 * @throws NodeOperationError that names a field which the item doesn't have
 */
export async function attachedFiles(
	context: IExecuteSingleFunctions,
	fields: unknown,
	label = 'Attachments',
): Promise<AttachedFile[]> {
	const named = typeof fields === 'string' ? fieldNames(context, fields, label) : fields;
	const references = (Array.isArray(named) ? named : [named]).filter(Boolean);
	return await Promise.all(
		references.map(async (field) => await attachedFile(context, field, label)),
	);
}

/**
 * The names in a text, with commas between them; an empty text has none.
 * @param label of the parameter, for the error
 * @throws NodeOperationError if a name is empty, as where an expression gave nothing: its file would be missing
 */
export function fieldNames(
	context: IExecuteSingleFunctions,
	text: string,
	label: string,
): string[] {
	if (text.trim() === '') return [];
	const names = text.split(',').map((name) => name.trim());
	if (names.every((name) => name !== '')) return names;
	throw badInput(
		context,
		`The parameter '${label}' has a comma without a name beside it: ${text}`,
		'Enter the names of binary fields with commas between them, or nothing to send no file.',
	);
}

async function attachedFile(
	context: IExecuteSingleFunctions,
	field: unknown,
	label: string,
): Promise<AttachedFile> {
	// Typed for names only, but since n8n 2.0 the helpers take the binary object of an expression too.
	const reference = field as string;
	const data = assertBinary(context, reference, label);
	return {
		// Without a name, a part of a form would be no file.
		name: data.fileName || (typeof field === 'string' ? field : 'file'),
		type: mediaType(data.mimeType),
		size: await sizeOf(context, data, reference),
		keptAs: () => data.id || data.data,
		stream: () => contentOf(context, data, reference),
	};
}

function assertBinary(context: IExecuteSingleFunctions, field: string, label: string): IBinaryData {
	const isName = typeof field === 'string';
	const fields = context.getInputData().binary ?? {};
	try {
		// n8n would find what every object of JavaScript has, such as `constructor`.
		if (!isName || Object.hasOwn(fields, field)) return context.helpers.assertBinaryData(field);
	} catch {
		// The same as none.
	}
	const names = Object.keys(fields).join(', ');
	throw badInput(
		context,
		`There is no binary field ${isName ? `named '${String(field)}'` : 'for the attachment'} in the input`,
		`The item has ${names === '' ? 'no binary data at all' : `these: ${names}`}. Check the parameter '${label}'.`,
	);
}

/** A type, and parameters that need no quotes (RFC 6838, section 4.2; RFC 2045, section 5.1). */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w-]+=[\w!#$&^.+-]+)*/;

/** The type stands in a header or in a data URI, and comes from where the file comes from. */
const mediaType = (type: unknown) =>
	MEDIA_TYPE.exec(String(type))?.[0] ?? 'application/octet-stream';

async function sizeOf(
	context: IExecuteSingleFunctions,
	data: IBinaryData,
	field: string,
): Promise<number> {
	if (data.bytes !== undefined) return data.bytes;
	if (data.id) return (await context.helpers.getBinaryMetadata(data.id)).fileSize;
	return (await context.helpers.getBinaryDataBuffer(field)).length;
}

async function* contentOf(context: IExecuteSingleFunctions, data: IBinaryData, field: string) {
	// Only data that n8n keeps outside the item has an id.
	if (data.id) yield* piecesOf(context, data.id);
	else yield await context.helpers.getBinaryDataBuffer(field);
}

/** Files as Base64, while the items of a run are prepared: many of them may send the same file. */
class EncodedFiles extends Map<string, Promise<string>> {}

/** A file as providers want it that take attachments inside JSON. */
export async function asBase64(
	context: IExecuteSingleFunctions,
	file: AttachedFile,
): Promise<string> {
	const run = runOf(context);
	const encoded = run.state(EncodedFiles, () => new EncodedFiles());
	if (encoded.size === 0) void run.preparations.settled().then(() => encoded.clear());
	const content = encoded.get(file.keptAs()) ?? read(file);
	encoded.set(file.keptAs(), content);
	return await content;
}

async function read(file: AttachedFile): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of file.stream()) chunks.push(chunk);
	return Buffer.concat(chunks).toString('base64');
}

/** How a limit on the size of attachments is told and counted. */
export interface SizeLimit {
	/** In bytes, over all files together. */
	bytes: number;
	/** As the provider writes it, e.g. "250 MB". */
	label: string;
}

/** Refuses files that are too large together, before any of them is sent. */
export function assertSize(
	context: IExecuteSingleFunctions,
	files: AttachedFile[],
	limit: SizeLimit,
): void {
	const total = files.reduce((sum, { size }) => sum + size, 0);
	if (total <= limit.bytes) return;
	const sizes = files.map(({ name, size }) => `${name} (${(size / 1e6).toFixed(1)} MB)`).join(', ');
	throw badInput(
		context,
		`The attachments are larger than ${limit.label} together`,
		`Leave out or shrink some of these: ${sizes}.`,
	);
}
