import type { IBinaryData, IExecuteSingleFunctions, IPollFunctions } from 'n8n-workflow';

import { sha256 } from '../digest';
import type { Policy } from '../policy';
import { read } from '../request';

/** A file for an output item, with the hash and size that identify its content. */
export interface StoredFile {
	binary: IBinaryData;
	fileName: string;
	mimeType: string;
	/** In bytes. */
	size: number;
	/** SHA-256 of the content, in hexadecimal. */
	sha256: string;
}

/**
 * Downloads a file from a link that carries its own signature. No credential is sent with it, so a redirect may be
 * followed.
 */
export async function download(
	context: IExecuteSingleFunctions | IPollFunctions,
	url: string,
	policy: Pick<Policy, 'errors' | 'rateLimit'>,
): Promise<Buffer> {
	const request = {
		url,
		encoding: 'arraybuffer' as const,
		json: false,
		disableFollowRedirect: false,
	};
	return (await read(context, { policy, request })).body as Buffer;
}

/** Passes a file to n8n, which stores it according to its binary mode. */
async function storeFile(
	context: IExecuteSingleFunctions | IPollFunctions,
	content: Buffer,
	fileName: string,
	mimeType: string,
): Promise<StoredFile> {
	return {
		binary: await context.helpers.prepareBinaryData(content, fileName, mimeType),
		fileName,
		mimeType,
		size: content.length,
		sha256: sha256(content),
	};
}

/** Stores a PDF in the same way. @param name without its extension; characters that a file name can't have are replaced */
export const storePdf = async (
	context: IExecuteSingleFunctions | IPollFunctions,
	content: Buffer,
	name: string,
): Promise<StoredFile> =>
	await storeFile(context, content, `${name.replace(/[^\w.-]/g, '_')}.pdf`, 'application/pdf');

/** Whether a file is a PDF, and not the web page that some servers return instead (ISO 32000-1, 7.5.2). */
export const isPdf = (content: Buffer) => content.subarray(0, 1024).includes('%PDF-');
