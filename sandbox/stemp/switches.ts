import { z } from 'zod';

const answer = z.object({ status: z.number().int(), body: z.record(z.unknown()) }).strict();

/** An error answer: its HTTP status and one of stemp's error shapes. */
export type Answer = z.infer<typeof answer>;

/** What no document of stemp says, or what tests need smaller. Each has a default and can be turned. */
export const switchesSchema = z
	.object({
		/** Seconds until an access token expires. stemp says 1800. */
		accessTokenLife: z.number().positive(),
		/** Whether a refresh gives a new refresh token in the place of the old one. stemp allows both. */
		rotation: z.enum(['never', 'always']),
		/** Whether the refresh asks for the app's client id and secret. */
		refreshNeedsClient: z.boolean(),
		/** What the installation was granted, separated by spaces. */
		scopes: z.string(),
		/** A token that is missing, unknown or expired. */
		unauthorized: answer,
		/** A refresh token that is unknown, expired or rotated away. */
		invalidRefreshToken: answer,
		/** HTTP status of a send that was taken on. */
		sentStatus: z.number().int(),
		/** A recipient who has opted out of the category. Only the status is documented: 422. */
		optedOut: answer,
		/** A recipient whose address is suppressed. Only the status is documented: 422. */
		suppressed: answer,
		/** Whether a suppressed address gets no transactional and security e-mails either. */
		suppressesAll: z.boolean(),
		/** A send that stemp took on and could not carry out. */
		failed: answer,
		/** HTTP status of `STANDARD_VALIDATION` and `CUSTOM_VALIDATION`. */
		validationStatus: z.number().int(),
		/** An id that nothing has, or a path that does not exist. */
		notFound: answer,
		/** The most rows on a page, whatever `size` asks for. */
		largestPage: z.number().int().positive(),
		/** What lists tell of their pages: by the rows that a page shows, by those that were asked for, or nothing. */
		totals: z.enum(['shown', 'asked', 'none']),
		/** Whether lists begin with what is newest or oldest. */
		order: z.enum(['newest first', 'oldest first']),
		/** `GET /v1/users`: wrapped as the e-mail lists are, or a bare list. */
		usersShape: z.enum(['page', 'array']),
		/** Seconds until a new e-mail shows in the logs. */
		logDelay: z.number().nonnegative(),
		/** Seconds until a new user can be found. */
		userDelay: z.number().nonnegative(),
		/** How many requests are taken in a window of so many real seconds. The sample of stemp's page has 1000. */
		rateLimit: z
			.object({ requests: z.number().int().positive(), seconds: z.number().positive() })
			.strict(),
		/**
		 * How X-RateLimit-Reset tells the end of the window. stemp says Unix seconds; besides, milliseconds, seconds from
		 * now, the year 58,000 in seconds, a negative number, or a word.
		 */
		reset: z.enum(['seconds', 'milliseconds', 'fromNow', 'farFuture', 'negative', 'words']),
		/** Whether Retry-After has seconds, as in stemp's sample, or a date. */
		retryAfterForm: z.enum(['seconds', 'date']),
		/** Whether answers have a Date header, by the sandbox's clock. */
		date: z.enum(['clock', 'none']),
	})
	.strict();

export type StempSwitches = z.infer<typeof switchesSchema>;

const general = (status: number, code: string): Answer => ({
	status,
	body: { code, params: null },
});

export const defaultSwitches = (): StempSwitches => ({
	accessTokenLife: 1800,
	rotation: 'never',
	refreshNeedsClient: false,
	scopes: 'platform:email:send user:read user:create user:update',
	unauthorized: general(401, 'unauthorized'),
	invalidRefreshToken: general(401, 'invalid_refresh_token'),
	sentStatus: 200,
	optedOut: general(422, 'platform.email.recipient_opted_out'),
	suppressed: general(422, 'platform.email.recipient_suppressed'),
	suppressesAll: true,
	failed: general(500, 'internal_server_error'),
	validationStatus: 400,
	notFound: general(404, 'resource_not_found'),
	largestPage: 100,
	totals: 'shown',
	order: 'newest first',
	usersShape: 'page',
	logDelay: 0,
	userDelay: 0,
	rateLimit: { requests: 1000, seconds: 60 },
	reset: 'seconds',
	retryAfterForm: 'seconds',
	date: 'clock',
});
