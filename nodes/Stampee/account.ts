import { textOf } from '../shared/json';
import type { AccountSource } from '../shared/policy';
import { hostOf } from './host';

/** The credential type that all of Stampee's requests use. */
export const STAMPEE_CREDENTIAL = 'stampeeApi';

/** Stampee has no request that says whose a token is. */
export const stampeeAccount: AccountSource = {
	credential: STAMPEE_CREDENTIAL,
	host: hostOf,
	secret: ({ apiToken }) => textOf(apiToken),
};
