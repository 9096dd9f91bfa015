import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { baseUrlOf } from '../../../nodes/Stemp/api';
import { hasRefreshToken } from '../../../nodes/Stemp/tokens';
import { filled, textOf } from '../../../nodes/shared/json';
import { categories, sources } from '../../../sandbox/stemp/vocabulary';
import { isSuccess, jsonOf, partOf, rowsIn, type Seen } from '../../check/seen';
import {
	all,
	byRead,
	bySend,
	fitting,
	foundByRead,
	foundBySend,
	has,
	notLookedFor,
	type ProviderCheck,
} from '../check';
import { byId } from './node';

const STATUSES = ['SENT', 'DELIVERED', 'BOUNCED', 'COMPLAINED', 'FAILED'];
const EVENTS = ['DELIVERY', 'BOUNCE', 'COMPLAINT', 'OPEN', 'CLICK'];

const EMAILS = /\/v1\/platform\/emails$/;
const REFRESH = /\/oauth2\/refresh$/;

const WITHOUT_CLIENT = 'renewalWithoutClient';
const BAD_TOKEN = 'badRefreshToken';

/** One more than the maximum page size of the logs, so that there is a second page. */
const MORE_THAN_A_PAGE = 101;
const ASKED = 100;

/** The pages of the logs, in order. */
const pages = (seen: Seen) => seen.answers('logs', EMAILS).filter(isSuccess).map(jsonOf);

const [firstRows, secondRows] = [0, 1].map(
	(index) => (seen: Seen) => rowsIn(pages(seen)[index], 'content'),
);

const logs = (seen: Seen) => pages(seen).flatMap((page) => rowsIn(page, 'content'));

/** The renewals of the user's own token. */
const renewals = (seen: Seen, step?: string) =>
	seen.exchanges.filter(
		(each) =>
			REFRESH.test(each.url.pathname) &&
			each.step !== BAD_TOKEN &&
			(step === undefined || each.step === step),
	);

/** The result of the latest successful renewal. */
const renewal = (seen: Seen): IDataObject => {
	const answer = renewals(seen).filter(isSuccess).at(-1);
	return partOf({ grant: answer && jsonOf(answer) }, 'grant');
};

const users = (seen: Seen) => {
	const body = seen.json('users');
	return rowsIn(Array.isArray(body) ? body : partOf({ body }, 'body').content);
};

/** The maximum page size: the length of the first page, if another one follows. */
function largestPage(seen: Seen): number | undefined {
	const { length } = firstRows(seen);
	return length > 0 && secondRows(seen).length > 0 ? length : undefined;
}

function totals(seen: Seen) {
	const [first] = pages(seen);
	if (!has(first, 'content')) return undefined;
	if (!has(first, 'page')) return 'none';
	const told = Number(partOf(first, 'page').size);
	const largest = largestPage(seen);
	return fitting(['shown', 'asked'], (position) =>
		largest === undefined ? told === ASKED : told === (position === 'asked' ? ASKED : largest),
	);
}

function order(seen: Seen): string | undefined {
	const times = firstRows(seen).map(({ createdAt }) => Date.parse(textOf(createdAt)));
	const [first, last] = [times[0], times.at(-1)!];
	if (!(first > last || first < last)) return undefined;
	return first > last ? 'newest first' : 'oldest first';
}

function usersShape(seen: Seen): string | undefined {
	const body = seen.json('users');
	if (Array.isArray(body)) return 'array';
	return has(body, 'content') ? 'page' : undefined;
}

function refreshNeedsClient(seen: Seen): boolean | undefined {
	const without = renewals(seen, WITHOUT_CLIENT).at(-1);
	const usual = renewals(seen).filter(({ step }) => step !== WITHOUT_CLIENT);
	const isRenewed = usual.some(isSuccess);
	// A credential without a client is renewed without one anyway.
	if (without ? isSuccess(without) : isRenewed) return false;
	return without && isRenewed ? true : undefined;
}

const RESET = 'x-ratelimit-reset';

/** The format of the rate limit reset header, determined by its value. */
function reset(seen: Seen): string | undefined {
	const answer = seen.answers('logs', EMAILS).at(-1);
	const text = answer?.headers[RESET];
	if (text === undefined) return undefined;
	const value = Number(text);
	if (Number.isNaN(value)) return 'words';
	if (value < 0) return 'negative';
	const now = Date.parse(answer?.headers.date ?? '') || Date.now();
	const day = 24 * 60 * 60;
	const isNear = (seconds: number) => Math.abs(seconds - now / 1000) < day;
	if (isNear(value)) return 'seconds';
	if (isNear(value / 1000)) return 'milliseconds';
	if (value < day) return 'fromNow';
	return value > now / 1000 ? 'farFuture' : undefined;
}

