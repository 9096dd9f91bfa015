import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject } from '../../../shared/json';
import { dataOf, uidOf } from '../../api';

/** One item for each recipient. No page shows the answer; PostageApp's clients have it by address. */
export const toRecipients: ToItems<string> = async ([{ json }], _response, asked) => {
	const uid = uidOf(json) || asked;
	const { recipients } = dataOf(json);
	return Object.entries(isObject(recipients) ? recipients : {}).map(([recipient, standing]) => ({
		json: { uid, recipient, ...(isObject(standing) ? standing : {}) },
	}));
};
