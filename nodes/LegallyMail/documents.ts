import {
	NodeApiError,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { isPdf, storeFile } from '../shared/files/download';
import { textOf } from '../shared/json';
import { read, type Read } from '../shared/request';
import { ProviderError } from '../shared/response/providerError';
import { urlOf } from '../shared/url';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { elsewhereErrors } from './errors';
import { hostOf } from './host';
import { legallyMailRateLimit, reading } from './policies';

type Context = IExecuteSingleFunctions | IPollFunctions;

/** A PDF behind a link that an answer of the API holds. */
export interface LinkedDocument {
	url: unknown;
	/** What it is, for errors, e.g. "The certificate 'read' of claire@example.org". */
	label: string;
	/** Without its extension; what a file can't be called is replaced. */
	fileName: string;
	/** The SHA-256 that the API tells, if it does. */
	hash?: unknown;
	/** What else the output says. */
	json: IDataObject;
	/** Whether it is not wanted any more, for a trigger whose time is up. */
	isCancelled?: () => boolean;
}

/** There is no document behind a link: a login page, something else, or nothing yet. */
export class NoDocument extends NodeApiError {}

/**
 * The output for a document: the file in a binary field, and whether its SHA-256 is the one that the API
 * tells (`verified`; null if it tells none).
 */
export async function documentItem(
	context: Context,
	document: LinkedDocument,
	field: string,
): Promise<INodeExecutionData> {
	const content = await fetchPdf(context, document);
	const name = `${document.fileName.replace(/[^\w.-]/g, '_')}.pdf`;
	const { binary, ...file } = await storeFile(context, content, name, 'application/pdf');
	const hash = textOf(document.hash).toLowerCase();
	const verified = hash === '' ? null : hash === file.sha256;
	return { json: { ...document.json, ...file, verified }, binary: { [field]: binary } };
}

/**
 * Fetches a PDF. The links lie outside of the API, and whether they take its token is not documented: it
 * is sent to the credential's own host only.
 * @throws NoDocument if a login page or something else comes in its place
 */
async function fetchPdf(context: Context, document: LinkedDocument): Promise<Buffer> {
	const url = textOf(document.url);
	const host = hostOf(await context.getCredentials(LEGALLY_MAIL_CREDENTIAL));
	const link = url === '' ? undefined : urlOf(url, host);
	if (!link) {
		throw missing(
			context,
			`${document.label} is not there`,
			'LegallyMail gives no link to it yet.',
		);
	}
	const isOwn = link.origin === new URL(host).origin;
	const request: Read = {
		policy: isOwn ? reading : { errors: elsewhereErrors, rateLimit: legallyMailRateLimit },
		credential: isOwn ? LEGALLY_MAIL_CREDENTIAL : undefined,
		request: { url: link.href, encoding: 'arraybuffer', json: false },
		isCancelled: document.isCancelled,
	};
	const answer = read(context, request).then(({ body }) => body as Buffer);
	const content = await answer.catch((error) => {
		const isTurnedAway = error instanceof ProviderError && TURNED_AWAY.includes(error.status);
		if (!isTurnedAway) throw error;
		throw missing(context, `${document.label} can not be downloaded with the API token`, LOG_IN);
	});
	if (isPdf(content)) return content;
	const isPage = /^\s*<(!doctype|html)/i.test(content.subarray(0, 200).toString('latin1'));
	throw isPage
		? missing(context, `A web page came in place of ${lowerFirst(document.label)}`, LOG_IN)
		: missing(context, `${document.label} is not a PDF`, 'Something else lies behind its link.');
}

/** How a server sends those away who have no session: redirects, 401 and 403. */
const TURNED_AWAY = [301, 302, 303, 307, 308, 401, 403];

const LOG_IN =
	'LegallyMail seems to want a login to its user panel for this. Download it there, and tell LegallyMail support that its API token does not open the link.';

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const missing = (context: Context, message: string, description: string) =>
	new NoDocument(context.getNode(), {}, { message, description });
