import {
	NodeApiError,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { inItem } from '../shared/answer/providerError';
import { download, isPdf, storeFile } from '../shared/download';
import { itemIndexOf } from '../shared/request';
import { evidenceStoreErrors } from './errors';
import { stampeeDelivery } from './delivery';
import { stampeePace } from './policies';

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
	const { id, eventType, url } = evidence;
	const policy = { errors: evidenceStoreErrors, pace: stampeePace };
	const content = evidence.content ?? (await download(context, url ?? '', policy));
	if (!isPdf(content)) {
		const itemIndex = itemIndexOf(context);
		throw new NodeApiError(
			context.getNode(),
			{},
			{
				message: `The evidence ${eventType} of message ${id} is not a PDF${inItem(itemIndex)}`,
				description: 'Something else lies behind its link. Get the evidence again.',
				itemIndex,
			},
		);
	}
	const name = `stampee-${id}-${eventType}.pdf`.replace(/[^\w.-]/g, '_');
	const { binary, ...file } = await storeFile(context, content, name, 'application/pdf');
	const json: IDataObject = { ...evidenceLink(evidence).json, ...file };
	return { json, binary: { [field]: binary } };
}
