import {
	NodeApiError,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { download, isPdf, storeFile } from '../shared/files/download';
import { inItem } from '../shared/inItem';
import { itemIndexOf } from '../shared/request';
import { stampeeDelivery } from './delivery';
import { evidenceStoreErrors } from './errors';
import { stampeeRateLimit } from './policies';

/** One proof of a message, as `GET /messages/{id}` lists it. */
export interface Evidence {
	/** The message it belongs to. */
	id: string;
	/** SENT, RECEIVED, ACCEPTED, REFUSED, EXPIRED, UNDELIVERED, or a type that is not documented yet. */
	eventType: string;
	/** Signed link to the PDF, valid for 24 hours. */
	url?: string;
}

/** The output for a proof: what it proves and where it lies. */
export function evidenceLink({ id, eventType, url }: Evidence): INodeExecutionData {
	return { json: { id, eventType, url, delivery: stampeeDelivery(eventType) } };
}

/** The output for a proof with its document in a binary field. */
export async function evidenceFile(
	context: IExecuteSingleFunctions | IPollFunctions,
	evidence: Evidence & { content?: Buffer },
	field: string,
): Promise<INodeExecutionData> {
	const { id, eventType, url = '' } = evidence;
	const policy = { errors: evidenceStoreErrors, rateLimit: stampeeRateLimit };
	if (!evidence.content && !/^https?:/.test(url)) {
		throw unusable(context, evidence, 'has no link that can be followed');
	}
	const content = evidence.content ?? (await download(context, url, policy));
	if (!isPdf(content)) throw unusable(context, evidence, 'is not a PDF');
	const name = `stampee-${id}-${eventType}.pdf`.replace(/[^\w.-]/g, '_');
	const { binary, ...file } = await storeFile(context, content, name, 'application/pdf');
	const json: IDataObject = { ...evidenceLink(evidence).json, ...file };
	return { json, binary: { [field]: binary } };
}

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
