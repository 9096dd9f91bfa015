import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../../shared/json';
import { dataOf } from '../../api';

/** An address that PostageApp does not send to, or only with caution. */
export interface Suppression extends IDataObject {
	recipient: string;
	/** rejected or warning. */
	status?: string;
	/** hard_bounce, soft_bounce, or one that is not documented. */
	suppression_state?: string;
	/** ISO 8601. */
	blocked_until?: string;
}

/** By address directly in `data` according to the documentation, in `data.recipients` according to clients. */
export function suppressionsIn(answer: unknown): Suppression[] {
	const data = dataOf(answer);
	const isWrapped = isObject(data.recipients) && !('status' in data.recipients);
	const list = isWrapped ? (data.recipients as IDataObject) : data;
	return Object.entries(list)
		.filter(([, row]) => isObject(row))
		.map(([recipient, row]) => ({ recipient, ...(row as IDataObject) }));
}
