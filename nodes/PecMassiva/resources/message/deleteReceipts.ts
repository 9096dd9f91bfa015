import type { INodeProperties } from 'n8n-workflow';

import type { PostReceive } from '../../../shared/response';
import type { Policy } from '../../../shared/policy';
import { textOf } from '../../../shared/json';
import { deleting } from '../../policies';
import { code } from './code';

const showOnlyForDeleteReceipts = { resource: ['message'], operation: ['deleteReceipts'] };

export const deletingReceipts: Policy = {
	...deleting,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.code)),
	findBy: ({ url }) => ({ Code: decodeURIComponent(url?.split('/').at(-1) ?? '') }),
};

export const toDeletedReceipts: PostReceive = async function () {
	return [{ json: { code: textOf(this.getNodeParameter('code')), deleted: true } }];
};

export const deleteReceiptsFields: INodeProperties[] = [
	{ ...code, displayOptions: { show: showOnlyForDeleteReceipts } },
];
