import { textOf } from '../shared/json';
import type { AccountSource } from '../shared/policy';
import { hostOf } from './host';

/** The credential type that all requests use. */
export const PEC_MASSIVA_CREDENTIAL = 'pecMassivaApi';

/** Letters go out of a mailbox, whoever pays for them. */
export const pecMassivaAccount: AccountSource = {
	credential: PEC_MASSIVA_CREDENTIAL,
	host: hostOf,
	name: ({ username }) => textOf(username).trim().toLowerCase(),
	secret: ({ username }) => textOf(username),
};
