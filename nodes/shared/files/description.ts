import type { IBinaryData } from 'n8n-workflow';

import { textOf } from '../json';
import { withoutInvisible } from '../parameters/invisible';

/** A type, and parameters without quotes (RFC 6838, section 4.2; RFC 2045, section 5.1). */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w-]+=[\w!#$&^.+-]+)*/;

/** The type goes into a header or a data URI, and comes from the same source as the file. */
export const mediaType = (type: unknown) =>
	MEDIA_TYPE.exec(String(type))?.[0] ?? 'application/octet-stream';

/** Types of files that people send, and their usual extensions (IANA's registry). */
const EXTENSIONS: Record<string, string> = {
	'application/json': 'json',
	'application/msword': 'doc',
	'application/pdf': 'pdf',
	'application/pkcs7-mime': 'p7m',
	'application/pkcs7-signature': 'p7s',
	'application/rtf': 'rtf',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.ms-powerpoint': 'ppt',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/xml': 'xml',
	'application/zip': 'zip',
	'image/gif': 'gif',
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/svg+xml': 'svg',
	'image/tiff': 'tiff',
	'image/webp': 'webp',
	'message/rfc822': 'eml',
	'text/calendar': 'ics',
	'text/csv': 'csv',
	'text/html': 'html',
	'text/plain': 'txt',
	'text/xml': 'xml',
};

/**
 * The name with which a file is sent: its own, or else that of its field with the extension that n8n knows or that
 * belongs to its type. A form part without a name would not be a file.
 * @param field where it was found
 */
export function nameOf(data: IBinaryData, field: string): string {
	if (withoutInvisible(textOf(data.fileName)).trim() !== '') return String(data.fileName);
	const extension = `.${extensionOf(data)}`;
	return field.toLowerCase().endsWith(extension.toLowerCase()) ? field : `${field}${extension}`;
}

function extensionOf({ fileExtension, mimeType }: IBinaryData): string {
	if (/^[a-z\d]{1,10}$/i.test(textOf(fileExtension))) return fileExtension!;
	const [type] = mediaType(mimeType).toLowerCase().split(';');
	return EXTENSIONS[type] ?? 'bin';
}
