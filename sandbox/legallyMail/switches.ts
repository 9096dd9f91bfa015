import { z } from 'zod';

/** What no document of LegallyMail says. Each has a default and can be turned, in tests and over the control API. */
export const switchesSchema = z
	.object({
		/**
		 * "10 requests per minute per IP address": in any stretch of so many real milliseconds, whatever
		 * the sandbox's clock says. Requests that were refused for it do not count. null: no limit.
		 */
		rateLimit: z
			.object({ requests: z.number().int().positive(), milliseconds: z.number().positive() })
			.strict()
			.nullable(),
		/** The body of an error: `{success, error, message}`, `{success, error}` with the text, a web page, or none. */
		errorShape: z.enum(['message', 'error', 'page', 'empty']),
		/** HTTP status of a POST that was carried out. */
		createdStatus: z.number().int(),
		/** `POST /api/send` to one recipient: `data.recipients` as with several, or `data.recipient` alone. */
		singleRecipientShape: z.enum(['recipients', 'flat']),
		/** Whether the status of an e-mail to one recipient becomes `delivered`, a word that only recipients have in the samples. */
		mailShowsDelivered: z.boolean(),
		/** Whether `GET /api/email` takes the tracking_id of a recipient. */
		recipientTrackingIds: z.boolean(),
		/** A `limit` outside of 1 to 25: 400, or the nearest one that is allowed. */
		invalidLimit: z.enum(['refuse', 'clamp']),
		/** Default of `limit` where it may be absent. */
		defaultLimit: z.number().int().min(1).max(25),
		/** The most that a list shows, whatever `limit` asks for. */
		largestPage: z.number().int().positive(),
		/** How long something that was sent is missing from the lists, in real milliseconds. */
		listDelay: z.number().nonnegative(),
		/** The zone of all timestamps, in minutes east of UTC. */
		zoneMinutes: z.number().int(),
		/** From when on the zone is another one, as daylight saving begins or ends. null: never. */
		zoneChange: z
			.object({ at: z.string().datetime(), minutes: z.number().int() })
			.strict()
			.nullable(),
		/** Recipients of one e-mail; support raises it on request. */
		mostRecipients: z.number().int().positive(),
		/** Whom `reply_to` may name. null: anyone. */
		verifiedSenders: z.array(z.string()).nullable(),
		/** E-mails of the plan and bought on top of it. */
		planLimit: z.number().int().nonnegative(),
		extraEmails: z.number().int().nonnegative(),
		/** Whether each recipient costs one e-mail of the quota, or each request. */
		quotaCounts: z.enum(['recipients', 'requests']),
		smsCredits: z.number().int().nonnegative(),
		/** An SMS of more than 300 characters: a credit for each 300, or 400. */
		longSms: z.enum(['credits', 'refuse']),
		/** Whether the 10 MB of a document are counted before or after base64. */
		documentCounted: z.enum(['decoded', 'encoded']),
		/** How long a signer has, in days: the sample has 7. */
		signatureDays: z.number().positive(),
		/** The status of a signature request whose time is over. */
		expiredStatus: z.enum(['expired', 'pending']),
		/** Who may download: the API token, anyone who has the link, or only a session of the panel. */
		downloads: z.enum(['token', 'public', 'session']),
		/** From where a document is handed out: its link itself, or where that redirects to, without a token. */
		downloadsFrom: z.enum(['link', 'redirect']),
		/** What those get who may not: a login page, or a redirect to it. */
		login: z.enum(['page', 'redirect']),
	})
	.strict();

export type LegallyMailSwitches = z.infer<typeof switchesSchema>;

export const defaultSwitches = (): LegallyMailSwitches => ({
	rateLimit: { requests: 10, milliseconds: 60_000 },
	errorShape: 'message',
	createdStatus: 200,
	singleRecipientShape: 'recipients',
	mailShowsDelivered: false,
	recipientTrackingIds: true,
	invalidLimit: 'refuse',
	defaultLimit: 25,
	largestPage: 25,
	listDelay: 0,
	zoneMinutes: 0,
	zoneChange: null,
	mostRecipients: 10,
	verifiedSenders: ['office@example.com'],
	planLimit: 100,
	extraEmails: 0,
	quotaCounts: 'recipients',
	smsCredits: 100,
	longSms: 'credits',
	documentCounted: 'decoded',
	signatureDays: 7,
	expiredStatus: 'expired',
	downloads: 'token',
	downloadsFrom: 'link',
	login: 'page',
});
