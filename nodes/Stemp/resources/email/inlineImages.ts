import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { asBase64, attachedFile, referencesOf, type FileReference } from '../../../shared/files';
import { firstDuplicate, objectsIn, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { givenIn } from '../../../shared/parameters/parameter';

/** An entry of a send's `attachments` (Email API, Inline Attachments). */
export interface InlineImage {
	/** The Content-ID by which the HTML refers to the image. */
	cid: string;
	filename: string;
	/** MIME type. */
	contentType: string;
	base64Content: string;
}

/** The path of the images in the form. */
const ENTRIES = 'attachments.image';

const INPUT_FIELD = { label: 'Input Binary Field' };

/** A file and its CID in the form. */
interface Named {
	cid: string;
	file: FileReference;
}

/** Where HTML refers to a part of its own email: in an attribute or in CSS, not in the displayed text. */
const REFERENCE = /(?:["'(=]|&quot;|&apos;|&#39;)\s*cid:([^"'\s()<>&]+)/gi;

/**
 * The images of an item, from its binary fields.
 * @param html the HTML that shows them; undefined for plain text, which can't
 * @throws as `attachedFiles`; NodeOperationError if an image is not in the HTML, or the HTML has one that is not
 * there
 */
export async function inlineImages(
	context: IExecuteSingleFunctions,
	html: string | undefined,
): Promise<InlineImage[]> {
	const named = namedImages(context);
	if (html === undefined) {
		if (named.length === 0) return [];
		throw badInput(
			context,
			'A body that is text can not show inline images',
			"Set 'Body Format' to HTML, or take them out of the parameter 'Inline Attachments'.",
		);
	}
	const files = await Promise.all(
		named.map(async ({ file }) => await attachedFile(context, file, INPUT_FIELD)),
	);
	// A binary object from an expression has no name except that of its file.
	const cids = named.map(({ cid }, index) => cid || files[index].name);
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

/** The files of all images, each with its name or, without one, with that of its field. */
function namedImages(context: IExecuteSingleFunctions): Named[] {
	return objectsIn(givenIn(context, ENTRIES, [])).flatMap(({ cid, binaryPropertyName }, index) => {
		const path = `${ENTRIES}.${index}.binaryPropertyName`;
		const files = referencesOf(context, binaryPropertyName, path, INPUT_FIELD);
		const name = textOf(cid);
		if (name !== '' && files.length > 1) {
			throw badInput(
				context,
				`Image ${index + 1} has one name for ${files.length} files: ${name}`,
				"Add an image for each, or leave 'Image Name' empty, so that each is called as its field is.",
			);
		}
		return files.map((file) => ({
			cid: name || (typeof file === 'string' ? file : ''),
			file,
		}));
	});
}

function assertMatch(context: IExecuteSingleFunctions, cids: string[], html: string): void {
	const shown = new Set([...html.matchAll(REFERENCE)].map(([, cid]) => decoded(cid)));
	const given = new Set(cids);
	const missing = [...shown].filter((cid) => !given.has(cid));
	if (missing.length > 0) {
		throw badInput(
			context,
			`The HTML shows images that are not attached: ${missing.map((cid) => `cid:${cid}`).join(', ')}`,
			"Add them to the parameter 'Inline Attachments': the name of the binary field, or its 'Image Name' where they differ.",
		);
	}
	const twice = firstDuplicate(cids);
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

/** The parameter for the images of an email, named as on stemp's page. */
export const inlineAttachments: INodeProperties = {
	displayName: 'Inline Attachments',
	name: 'attachments',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add image',
	default: {},
	description: 'Images that the HTML shows',
	options: [
		{
			displayName: 'Image',
			name: 'image',
			values: [
				ofKind('line', {
					displayName: 'Image Name',
					name: 'cid',
					type: 'string',
					default: '',
					placeholder: 'e.g. logo',
					hint: 'Leave empty if it is called as its field is',
					description: 'Shown by &lt;img src="cid:logo"&gt; in the HTML',
				}),
				ofKind('files', {
					displayName: 'Input Binary Field',
					name: 'binaryPropertyName',
					type: 'string',
					default: 'data',
					placeholder: 'e.g. data',
					hint: 'The name of the input binary field that holds the image',
				}),
			],
		},
	],
};
