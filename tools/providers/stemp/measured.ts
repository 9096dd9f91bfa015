import { addresses } from '../../bench/fill';
import type { Measured } from '../../bench/measured';
import { mailToEachItem, readers, stemp, stempAccountWithAccessToken } from './node';

const SENDS = 250;

/** stemp documents that its headers contain the limit, but not its value. */
const LIMIT = { requests: 100, seconds: 60 };

export const measured: Measured = {
	account: (sandbox) => stempAccountWithAccessToken(sandbox.stemp),
	limited: {
		limit: `by its headers, here ${LIMIT.requests} in ${LIMIT.seconds} s`,
		sends: SENDS,
		minimum: LIMIT.seconds * (Math.ceil(SENDS / LIMIT.requests) - 1),
		prepare: ({ stemp: { switches } }) => {
			switches.rateLimit = LIMIT;
		},
		input: (sandbox) => readers(sandbox.stemp, SENDS),
		node: (credentials) => stemp(['email', 'send'], mailToEachItem, { credentials }),
		alternative: {
			token: ({ stemp: { accessToken } }) => accessToken,
			url: ({ stemp: { url } }) => `${url}/v1/platform/emails`,
			fields: () => ({ ...mailToEachItem, to: '={{ $json.user }}' }),
			batch: { batchSize: LIMIT.requests, batchInterval: LIMIT.seconds * 1000 },
		},
	},
	combined: 'stemp takes one recipient in a request.',
	watched: [
		{
			event: 'Email Status Changed',
			hasList: true,
			parameters: () => ({ event: 'emailStatusChanged' }),
			fill: async ({ stemp: { emails, switches } }, count, changing) => {
				// The clock is advanced by a day.
				switches.accessTokenLife = 10 * 86_400;
				switches.rateLimit = { requests: 1_000_000, seconds: 60 };
				for (const address of addresses(count, changing, ['silent', 'slow'])) {
					emails.sendBySystem(address, 'Notice');
				}
			},
			change: { days: 1 },
		},
	],
};
