import { z } from 'zod';
import { answerSchema, type Answer } from '../refusal';
import { declareSwitch, initialValues, type SwitchValues } from '../switches';
import { generalError } from './errors';

const answer = answerSchema(z.record(z.unknown()));

const anAnswer = (initial: Answer, description: string) =>
	declareSwitch(answer, initial as z.infer<typeof answer>, description);

export const switches = {
	accessTokenLife: declareSwitch(
		z.number().positive(),
		1800,
		'seconds until an access token expires; stemp says 1800',
	),
	rotation: declareSwitch(
		z.enum(['never', 'always']),
		'never',
		'whether a renewal replaces the refresh token with a new one (`always`); stemp allows both',
	),
	refreshNeedsClient: declareSwitch(
		z.boolean(),
		false,
		"whether a renewal asks for the app's client ID and secret",
	),
	scopes: declareSwitch(
		z.string(),
		'platform:email:send user:read user:create user:update',
		'what the installation was granted, separated by spaces',
	),
	unauthorized: anAnswer(
		generalError(401, 'unauthorized'),
		'answer to a token that is missing, unknown or expired',
	),
	invalidRefreshToken: anAnswer(
		generalError(401, 'invalid_refresh_token'),
		'answer to a refresh token that is unknown, expired or replaced',
	),
	sentStatus: declareSwitch(z.number().int(), 200, 'HTTP status of a send that was taken on'),
	optedOut: anAnswer(
		generalError(422, 'platform.email.recipient_opted_out'),
		'answer to a recipient who has opted out of the category; only the status is documented',
	),
	suppressed: anAnswer(
		generalError(422, 'platform.email.recipient_suppressed'),
		'answer to a recipient whose address is suppressed; only the status is documented',
	),
	suppressesAll: declareSwitch(
		z.boolean(),
		true,
		'whether a suppressed address gets no transactional and security emails either',
	),
	failed: anAnswer(
		generalError(500, 'internal_server_error'),
		'answer to a send that stemp took on and could not carry out',
	),
	validationStatus: declareSwitch(
		z.number().int(),
		400,
		'HTTP status of `STANDARD_VALIDATION` and `CUSTOM_VALIDATION`',
	),
	notFound: anAnswer(
		generalError(404, 'resource_not_found'),
		'answer to an ID or a path that does not exist',
	),
	largestPage: declareSwitch(
		z.number().int().positive(),
		100,
		'the most rows on a page, whatever `size` asks for',
	),
	totals: declareSwitch(
		z.enum(['shown', 'asked', 'none']),
		'shown',
		'what lists tell of their pages: by the rows that a page shows, by those that were asked for (`asked`), or nothing (`none`)',
	),
	order: declareSwitch(
		z.enum(['newest first', 'oldest first']),
		'newest first',
		'whether lists begin with what is newest or with what is oldest (`oldest first`)',
	),
	usersShape: declareSwitch(
		z.enum(['page', 'array']),
		'page',
		'the list of users comes wrapped as the email lists are, or bare (`array`)',
	),
	logDelay: declareSwitch(
		z.number().nonnegative(),
		0,
		'seconds until a new email shows in the logs',
	),
	userDelay: declareSwitch(z.number().nonnegative(), 0, 'seconds until a new user can be found'),
	rateLimit: declareSwitch(
		z.object({ requests: z.number().int().positive(), seconds: z.number().positive() }).strict(),
		{ requests: 1000, seconds: 60 },
		"how many requests are taken in a window of so many seconds of real time; the sample of stemp's page has 1000",
	),
	reset: declareSwitch(
		z.enum(['seconds', 'milliseconds', 'fromNow', 'farFuture', 'negative', 'words']),
		'seconds',
		'how X-RateLimit-Reset tells the end of the window: in Unix seconds, as stemp says; in `milliseconds`; in seconds from now (`fromNow`); as the year 58,000 (`farFuture`); as a `negative` number; or in `words`',
	),
	retryAfterForm: declareSwitch(
		z.enum(['seconds', 'date']),
		'seconds',
		"Retry-After has seconds, as in stemp's sample, or a `date`",
	),
	date: declareSwitch(
		z.enum(['clock', 'none']),
		'clock',
		"the Date header tells the sandbox's time, or is not there (`none`)",
	),
};

export type StempSwitches = SwitchValues<typeof switches>;

export const defaultSwitches = (): StempSwitches => initialValues('stemp', switches);