function date(seen: Seen): string | undefined {
	const answer = seen.answers('logs', EMAILS).at(-1);
	return answer && (answer.headers.date ? 'clock' : 'none');
}

/** The refresh token that replaced the user's. */
function replacedToken({ tokens, refreshToken: entered }: ICredentialDataDecryptedObject) {
	const { refreshToken } = JSON.parse(textOf(tokens) || '{}') as { refreshToken?: string };
	return filled({ refreshToken: refreshToken === entered ? undefined : refreshToken });
}

export const stempCheck: ProviderCheck = {
	hostOf: baseUrlOf,
	stranger: { authentication: 'accessToken', accessToken: 'a-token-that-nobody-gave-out' },
	inputs: {},
	sideEffect: (credential) =>
		hasRefreshToken(credential)
			? 'The refresh token is used for a renewal. If stemp replaces it then, the one that you gave ends, and so does every credential in n8n that has it. Give one that nothing else uses, or an access token.'
			: undefined,
	replaced: replacedToken,
	steps: [
		{
			name: WITHOUT_CLIENT,
			says: 'A renewal of the tokens without the client',
			ask: (_seen, _given, credential) =>
				hasRefreshToken(credential) && textOf(credential.clientId) !== ''
					? {
							operation: ['suppression', 'getMany'],
							parameters: { limit: 1 },
							credential: { ...credential, clientId: '', clientSecret: '' },
						}
					: undefined,
		},
		{
			name: 'logs',
			says: 'The logs of emails',
			ask: () => ({
				operation: ['email', 'getMany'],
				parameters: { returnAll: false, limit: MORE_THAN_A_PAGE },
			}),
		},
		{
			name: 'events',
			says: 'The events of an email',
			ask(seen) {
				const id = textOf(
					(logs(seen).find(({ status }) => status !== 'SENT') ?? logs(seen)[0])?.id,
				);
				return id === ''
					? undefined
					: { operation: ['email', 'getEvents'], parameters: { emailId: id } };
			},
		},
		{
			name: 'suppressions',
			says: 'The suppressed addresses',
			ask: () => ({ operation: ['suppression', 'getMany'], parameters: { limit: 5 } }),
		},
		{
			name: 'users',
			says: 'Users',
			ask: () => ({ operation: ['user', 'getMany'], parameters: { limit: 5 } }),
		},
		{
			name: 'unknownUser',
			says: 'A user who does not exist',
			ask: () => ({ path: '/v1/users/usr_00000000000000000000000000' }),
		},
		{
			name: BAD_TOKEN,
			says: 'A renewal with a refresh token that nobody gave out',
			ask: () => ({
				path: '/v1/apps/oauth2/refresh',
				method: 'POST',
				body: { refresh_token: 'srt_that-nobody-gave-out' },
				caller: 'nobody',
			}),
		},
		{
			name: 'stranger',
			says: 'The logs, with a token that nobody gave out',
			ask: () => ({
				path: '/v1/platform/emails',
				query: { page: 0, size: 1 },
				caller: 'stranger',
			}),
		},
	],
	isRecognised: (seen) =>
		pages(seen).some((page) => has(page, 'content')) && seen.answer('stranger')?.status === 401,
	facts: {
		unauthorized: byRead((seen) => {
			const answer = seen.answer('stranger');
			return answer && answer.status === 401;
		}),
		tokenAnswer: byRead((seen) => {
			const answer = renewals(seen).filter(isSuccess).at(-1);
			if (!answer) return undefined;
			return has(jsonOf(answer), 'access_token', 'token_type', 'expires_in', 'scope');
		}),
		tokenLife: byRead((seen) => {
			const { expires_in: seconds } = renewal(seen);
			return seconds === undefined ? undefined : seconds === 1800;
		}),
		logPage: byRead((seen) =>
			all(pages(seen), (page) =>
				has(partOf(page, 'page'), 'number', 'size', 'totalElements', 'totalPages'),
			),
		),
		firstPage: byRead((seen) => {
			const { number } = partOf(pages(seen)[0], 'page');
			return number === undefined ? undefined : number === 0;
		}),
		logFields: byRead((seen) =>
			all(logs(seen), (row) =>
				has(
					row,
					...['id', 'recipientEmail', 'subject', 'status', 'messageId', 'category'],
					...['source', 'createdAt'],
				),
			),
		),
		logStatuses: byRead((seen) =>
			all(logs(seen), ({ status }) => STATUSES.includes(textOf(status))),
		),
		events: byRead((seen) => {
			const events = seen.json('events', /\/events$/);
			if (events === undefined) return undefined;
			return (
				Array.isArray(events) &&
				rowsIn(events).every(({ eventType }) => EVENTS.includes(textOf(eventType)))
			);
		}),
		suppressions: byRead((seen) => {
			const list = seen.json('suppressions', /\/suppressions$/);
			return list === undefined ? undefined : has(list, 'content', 'page');
		}),
		rateHeaders: byRead((seen) =>
			all(seen.answers('logs', EMAILS), ({ headers }) =>
				['x-ratelimit-limit', 'x-ratelimit-remaining', RESET].every((name) => name in headers),
			),
		),
		userFields: byRead((seen) =>
			all(users(seen), (user) => has(user, 'id', 'email', 'externalId', 'createdAt')),
		),
		sendAnswer: bySend((seen) => {
			const answer = seen.answer('send', EMAILS);
			if (!answer) return undefined;
			const body = jsonOf(answer);
			return has(body, 'messageId', 'status') && body.status === 'sent';
		}),
	},
	switches: {
		accessTokenLife: foundByRead((seen) => renewal(seen).expires_in),
		rotation: foundByRead((seen) => {
			const answer = renewal(seen);
			if (!has(answer, 'access_token')) return undefined;
			return textOf(answer.refresh_token) === '' ? 'never' : 'always';
		}),
		refreshNeedsClient: foundByRead(refreshNeedsClient),
		unauthorized: foundByRead((seen) => seen.refusal('stranger')),
		invalidRefreshToken: foundByRead((seen) => seen.refusal(BAD_TOKEN)),
		notFound: foundByRead((seen) => seen.refusal('unknownUser')),
		largestPage: foundByRead(largestPage),
		totals: foundByRead(totals),
		order: foundByRead(order),
		usersShape: foundByRead(usersShape),
		reset: foundByRead(reset),
		date: foundByRead(date),
		sentStatus: foundBySend((seen) => {
			const answer = seen.answer('send', EMAILS);
			return answer && isSuccess(answer) ? answer.status : undefined;
		}),
		logDelay: foundBySend((seen) => {
			const { messageId } = seen.object('send', EMAILS);
			const [first] = seen.afterSend().answers('logs', EMAILS);
			const rows = first ? rowsIn(jsonOf(first), 'content') : [];
			const isThere = rows.some((row) => row.messageId === messageId);
			return messageId !== undefined && isThere ? 0 : undefined;
		}),
		userDelay: notLookedFor('a user would have to be created'),
		optedOut: notLookedFor('somebody who has opted out would have to be written to'),
		suppressed: notLookedFor('somebody who is suppressed would have to be written to'),
		suppressesAll: notLookedFor('somebody who is suppressed would have to be written to'),
		failed: notLookedFor('nobody can make stemp fail'),
		validationStatus: notLookedFor('what is sent is meant to be understood'),
		rateLimit: notLookedFor('more requests than are allowed would have to be made'),
		retryAfterForm: notLookedFor('more requests than are allowed would have to be made'),
	},
	sends: {
		email: {
			what: 'one transactional email to a user of the organization',
			costs: 'What stemp charges for an email.',
			to: 'ID of a user that is you, usr_...',
			ask: (to, marker) => ({
				operation: ['email', 'send'],
				parameters: {
					to: byId(to),
					subject: `Contract check ${marker}`,
					body: 'Contract check of the n8n nodes for certified mail.',
					category: 'transactional',
				},
			}),
			found(seen): Record<string, string> {
				const messageId = textOf(seen.object('send', EMAILS).messageId);
				return messageId === '' ? {} : { messageId };
			},
		},
	},
	kept: {
		paths: [
			...['/v1/platform/emails', '/v1/platform/emails/suppressions', '/v1/users'],
			...['/v1/platform/emails/:id/events', '/v1/users/:id', '/v1/apps/oauth2/refresh'],
		],
		words: ['status', 'category', 'source', 'eventType', 'code', 'reason', 'token_type'],
		vocabulary: [...STATUSES, ...EVENTS, ...categories, ...sources, 'sent', 'bearer'],
		numbers: [
			...['number', 'size', 'totalElements', 'totalPages', 'openCount', 'clickCount'],
			'expires_in',
		],
		times: [
			...['createdAt', 'updatedAt', 'deliveredAt', 'bouncedAt', 'firstOpenedAt'],
			...['firstClickedAt', 'occurredAt'],
		],
		names: [
			...['content', 'page', 'id', 'recipientEmail', 'subject', 'messageId', 'errorMessage'],
			...['bounceType', 'bounceSubType', 'clickedLink', 'ipAddress', 'userAgent', 'email', 'name'],
			...['phone', 'externalId', 'metadata', 'object', 'params', 'message', 'error', 'scope'],
			...['access_token', 'refresh_token', 'STANDARD_VALIDATION', 'CUSTOM_VALIDATION'],
		],
		prefixes: ['usr_', 'mem_', 'email_', 'srt_'],
	},
};
