import type { ToItems } from '../../../shared/dispatch/routing';
import { textOf } from '../../../shared/json';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { deleting } from '../../policies';
import { sendOf } from './messageCode';

export const prepareDeletion: Prepare<string> = async function (request) {
	const { code, url } = sendOf(this);
	return { request: { ...request, url }, payload: code };
};

export const deletingReceipts: Policy<string> = {
	...deleting,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.code)),
	findBy: (sent) => ({ Code: sent }),
};

export const toDeletedReceipts: ToItems<string> = async (_items, _response, sent) => [
	{ json: { code: sent, deleted: true } },
];
