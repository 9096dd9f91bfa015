import type { IExecuteSingleFunctions } from 'n8n-workflow';

import type { Source } from '../engine/streamedBody';
import { badInput } from '../parameters/badInput';
import { isReordered, withInvisibleNamed } from '../parameters/invisible';
import { hasHalf } from '../parameters/text';
import { runOf } from '../run/run';
import { contentOf, sizeOf } from './content';
import { mediaType, nameOf } from './description';
import { fileNamed, referencesIn, type FileParameter, type FileReference } from './references';

/**
 * A file of an input item, read only when it is needed. Its JSON does not contain where n8n stores it, so that it is
 * the same in each execution.
 */
export interface AttachedFile extends Source {
	name: string;
	/** MIME type. */
	type: string;
	/** In bytes; never 0. */
	size: number;
	/** Of its content, in hexadecimal, where requests are distinguished by it. */
	sha256?: string;
	/**
	 * Its id in n8n's store, or else the content as n8n keeps it in the item. The same id means the same content, but
	 * equal files can have different ids, and each execution stores them again.
	 */
	storageKey(): string;
}

/**
 * Finds the files that a parameter names, in the binary fields of its item or in the value of its expression, in any
 * binary mode of n8n.
 * @param parameter the path of the parameter; it has no files if the workflow does not have it
 * @throws NodeOperationError if it names something other than a file, or an empty file; FileFault if n8n has lost one
 */
export async function attachedFiles(
	context: IExecuteSingleFunctions,
	parameter: string,
	of: FileParameter = { label: 'Attachments' },
): Promise<AttachedFile[]> {
	const references = referencesIn(context, parameter, of);
	return await Promise.all(
		references.map(async (reference) => await attachedFile(context, reference, of)),
	);
}

/**
 * The file for an entry of a parameter.
 * @throws as `attachedFiles`
 */
export async function attachedFile(
	context: IExecuteSingleFunctions,
	reference: FileReference,
	of: FileParameter,
): Promise<AttachedFile> {
	const { data, field } = fileNamed(context, reference, of);
	const name = nameOf(data, field);
	if (hasHalf(name)) {
		throw badInput(
			context,
			`The name of a file has half of a character: ${name}`,
			`Check the node that names it, or the parameter '${of.label}'.`,
		);
	}
	assertNotReordered(context, name, of.label);
	const size = await sizeOf(context, data, name);
	return {
		name,
		type: mediaType(data.mimeType),
		size,
		storageKey: () => data.id || data.data,
		stream: () => contentOf(context, data, { name, size }),
	};
}

/**
 * Refuses a file name that is displayed as another one, because recipients open what they see.
 * @param label of the parameter that it comes from
 */
export function assertNotReordered(
	context: IExecuteSingleFunctions,
	name: string,
	label: string,
): void {
	if (!isReordered(name)) return;
	throw badInput(
		context,
		`The name of a file is shown in another order than it is written in: ${withInvisibleNamed(name).slice(0, 100)}`,
		`It has characters that turn text around, by which one file looks like another. Rename it in the node that makes it, or check the parameter '${label}'.`,
	);
}

/** Files as Base64, while the items of a run are prepared: many of them may send the same file. */
class EncodedFiles extends Map<string, Promise<string>> {}

/** A file for providers that take attachments inside JSON. */
export async function asBase64(
	context: IExecuteSingleFunctions,
	file: AttachedFile,
): Promise<string> {
	const run = runOf(context);
	const encoded = run.state(EncodedFiles, () => new EncodedFiles());
	if (encoded.size === 0) void run.preparations.settled().then(() => encoded.clear());
	const content = encoded.get(file.storageKey()) ?? read(file);
	encoded.set(file.storageKey(), content);
	return await content;
}

async function read(file: AttachedFile): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of file.stream()) chunks.push(chunk);
	return Buffer.concat(chunks).toString('base64');
}

/** A limit on the size of attachments: how it is written and counted. */
export interface SizeLimit {
	/** In bytes, for all files together. */
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
