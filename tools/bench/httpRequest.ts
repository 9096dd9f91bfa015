import type { IDataObject } from 'n8n-workflow';
import type { INodeJson } from '../engine/engine';

export const HTTP_REQUEST = 'HTTP Request node';

/** A request as a user would configure it in n8n's HTTP Request node. Values may be expressions. */
export interface HandMade {
	url: string;
	/** Default: POST. */
	method?: string;
	/** A stored credential of the type `httpHeaderAuth`. */
	credentials?: INodeJson['credentials'];
	/** Fields of the JSON body. */
	fields?: Record<string, unknown>;
	/** Binary fields of the item by form field: the request is then sent as a form instead of JSON. */
	files?: Record<string, string>;
	/** Additional node options from the user, such as batching. */
	options?: IDataObject;
}

const pairs = (fields: Record<string, unknown>) =>
	Object.entries(fields).map(([name, value]) => ({ name, value }));

export function httpRequest({
	url,
	method = 'POST',
	credentials,
	fields,
	files,
	options = {},
}: HandMade): INodeJson {
	const typed = (parameterType: string, parameters: object[]) =>
		parameters.map((parameter) => ({ parameterType, ...parameter }));
	const form = files && [
		...typed('formData', pairs(fields ?? {})),
		...typed(
			'formBinaryData',
			Object.entries(files).map(([name, inputDataFieldName]) => ({ name, inputDataFieldName })),
		),
	];
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		credentials,
		parameters: {
			method,
			url,
			...(credentials && {
				authentication: 'genericCredentialType',
				genericAuthType: 'httpHeaderAuth',
			}),
			...(fields && { sendBody: true, bodyParameters: { parameters: form ?? pairs(fields) } }),
			...(files && { contentType: 'multipart-form-data' }),
			options,
		},
	};
}
