import type { SandboxSettings, ThrottledAnswer } from '../sandboxSettings';

/** From stemp's page on rate limiting: both kinds of headers on a 429. */
const throttled =
	(hasRetryAfter: boolean): ThrottledAnswer['answer'] =>
	(now, seconds) => ({
		headers: {
			date: now.toUTCString(),
			'x-ratelimit-limit': '1000',
			'x-ratelimit-remaining': '0',
			'x-ratelimit-reset': String(Math.floor(now.getTime() / 1000) + seconds),
			...(hasRetryAfter && { 'retry-after': String(seconds) }),
		},
		body: {
			error: {
				code: 'rate_limit_exceeded',
				message: `Rate limit exceeded. Retry after ${seconds} seconds.`,
			},
		},
	});

export const stempSandboxSettings: SandboxSettings = {
	liftLimits: ({ stemp: { switches } }) => {
		switches.rateLimit = { requests: 1_000_000, seconds: 60 };
	},
	throttling: {
		'429 with X-RateLimit headers and Retry-After': { answer: throttled(true) },
		'429 with X-RateLimit headers alone': { answer: throttled(false), isDated: true },
	},
	beStrict: ({ stemp: { switches } }) => {
		switches.accessTokenLife = 1e9;
	},
	showAfter: ({ stemp: { switches } }, seconds) => {
		Object.assign(switches, { logDelay: seconds, userDelay: seconds });
	},
};
