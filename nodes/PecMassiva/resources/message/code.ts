import type { INodeProperties } from 'n8n-workflow';

import type { Build } from '../../../shared/dispatch/routing';
import { pathSegment } from '../../../shared/parameters/pathSegment';

/** The send that an operation is about. */
export const code: INodeProperties = {
	displayName: 'Code',
	name: 'code',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 2020082610003492',
	hint: 'The code in the output of Send',
	description: 'What PEC Massiva gave when the message was sent (message_id)',
};

/** The path of the item's send. */
export const addressSend: Build = async function (request) {
	const segment = pathSegment(this, this.getNodeParameter('code'), 'Code');
	return { ...request, url: `/send/${segment}` };
};
