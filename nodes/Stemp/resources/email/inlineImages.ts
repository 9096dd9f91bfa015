import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { asBase64, attachedFile, referencesIn, type FileReference } from '../../../shared/files';
import { firstTwice } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';

/** What `attachments` of a send holds (Email API, Inline Attachments). */
export interface InlineImage {
	/** The Content-ID that the HTML shows the image by. */
	cid: string;
	filename: string;
	/** MIME type. */
	contentType: string;
	base64Content: string;
}

const IMAGES = { label: 'Inline Attachments' };

/** Where HTML refers to a part of its own email: in an attribute or in CSS, not in what is read. */
const REFERENCE = /(?:["'(=]|&quot;|&apos;|&#39;)\s*cid:([^"'\s()<>&]+)/gi;

/**
 * The images of an item, from its binary fields.
 * @param parameter as in `attachedFiles`; a name stands for the CID as well, unless it is `cid=field`
 * @param html what shows them; undefined for a text, which can't
 * @throws as `attachedFiles`; NodeOperationError if an image is not in the HTML, or the HTML has one that is not there
 */
export async function inlineImages(
	context: IExecuteSingleFunctions,
	parameter: string,
	html: string | undefined,
): Promise<InlineImage[]> {
	const references = referencesIn(context, parameter, IMAGES).map((each) => withCid(context, each));
	if (html === undefined) {
		if (references.length === 0) return [];
		throw badInput(
			context,
			'A body that is text can not show inline images',
			"Set 'Body Format' to HTML, or take them out of the parameter 'Inline Attachments'.",
		);
	}
	const files = await Promise.all(
		references.map(async ({ field }) => await attachedFile(context, field, IMAGES)),
	);
	const cids = references.map(({ cid }, index) => cid ?? files[index].name);
	assertMatch(context, cids, html);
	return await Promise.all(
		files.map(async (file, index) => ({
			cid: cids[index],
			filename: file.name,
			contentType: file.type,
			base64Content: await asBase64(context, file),
		})),
	);
}

/** An expression may give the binary object itself, which has no name but that of its file. */
function withCid(
	context: IExecuteSingleFunctions,
	reference: FileReference,
): { cid?: string; field: FileReference } {
	if (typeof reference !== 'string') return { field: reference };
	const [cid, ...rest] = reference.split('=');
	const field = rest.length === 0 ? cid : rest.join('=');
	if (cid.trim() !== '' && field.trim() !== '') return { cid: cid.trim(), field: field.trim() };
	throw badInput(
		context,
		`The parameter '${IMAGES.label}' has nothing on one side of the = sign: ${reference}`,
		'Enter cid=field, or the name of the binary field alone.',
	);
}

function assertMatch(context: IExecuteSingleFunctions, cids: string[], html: string): void {
	const shown = new Set([...html.matchAll(REFERENCE)].map(([, cid]) => decoded(cid)));
	const given = new Set(cids);
	const missing = [...shown].filter((cid) => !given.has(cid));
	if (missing.length > 0) {
		throw badInput(
			context,
			`The HTML shows images that are not attached: ${missing.map((cid) => `cid:${cid}`).join(', ')}`,
			"Add them to the parameter 'Inline Attachments': the name of the binary field, or cid=field where they differ.",
		);
	}
	const twice = firstTwice(cids);
	if (twice !== undefined) {
		throw badInput(context, `The parameter 'Inline Attachments' has ${twice} twice`);
	}
	const unused = cids.filter((cid) => !shown.has(cid));
	if (unused.length > 0) {
		throw badInput(
			context,
			`The HTML does not show these inline images: ${unused.join(', ')}`,
			`Put <img src="cid:${unused[0]}"> where it belongs, or take it out of the parameter 'Inline Attachments'. stemp sends images within the HTML only, no other attachments.`,
		);
	}
}

/** A CID in a URL may be percent-encoded (RFC 2392). */
function decoded(cid: string): string {
	return cid.replace(/(?:%[\da-f]{2})+/gi, (bytes) =>
		Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
	);
}
