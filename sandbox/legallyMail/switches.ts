import { z } from 'zod';
import { declareSwitch, initialValues, type SwitchValues } from '../switches';

export const switches = {
	// "10 requests per minute per IP address". Requests refused because of the limit do not count.
	rateLimit: declareSwitch(
		z
			.object({ requests: z.number().int().positive(), milliseconds: z.number().positive() })
			.strict()
			.nullable(),
		{ requests: 10, milliseconds: 60_000 },
		'how many requests of an IP address are taken in any stretch of so many milliseconds of real time; `null` for no limit',
	),
	errorShape: declareSwitch(
		z.enum(['message', 'error', 'page', 'empty']),
		'message',
		'the body of an error: `{ success, error, message }`, `{ success, error }` with the text (`error`), a web `page`, or `empty`',
	),
	createdStatus: declareSwitch(
		z.number().int(),
		200,
		'HTTP status of a send or request that was carried out',
	),
	singleRecipientShape: declareSwitch(
		z.enum(['recipients', 'flat']),
		'recipients',
		'an email to one recipient is answered as one to several (`data.recipients`), or with `data.recipient` alone (`flat`)',
	),
	mailShowsDelivered: declareSwitch(
		z.boolean(),
		false,
		'whether the status of an email to one recipient becomes `delivered`, a word that only recipients have in the samples',
	),
	recipientTrackingIds: declareSwitch(
		z.boolean(),
		true,
		'whether an email is found by the tracking ID of a recipient',
	),
	invalidLimit: declareSwitch(
		z.enum(['refuse', 'clamp']),
		'refuse',
		'a limit outside of 1 to 25 is refused, or brought into it (`clamp`)',
	),
	defaultLimit: declareSwitch(z.number().int().min(1).max(25), 25, 'the limit where none is given'),
	largestPage: declareSwitch(
		z.number().int().positive(),
		25,
		'the most that a list shows, whatever `limit` asks for',
	),
	listDelay: declareSwitch(
		z.number().nonnegative(),
		0,
		'milliseconds, in real time, until what was sent shows in the lists',
	),
	zoneMinutes: declareSwitch(
		z.number().int(),
		0,
		'the time zone of all times, in minutes east of UTC',
	),
	zoneChange: declareSwitch(
		z.object({ at: z.string().datetime(), minutes: z.number().int() }).strict().nullable(),
		null,
		'`{ "at": "2027-03-28T01:00:00Z", "minutes": 120 }`: from then on the zone is another one, as daylight saving begins or ends; `null` for never',
	),
	mostRecipients: declareSwitch(
		z.number().int().positive(),
		10,
		'the most recipients of an email; support raises it on request',
	),
	verifiedSenders: declareSwitch(
		z.array(z.string()).nullable(),
		['office@example.com'],
		'whom Reply To may name; `null` for anyone',
	),
	planLimit: declareSwitch(z.number().int().nonnegative(), 100, 'emails of the plan'),
	extraEmails: declareSwitch(
		z.number().int().nonnegative(),
		0,
		'emails that were bought on top of the plan',
	),
	quotaCounts: declareSwitch(
		z.enum(['recipients', 'requests']),
		'recipients',
		'what costs an email of the quota: each recipient, or each request (`requests`)',
	),
	smsCredits: declareSwitch(z.number().int().nonnegative(), 100, 'SMS that may be sent'),
	longSms: declareSwitch(
		z.enum(['credits', 'refuse']),
		'credits',
		'an SMS of more than 300 characters costs a credit for each 300, or is refused (`refuse`)',
	),
	documentCounted: declareSwitch(
		z.enum(['decoded', 'encoded']),
		'decoded',
		'the 10 MB of a document are counted before or after Base64 (`encoded`)',
	),
	signatureDays: declareSwitch(
		z.number().positive(),
		7,
		'how many days a signer has: 7 in the sample',
	),
	expiredStatus: declareSwitch(
		z.enum(['expired', 'pending']),
		'expired',
		'the status of a signature request whose time is over; or still `pending`',
	),
	downloads: declareSwitch(
		z.enum(['token', 'public', 'session']),
		'token',
		'who may download: the API token, anyone who has the link (`public`), or only a session of the user panel (`session`)',
	),
	downloadsFrom: declareSwitch(
		z.enum(['link', 'redirect']),
		'link',
		'from where a document is handed out: its link, or another one that it redirects to (`redirect`), which takes no token',
	),
	login: declareSwitch(
		z.enum(['page', 'redirect']),
		'page',
		'what those get who may not download: a login page, or a redirect to it (`redirect`)',
	),
};

export type LegallyMailSwitches = SwitchValues<typeof switches>;

export const defaultSwitches = (): LegallyMailSwitches => initialValues('legallyMail', switches);
