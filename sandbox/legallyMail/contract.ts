import { contractOf } from '../contract';
import { switches } from './switches';

/** LegallyMail's contract, as documented. */
export const legallyMailContract = contractOf({
	switches,
	facts: {
		unauthorized: { says: 'A wrong token is answered with 401', source: 'API page, error codes' },
		infoFields: {
			says: 'The account has `email`, `plan`, `plan_limit`, `extra_emails` and `remaining_emails`',
			source: 'API page, GET /api/info',
		},
		listFields: {
			says: 'The list has `count`, `limit`, `max_limit` (25) and `emails`, each with `tracking_id`, `status` and `sent_at`',
			source: 'API page, GET /api/emails',
		},
		mailStatuses: {
			says: 'The status of an email is `pending`, `sent`, `delivered`, `read` or `failed`',
			source: 'API page, samples and GET /api/emails',
		},
		mailFields: {
			says: 'An email has `certificates` and `recipients`, each with `email`, `status` and `tracking_id`',
			source: 'API page, GET /api/email',
		},
		unknownMail: {
			says: 'An unknown tracking ID is answered with 404',
			source: 'API page, GET /api/email',
		},
		signatureFields: {
			says: 'A signature request has `uuid`, `status`, `created_at`, `expires_at` and `signers`',
			source: 'API page, GET /api/signature',
		},
		sendAnswer: {
			says: 'A send is answered with `success`, `data.tracking_id` and `data.sent_at`',
			source: 'API page, POST /api/send',
		},
		smsAnswer: {
			says: 'A sent SMS is answered with `success`, `uuid`, `status` and `credits_deducted`',
			source: 'API page, POST /api/sms/send',
		},
		smsFields: {
			says: 'An SMS has `uuid`, `recipient`, `status`, `credits`, `sent_at`, `delivered_at` and `failed_at`',
			source: 'API page, GET /api/sms',
		},
		signatureAnswer: {
			says: 'A request to sign is answered with `data`, which has `uuid`, `status` and `created_at`',
			source: 'API page, POST /api/signature/send',
		},
		rate: {
			says: 'At most 10 requests a minute of an IP address are taken',
			source: 'API page, rate limit',
			switches: ['rateLimit'],
		},
		recipients: {
			says: 'An email has 10 recipients at most',
			source: 'API page, POST /api/send',
			switches: ['mostRecipients'],
		},
	},
	unknowns: {
		errors: {
			question: 'The body of an error',
			handling: 'Any is taken; `message` or `error` is shown if there is one.',
			source: 'API page, error codes: the statuses alone',
			switches: ['errorShape'],
		},
		singleRecipient: {
			question: 'The answer to an email to one recipient',
			handling: 'With or without a list of recipients.',
			source: 'API page, POST /api/send: the answer for several recipients is shown',
			switches: ['singleRecipientShape', 'createdStatus'],
		},
		severalSigners: {
			question: 'The answer to a request with several signers',
			handling: 'As for one signer; the output shows what came.',
			source: 'API page, POST /api/signature/send: the answer for one signer is shown',
		},
		downloads: {
			question: 'How downloads are authorized',
			handling:
				"The token is sent if the link is on the credential's own host, and to no other. A redirect is followed once, without the token, to another host as well, but not from https to http; it costs one more request. What then does not give the PDF fails, and says where it led.",
			source: 'API page: the links alone are shown',
			switches: ['downloads', 'downloadsFrom', 'login'],
		},
		timeStampFiles: {
			question: 'How TSR and TSQ files are downloaded',
			handling: 'They are not.',
			source: 'API page: has_tsr and has_tsq alone are shown',
		},
		recipientIds: {
			question: "Whether Get Email takes a recipient's tracking ID",
			handling: 'It is sent as you give it.',
			source: 'API page, GET /api/email: not said',
			switches: ['recipientTrackingIds'],
		},
		zone: {
			question: 'The time zone',
			handling:
				'Times are shown without one, and compared [with care](legallymail.md#times-without-a-zone).',
			source: 'API page: times without a zone',
			switches: ['zoneMinutes', 'zoneChange'],
		},
		expiry: {
			question: 'The status of a request that expired or was declined',
			handling: '`expires_at` is looked at; `expired`, `declined` and `rejected` are understood.',
			source: 'API page: expires_at alone is shown',
			switches: ['expiredStatus', 'signatureDays'],
		},
		documentSize: {
			question: 'Whether 10 MB are counted before or after base64',
			handling: 'The file itself may have 10 MiB.',
			source: 'API page, POST /api/signature/send: "max 10 MB"',
			switches: ['documentCounted'],
		},
		otherLimits: {
			question: 'Limits of attachments, SMS of more than 300 characters',
			handling: 'Not checked.',
			source: 'API page: "up to 300 characters" for one credit',
			switches: ['longSms'],
		},
		downloadCount: {
			question: 'Whether downloads count as requests',
			handling: 'They are counted.',
			source: 'API page, rate limit: not said',
		},
		recipientsSeen: {
			question: 'Whether recipients of one email see each other',
			handling:
				'Nothing: each has a tracking ID of their own. Try it with your own addresses before you combine items.',
			source: 'API page, POST /api/send: not said',
		},
		missingOperations: {
			question: 'Webhooks, lists of SMS, deleting, cancelling, reminding',
			handling: 'There are none.',
			source: 'API page: none is there',
		},
		limits: {
			question: 'What a limit outside of 1 to 25 gives, and a list without one',
			handling: 'Only limits from 1 to 25 are sent. A list may be shorter than its limit.',
			source: 'API page, GET /api/emails: "1 to 25"',
			switches: ['invalidLimit', 'defaultLimit', 'largestPage'],
		},
		mailStatus: {
			question: 'Whether the status of an email to one recipient becomes `delivered`',
			handling: 'The recipients are looked at as well.',
			source: 'API page: `delivered` in the samples of recipients alone',
			switches: ['mailShowsDelivered'],
		},
		listDelay: {
			question: 'How soon a sent email shows in the list',
			handling: 'After a lost answer, that it is not in the list proves nothing.',
			source: 'API page, GET /api/emails: not said',
			switches: ['listDelay'],
		},
		quotaCounts: {
			question: 'Whether each recipient costs an email of the quota, or each request',
			handling: 'Nothing depends on it. What LegallyMail answers is shown.',
			source: 'API page, GET /api/info: not said',
			switches: ['quotaCounts'],
		},
	},
	ofAccount: {
		planLimit: 'the plan of the account',
		extraEmails: 'what the account has bought',
		smsCredits: 'what the account has bought',
		verifiedSenders: 'whom the account has verified',
	},
});
