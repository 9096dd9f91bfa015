import { isObject, textOf } from '../shared/json';
import type { AccountSource } from '../shared/policy';
import { hostOf } from './host';

/** The credential type that all of LegallyMail's requests use. */
export const LEGALLY_MAIL_CREDENTIAL = 'legallyMailApi';

/** "API + account information" names the user of a token (API page, GET /api/info). */
export const legallyMailAccount: AccountSource = {
	credential: LEGALLY_MAIL_CREDENTIAL,
	host: hostOf,
	question: {
		request: { method: 'GET', url: '/api/info' },
		nameIn: (body) =>
			isObject(body) && isObject(body.user) ? textOf(body.user.email).toLowerCase() : '',
	},
	secret: ({ token }) => textOf(token),
};
