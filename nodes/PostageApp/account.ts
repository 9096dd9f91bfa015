import { isObject, textOf } from '../shared/json';
import type { AccountSource } from '../shared/policy';
import { hostOf } from './host';

/** The credential type that all of PostageApp's requests use. */
export const POSTAGEAPP_CREDENTIAL = 'postageAppApi';

/** The project that a key is for: its address stays when it gets another name. */
export const project: AccountSource = {
	credential: POSTAGEAPP_CREDENTIAL,
	host: hostOf,
	question: {
		request: { method: 'POST', url: '/v.1.1/get_project_info' },
		nameIn: (body) => {
			const data = isObject(body) && isObject(body.data) ? body.data : {};
			return isObject(data.project) ? textOf(data.project.url) || textOf(data.project.name) : '';
		},
	},
	secret: ({ projectApiKey }) => textOf(projectApiKey),
};

/** PostageApp documents no method that says whose an account's key is. */
export const account: AccountSource = {
	credential: POSTAGEAPP_CREDENTIAL,
	host: hostOf,
	secret: ({ accountApiKey }) => textOf(accountApiKey),
};
