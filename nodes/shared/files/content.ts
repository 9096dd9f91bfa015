import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';

import { FileFault } from '../engine/streamedBody';
import { badInput } from '../parameters/badInput';
import { chunksOf } from './chunks';

/** What n8n writes into `data` if it stores the content elsewhere: its binary modes, up to 2.41. */
const MARKERS = ['azure', 'database', 'default', 'filesystem', 'filesystem-v2', 's3'];

/**
 * The size of a file in bytes, which n8n knows without reading it.
 * @throws NodeOperationError if it is empty or has no content; FileFault if n8n no longer has it
 */
export async function sizeOf(
	context: IExecuteSingleFunctions,
	data: IBinaryData,
	name: string,
): Promise<number> {
	const told = typeof data.bytes === 'number' ? data.bytes : undefined;
	const size = data.id
		? (told ?? (await storedSize(context, data.id)))
		: lengthOf(context, data.data, name);
	if (size === undefined) throw notOpened(name);
	if (size > 0) return size;
	throw badInput(
		context,
		`The file '${name}' is empty: it has 0 bytes`,
		'Check the node that makes it, or leave it out.',
	);
}

/** The size according to n8n's store; undefined if it is unknown. */
const storedSize = async (context: IExecuteSingleFunctions, id: string) =>
	await context.helpers.getBinaryMetadata(id).then(
		({ fileSize }) => fileSize,
		() => undefined,
	);

/**
 * The length in bytes of what the item holds as Base64.
 * @throws NodeOperationError if it is not Base64: n8n would make some content of it all the same
 */
function lengthOf(context: IExecuteSingleFunctions, data: unknown, name: string): number {
	const letters =
		typeof data === 'string' ? data.replace(/[\r\n]+/g, '').replace(/={1,2}$/, '') : '?';
	const rest = letters.length % 4;
	const end = letters.slice(letters.length - rest);
	// The alphabets of RFC 4648, sections 4 and 5; the unused bits of the last letter are zero.
	const isBase64 =
		!/[^A-Za-z\d+/_-]/.test(letters) &&
		rest !== 1 &&
		Buffer.from(end, 'base64').toString('base64url') === asUrl(end);
	if (isBase64 && !MARKERS.includes(letters)) return Math.floor((letters.length * 3) / 4);
	throw badInput(
		context,
		`The file '${name}' has no content in its item`,
		"Its 'data' is not Base64. Where n8n keeps files outside of the items, it is only a mark of that: a Code node that makes a binary object of another one has to copy all of it, with its 'id'.",
	);
}

const asUrl = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_');

/**
 * The content of a file, in chunks.
 * @param size from the item, in bytes, as announced to the provider
 * @throws FileFault if it can't be opened, or has another size
 */
export async function* contentOf(
	context: IExecuteSingleFunctions,
	data: IBinaryData,
	{ name, size }: { name: string; size: number },
): AsyncGenerator<Uint8Array> {
	const chunks = (data.id ? chunksOf(context, data.id) : embedded(context, data))[
		Symbol.asyncIterator
	]();
	const kept = data.id ? await storedSize(context, data.id) : undefined;
	if ((kept ?? size) !== size) throw another(name, size, kept);
	let read = 0;
	try {
		for (;;) {
			const next = await chunks.next().catch(() => undefined);
			if (next?.done && read === size) return;
			if (!next || next.done || read + next.value.length > size) {
				throw read === 0 ? notOpened(name) : brokenOff(name, read, size);
			}
			read += next.value.length;
			yield next.value;
		}
	} finally {
		await chunks.return(undefined);
	}
}

async function* embedded(context: IExecuteSingleFunctions, data: IBinaryData) {
	// Typed for names only, but since n8n 2.0 it accepts the binary object too.
	const object = { ...data, mimeType: data.mimeType ?? '' };
	yield await context.helpers.getBinaryDataBuffer(object as unknown as string);
}

const RUN_ANEW = 'Run the workflow anew, from the node that makes the file.';

const notOpened = (name: string) =>
	new FileFault(
		`n8n can not open the file '${name}'`,
		`It may have deleted it, as it does with the files of old executions, or its store can not be reached. ${RUN_ANEW}`,
	);

const another = (name: string, size: number, kept?: number) =>
	new FileFault(
		`The file '${name}' is not the one that its item tells of: it has ${kept} bytes in n8n's store, not ${size}`,
		'Check what the nodes before this one do with the binary object.',
	);

const brokenOff = (name: string, read: number, size: number) =>
	new FileFault(
		`The file '${name}' broke off while n8n read it, after ${read} of ${size} bytes`,
		`Something has deleted or changed it, or n8n's store can not be reached. ${RUN_ANEW}`,
	);
