import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject } from '../../../shared/json';
import { dataOf, uidOf } from '../../api';

/** One item for each recipient. The answer is not documented; in PostageApp's clients it is an object by address. */
export const toRecipients: ToItems<string> = async ([{ json }], _response, asked) => {
	const uid = uidOf(json) || asked;
	const { recipients } = dataOf(json);
	return Object.entries(isObject(recipients) ? recipients : {}).map(([recipient, standing]) => ({
		json: { uid, recipient, ...(isObject(standing) ? standing : {}) },
	}));
};
