import { z } from 'zod';
import { answerSchema, type Answer } from '../refusal';
import { declareSwitch, initialValues, type SwitchValues } from '../switches';
import { documented, errorAnswer } from './errors';

const answer = answerSchema(z.record(z.unknown()));

const anAnswer = (initial: Answer, description: string) =>
	declareSwitch(answer, initial as z.infer<typeof answer>, description);

export const switches = {
	wrongMailboxLogin: anAnswer(
		documented.unauthorized,
		'answer to a good token with a wrong or missing mailbox login',
	),
	missingScope: anAnswer(
		errorAnswer(403, 'The token does not have the scope for this request'),
		'answer to a token without the scope of the operation',
	),
	expiredToken: anAnswer(documented.unauthorized, 'answer to a token whose time is over'),
	tooFast: anAnswer(errorAnswer(429, 'Too many requests'), 'answer to another send too soon'),
	secondsBetweenSends: declareSwitch(
		z.number().nonnegative(),
		1,
		'seconds that have to lie between two sends (documented: at most 1 request a second)',
	),
	// The wording of the vendor's other APIs.
	emptyWallet: anAnswer(
		errorAnswer(402, 'Insufficient Credit in Wallet', { error: 402, data: null }),
		"answer to a send that the wallet can't pay",
	),
	missingMessageDeleted: anAnswer(
		documented.messageNotFound,
		'answer to the deletion of a message that is not there',
	),
	unknownPath: anAnswer(
		errorAnswer(404, 'Not found'),
		'answer to a path that the API does not have',
	),
	statusShape: declareSwitch(
		z.enum(['documented', 'observed']),
		'documented',
		'the fields of a status: `data`, `object`, `message` (OpenAPI file), or `date`, `subject`, `body`, as a client has seen them (`observed`)',
	),
	statusTexts: declareSwitch(
		z.enum(['receipt', 'original']),
		'receipt',
		"the texts of a status: the receipts' own, which name the recipient, or that of the `original`, as in the vendor's example",
	),
	lossyLetters: declareSwitch(
		z.boolean(),
		true,
		"whether letters outside of ASCII are lost (U+FFFD), as in the vendor's example",
	),
	firstPage: declareSwitch(
		z.union([z.literal(0), z.literal(1)]),
		1,
		'the number of the first page of the inbox; or 0',
	),
	pageCount: declareSwitch(
		z.enum(['floor', 'ceiling', 'lastIndex', 'zero', 'mails', 'absurd']),
		'floor',
		'what `n_of_pages` is: the full pages, all (`ceiling`), the last one counted from 0 (`lastIndex`), always 0 (`zero`), the number of mails (`mails`), or 999,999,999 (`absurd`)',
	),
	pageSize: declareSwitch(
		z.number().int().min(1).max(25),
		25,
		'how many mails a page holds; or fewer ("up to 25", vendor\'s page)',
	),
	beyondLastPage: declareSwitch(
		z.enum(['nothing', 'lastPage']),
		'nothing',
		'what a page beyond the last one holds; or `lastPage`',
	),
	defaultPage: declareSwitch(
		z.enum(['first', 'last']),
		'first',
		'the page that is shown where none is asked for; or `last`',
	),
	inboxOrder: declareSwitch(
		z.enum(['newestFirst', 'oldestFirst']),
		'newestFirst',
		'which mails are on the first page; or `oldestFirst`',
	),
	orderInPage: declareSwitch(
		z.enum(['likeInbox', 'newestFirst', 'oldestFirst', 'none']),
		'likeInbox',
		'the order inside a page; or `newestFirst`, `oldestFirst`, another one in each answer (`none`)',
	),
	shortPage: declareSwitch(
		z.enum(['last', 'first']),
		'last',
		'which page is not full, where the mails do not come out even; or `first`',
	),
	misdatedMails: declareSwitch(
		z.enum(['byArrival', 'byDate']),
		'byArrival',
		'where a mail with a wrong date stands; or `byDate`, where one without a readable date counts as from 1970',
	),
	tellsTotal: declareSwitch(z.boolean(), true, 'whether a page of the inbox has `total`'),
	tellsPage: declareSwitch(z.boolean(), true, 'whether a page of the inbox has `page`'),
	ids: declareSwitch(
		z.enum(['shifting', 'stable']),
		'shifting',
		'IDs close up after a deletion, as IMAP sequence numbers do, or stay (`stable`)',
	),
	acceptanceSeconds: declareSwitch(
		z.number().nonnegative(),
		3,
		'seconds from a send to its acceptance; all other receipts follow after that',
	),
	tokenEnvelope: declareSwitch(
		z.enum(['bare', 'data']),
		'bare',
		'a new token of OAuth v2 comes as it is, or inside `data`',
	),
	defaultTokenSeconds: declareSwitch(
		z.number().positive(),
		30 * 24 * 60 * 60,
		'lifetime of a v2 token for which none is asked, in seconds',
	),
	quota: declareSwitch(
		z.object({ usage: z.number(), limit: z.number() }).strict(),
		{ usage: 171012, limit: 1048576 },
		'the quota of the mailbox',
	),
};

export type PecMassivaSwitches = SwitchValues<typeof switches>;

export const defaultSwitches = (): PecMassivaSwitches => initialValues('pecMassiva', switches);
