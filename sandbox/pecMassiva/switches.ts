import { z } from 'zod';

const answer = z
	.object({
		status: z.number().int(),
		body: z.record(z.unknown()),
	})
	.strict();

/** An error answer: its HTTP status and the body. */
export type Answer = z.infer<typeof answer>;

/**
 * What no document of PEC Massiva says, or what its documents say in two ways. Each has a default and
 * can be turned, in tests and over the control API.
 */
export const switchesSchema = z
	.object({
		/** A good token with a wrong or missing mailbox login. */
		wrongMailboxLogin: answer,
		/** A token without the scope of the operation. */
		missingScope: answer,
		/** A token whose time is over. */
		expiredToken: answer,
		/** Another send within a second. */
		tooFast: answer,
		/** Seconds that have to lie between two sends (documented: at most 1 request a second). */
		secondsBetweenSends: z.number().nonnegative(),
		/** A send when the wallet does not hold the price of its messages. */
		emptyWallet: answer,
		/** `DELETE /inbox/{id}` of a message that is not there. */
		missingMessageDeleted: answer,
		/** A path that the API does not have. */
		unknownPath: answer,
		/** Items of `GET /send/{code}`: data, object, message (OpenAPI file) or date, subject, body (seen by a client). */
		statusShape: z.enum(['documented', 'observed']),
		/** Their texts: a receipt's own, which names the recipient, or the original's (as in the vendor's example). */
		statusTexts: z.enum(['receipt', 'original']),
		/** Whether letters outside of ASCII come out as U+FFFD, as in the vendor's example. */
		lossyLetters: z.boolean(),
		/** The number of the first page of the inbox. */
		firstPage: z.union([z.literal(0), z.literal(1)]),
		/**
		 * What `n_of_pages` is: those pages that are full, all, the last one's number counted from 0, always 0, the
		 * number of mails, or nine nines.
		 */
		pageCount: z.enum(['floor', 'ceiling', 'lastIndex', 'zero', 'mails', 'absurd']),
		/** How many mails a page holds ("up to 25", vendor's page). */
		pageSize: z.number().int().min(1).max(25),
		/** What a page beyond the last one holds. */
		beyondLastPage: z.enum(['nothing', 'lastPage']),
		/** The page that is shown where none is asked for. */
		defaultPage: z.enum(['first', 'last']),
		/** Which mails are on the first page. */
		inboxOrder: z.enum(['newestFirst', 'oldestFirst']),
		/** The order inside a page: that of the inbox, one of its own, or another one in each answer. */
		orderInPage: z.enum(['likeInbox', 'newestFirst', 'oldestFirst', 'none']),
		/** Which page is not full, where the mails do not come out even. */
		shortPage: z.enum(['last', 'first']),
		/** Where a mail with a wrong date stands. What has no readable date counts as from 1970. */
		misdatedMails: z.enum(['byArrival', 'byDate']),
		/** Whether a page of the inbox tells how many mails there are. */
		tellsTotal: z.boolean(),
		/** Whether a page of the inbox tells its number. */
		tellsPage: z.boolean(),
		/** Ids like IMAP sequence numbers, which close up after a deletion, or ids that stay. */
		ids: z.enum(['shifting', 'stable']),
		/** Seconds from a send to its acceptance; all other receipts follow after that. */
		acceptanceSeconds: z.number().nonnegative(),
		/** Whether OAuth v2 puts a new token into `data`. */
		tokenEnvelope: z.enum(['bare', 'data']),
		/** Lifetime of a v2 token for which none is asked, in seconds. */
		defaultTokenSeconds: z.number().positive(),
		/** `GET /quota/{mailbox}` of the inbox. */
		quota: z.object({ usage: z.number(), limit: z.number() }).strict(),
	})
	.strict();

export type PecMassivaSwitches = z.infer<typeof switchesSchema>;

const no = (status: number, message: string, more: object = {}): Answer => ({
	status,
	body: { success: false, message, ...more },
});

export const defaultSwitches = (): PecMassivaSwitches => ({
	wrongMailboxLogin: no(401, 'Authorization is not valid or empty'),
	missingScope: no(403, 'The token does not have the scope for this request'),
	expiredToken: no(401, 'Authorization is not valid or empty'),
	tooFast: no(429, 'Too many requests'),
	secondsBetweenSends: 1,
	// The words of the vendor's sibling APIs.
	emptyWallet: no(402, 'Insufficient Credit in Wallet', { error: 402, data: null }),
	missingMessageDeleted: no(404, 'Message not found'),
	unknownPath: no(404, 'Not found'),
	statusShape: 'documented',
	statusTexts: 'receipt',
	lossyLetters: true,
	firstPage: 1,
	pageCount: 'floor',
	pageSize: 25,
	beyondLastPage: 'nothing',
	defaultPage: 'first',
	inboxOrder: 'newestFirst',
	orderInPage: 'likeInbox',
	shortPage: 'last',
	misdatedMails: 'byArrival',
	tellsTotal: true,
	tellsPage: true,
	ids: 'shifting',
	acceptanceSeconds: 3,
	tokenEnvelope: 'bare',
	defaultTokenSeconds: 30 * 24 * 60 * 60,
	quota: { usage: 171012, limit: 1048576 },
});
