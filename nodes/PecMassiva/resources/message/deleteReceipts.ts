import type { INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import type { Policy } from '../../../shared/policy';
import { textOf } from '../../../shared/json';
import { deleting } from '../../policies';
import { addressSend, code } from './code';
import type { Prepare } from '../../../shared/run/job';

const showOnlyForDeleteReceipts = { resource: ['message'], operation: ['deleteReceipts'] };

export const prepareDeletion: Prepare<string> = async function (request) {
	const payload = textOf(this.getNodeParameter('code'));
	return { request: await addressSend.call(this, request), payload };
};

export const deletingReceipts: Policy<string> = {
	...deleting,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.code)),
	findBy: (sent) => ({ Code: sent }),
};

export const toDeletedReceipts: ToItems<string> = async (_items, _response, sent) => [
	{ json: { code: sent, deleted: true } },
];

export const deleteReceiptsFields: INodeProperties[] = [
	{ ...code, displayOptions: { show: showOnlyForDeleteReceipts } },
];
