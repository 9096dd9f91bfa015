import {
	NodeApiError,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { isPdf, storePdf } from '../shared/files/download';
import { textOf } from '../shared/json';
import { read, type Read } from '../shared/request';
import { ProviderError } from '../shared/response/providerError';
import { urlOf } from '../shared/url';
import { LEGALLY_MAIL_CREDENTIAL } from './account';
import { hostOf } from './api';
import { otherHostErrors } from './errors';
import { legallyMailRateLimit, reading } from './policies';

type Context = IExecuteSingleFunctions | IPollFunctions;

/** A PDF behind a link in an answer of the API. */
export interface LinkedDocument {
	url: unknown;
	/** Its name in errors, e.g. "The certificate 'read' of claire@example.org". */
	label: string;
	/** Without its extension; characters that a file name can't have are replaced. */
	fileName: string;
	/** The SHA-256 from the API, if it reports one. */
	hash?: unknown;
	/** The other fields of the output. */
	json: IDataObject;
	/** Whether it is no longer needed, because the time of the poll is up. */
	isCancelled?: () => boolean;
}

/** There is no document behind a link: a login page, something else, or nothing yet. */
export class NoDocument extends NodeApiError {}

/**
 * The output for a document: the file in a binary field, and whether its SHA-256 matches the one from the API
 * (`verified`; null if the API has none).
 */
export async function documentItem(
	context: Context,
	document: LinkedDocument,
	field: string,
): Promise<INodeExecutionData> {
	const content = await fetchPdf(context, document);
	const { binary, ...file } = await storePdf(context, content, document.fileName);
	const hash = textOf(document.hash).toLowerCase();
	const verified = hash === '' ? null : hash === file.sha256;
	return { json: { ...document.json, ...file, verified }, binary: { [field]: binary } };
}

/**
 * Downloads a PDF. The links are outside the API, and it is not documented whether they accept its token: it is sent
 * to the credential's own host only. A redirect is followed once, and never with the token.
 * @throws NoDocument if the answer is a login page or something else
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
	const { content, target } = await fetchLink(context, document, link, isOwn).catch(
		async (error) => {
			const next = redirectOf(error, link);
			if (!next) throw accessDenied(context, document, error);
			return await fetchLink(context, document, next, false).catch((last) => {
				throw accessDenied(context, document, last, next);
			});
		},
	);
	if (isPdf(content)) return content;
	const isPage = /^\s*<(!doctype|html)/i.test(content.subarray(0, 200).toString('latin1'));
	const where = target.origin === link.origin ? '' : ` It came from ${target.host}.`;
	throw isPage
		? missing(
				context,
				`A web page came in place of ${lowerFirst(document.label)}`,
				`${LOG_IN}${where}`,
			)
		: missing(
				context,
				`${document.label} is not a PDF`,
				`Something else lies behind its link.${where}`,
			);
}

/** @param isOwn whether the API's token is sent with it */
async function fetchLink(
	context: Context,
	document: LinkedDocument,
	target: URL,
	isOwn: boolean,
): Promise<{ content: Buffer; target: URL }> {
	const request: Read = {
		policy: isOwn ? reading : { errors: otherHostErrors, rateLimit: legallyMailRateLimit },
		credential: isOwn ? LEGALLY_MAIL_CREDENTIAL : undefined,
		request: { url: target.href, encoding: 'arraybuffer', json: false },
		isCancelled: document.isCancelled,
	};
	return { content: (await read(context, request)).body as Buffer, target };
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** The target of a redirect that may be followed: from a secure connection, only to a secure one. */
function redirectOf(error: unknown, from: URL): URL | undefined {
	if (!(error instanceof ProviderError) || !REDIRECTS.includes(error.status)) return undefined;
	const target = error.location === '' ? undefined : urlOf(error.location, from.href);
	const allowed = from.protocol === 'https:' ? ['https:'] : ['http:', 'https:'];
	return target && allowed.includes(target.protocol) ? target : undefined;
}

/** The statuses with which a server rejects requests without a session. */
const DENIED_STATUSES = [...REDIRECTS, 401, 403];

/** The error for a document that the server did not hand out. @param next the target of a redirect */
function accessDenied(
	context: Context,
	{ label }: LinkedDocument,
	error: unknown,
	next?: URL,
): Error {
	if (!(error instanceof ProviderError) || !DENIED_STATUSES.includes(error.status)) {
		return error as Error;
	}
	const redirected = next
		? ` It redirected to ${next.host}, which was asked without the token.`
		: '';
	return missing(
		context,
		`${label} can not be downloaded with the API token`,
		`${LOG_IN}${redirected}`,
	);
}

const LOG_IN =
	'LegallyMail seems to want a login to its user panel for this. Download it there, and tell LegallyMail support that its API token does not open the link.';

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const missing = (context: Context, message: string, description: string) =>
	new NoDocument(context.getNode(), {}, { message, description });
