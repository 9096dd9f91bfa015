import {
	NodeApiError,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { messageDelivery } from '../shared/delivery';
import { download, isPdf, storePdf } from '../shared/files/download';
import { inItem } from '../shared/inItem';
import { filled, withoutNames } from '../shared/json';
import { itemIndexOf, read } from '../shared/request';
import { ProviderError } from '../shared/response/providerError';
import { urlOf } from '../shared/url';
import { STAMPEE_CREDENTIAL } from './account';
import { hostOf } from './api';
import { stampeeDelivery } from './delivery';
import { evidenceStoreErrors } from './errors';
import { reading, stampeeRateLimit } from './policies';

/** One proof of a message, as `GET /messages/{id}` lists it. */
export interface Evidence {
	/** The message it belongs to. */
	id: string;
	/** SENT, RECEIVED, ACCEPTED, REFUSED, EXPIRED, UNDELIVERED, or a type that is not documented yet. */
	eventType: string;
	/** The current status of the message, if it is reported. */
	status?: string;
	/** Signed link to the PDF, valid for 24 hours. */
	url?: string;
	/** Further fields, which are not documented. */
	more?: IDataObject;
}

/** The output for a proof: what it proves, and its link. */
export function evidenceLink({ id, eventType, url, status, more }: Evidence): INodeExecutionData {
	const delivery = messageDelivery(id, stampeeDelivery(eventType));
	const own = ['id', 'eventType', 'url', 'status', 'delivery'];
	const told = withoutNames(more ?? {}, own);
	return { json: { ...told, id, eventType, url, ...filled({ status }), delivery } };
}

/** The output for a proof with its document in a binary field. */
export async function evidenceFile(
	context: IExecuteSingleFunctions | IPollFunctions,
	evidence: Evidence & { content?: Buffer },
	field: string,
): Promise<INodeExecutionData> {
	const { id, eventType, url = '' } = evidence;
	if (!evidence.content && !(/^https?:/.test(url) && urlOf(url))) {
		throw unusable(context, evidence, 'has no link that can be followed');
	}
	const content = evidence.content ?? (await fetchDocument(context, url));
	if (!isPdf(content)) throw unusable(context, evidence, 'is not a PDF');
	const { binary, ...file } = await storePdf(context, content, `stampee-${id}-${eventType}`);
	const link = withoutNames(evidenceLink(evidence).json, Object.keys(file));
	const json: IDataObject = { ...link, ...file };
	return { json, binary: { [field]: binary } };
}

/**
 * Downloads the document behind a link. The credential is sent to its own host only, and never to the target of a
 * redirect: such links carry their own signature.
 */
async function fetchDocument(
	context: IExecuteSingleFunctions | IPollFunctions,
	url: string,
): Promise<Buffer> {
	const policy = { errors: evidenceStoreErrors, rateLimit: stampeeRateLimit };
	const host = hostOf(await context.getCredentials(STAMPEE_CREDENTIAL));
	if (urlOf(url)?.origin !== new URL(host).origin) return await download(context, url, policy);
	const request = { url, encoding: 'arraybuffer' as const, json: false };
	const answer = read(context, { policy: reading, credential: STAMPEE_CREDENTIAL, request });
	return await answer.then(
		({ body }) => body as Buffer,
		async (error) => {
			const isRedirect = error instanceof ProviderError && Math.floor(error.status / 100) === 3;
			const target = isRedirect ? targetOf(error.location, url) : '';
			if (target === '') throw error;
			return await download(context, target, policy);
		},
	);
}

/** The target of a redirect, which may be relative to its source (RFC 9110, 10.2.2); empty if there is none. */
export const targetOf = (location: string, from: string) =>
	location === '' ? '' : (urlOf(location, from)?.href ?? '');

function unusable(
	context: IExecuteSingleFunctions | IPollFunctions,
	{ id, eventType }: Evidence,
	what: string,
): NodeApiError {
	const itemIndex = itemIndexOf(context);
	const message = `The evidence ${eventType} of message ${id} ${what}${inItem(itemIndex)}`;
	const description = 'Get the evidence again.';
	return new NodeApiError(context.getNode(), {}, { message, description, itemIndex });
}
