import { contractOf } from '../contract';
import { switches } from './switches';

/** Stampee's contract, as documented. */
export const stampeeContract = contractOf({
	switches,
	facts: {
		unauthorized: {
			says: 'A wrong token is answered with 401 and the code `unauthorized`',
			source: 'quick start, Error Handling',
		},
		customerFields: {
			says: 'A customer has `id`, `name`, `email`, `isPaying`, `willSendLre`, `state` and `createdAt`',
			source: 'quick start, answer of POST /customers/bulk_store',
		},
		customerStates: {
			says: 'The state of a customer is `PENDING`, `ACCEPTED`, `REFUSED`, `REVOKED` or `CANCELLED`',
			source: 'quick start, customer states',
		},
		messageFields: {
			says: 'A message has `id`, `status` and `evidences`, each with `url` and `eventType`',
			source: 'quick start, GET /messages/{id}',
		},
		evidenceTypes: {
			says: 'The type of an evidence is `SENT`, `RECEIVED`, `ACCEPTED`, `REFUSED`, `EXPIRED` or `UNDELIVERED`',
			source: 'quick start, Evidence types',
		},
		evidencePdf: {
			says: 'The link of an evidence leads to a PDF without the token',
			source: 'quick start, GET /messages/{id}: "signed URL"',
		},
		sendAnswer: {
			says: 'A send is answered with 201 and `messages`, an ID of 12 digits for each recipient',
			source: 'quick start, POST /messages/bulk_send',
		},
		sendEcho: {
			says: 'The answer to a send repeats `type`, `body` and `customerReference`',
			source: 'quick start, POST /messages/bulk_send',
		},
	},
	unknowns: {
		evidence: {
			question: 'The answer to a request for one evidence',
			handling:
				"We understand JSON with a link, also one level deeper (`data.url`), a redirect to the document, also a relative one, and the document itself. The credential goes along only where the document lies on the credential's own host. If you want a link and get the document, the item fails and says so.",
			source: 'quick start, GET /messages/{id}/evidences/{status}: only the request is shown',
			switches: ['evidenceShape', 'missingEvidence'],
		},
		customers: {
			question: 'The answer to the list of customers',
			handling: 'We understand a list, and a list inside `customers`.',
			source: 'quick start, GET /customers: only the request is shown',
			switches: ['customersShape'],
		},
		customerPages: {
			question: 'Pages of that list',
			handling: 'We ask once and take what comes.',
			source: 'quick start, GET /customers: no page is named',
		},
		messageList: {
			question: 'A list of messages, a search by reference',
			handling:
				'We assume there is none. So the trigger needs IDs, and a send of unknown outcome has to be looked up by hand.',
			source: 'quick start, Key Endpoints: none is among them',
		},
		messageOrder: {
			question: 'Whether the order of the answered messages is that of the recipients',
			handling:
				'We assume so if the numbers are the same and no address in the answer says otherwise; else the letter "may have been sent". [Combine Items](stampee.md#combine-items) relies on it.',
			source: 'quick start, POST /messages/bulk_send: not said',
		},
		typedTexts: {
			question: 'Whether the texts of a form may have a type of their own',
			handling: "They have none, as in Stampee's example for curl, and arrive byte for byte.",
			source: 'quick start, example with curl: it has none',
			switches: ['typedTexts'],
		},
		attachmentLimit: {
			question: 'Whether 250 MB is per file or per letter, and what MB means',
			handling: 'We count all files together, in units of 1,000,000 bytes.',
			source: 'quick start, attachments: "Maximum 250MB"',
			switches: ['attachmentLimit'],
		},
		statuses: {
			question: 'The complete list of statuses, and which are final',
			handling:
				'See [statuses](stampee.md#statuses-and-delivery). Unknown words are passed on as `unknown`.',
			source: 'quick start, Evidence types: only these are listed',
		},
		customerStates: {
			question: 'The states after which a customer does not change',
			handling:
				'We take `REFUSED`, `REVOKED` and `CANCELLED` for final, and still look at all customers.',
			source: 'quick start, customer states: not said',
		},
		clientCertificates: {
			question: 'Who issues client certificates, and what is answered without one',
			handling:
				"We check only that the credential has one. Stampee's answer, whatever it is, is shown.",
			source: 'authorization page: mutual TLS is needed for LRE, and no more',
			switches: ['missingCertificate'],
		},
		bothIdentities: {
			question: 'A recipient who is a person and a company at once',
			handling: 'We refuse it before sending.',
			source: 'quick start, recipients: not said',
			switches: ['bothIdentities'],
		},
		customerCreation: {
			question: 'Duplicate customers, partial success of Create',
			handling:
				'We pass on what Stampee answers. If it has not one customer for each, or others, they "may have been created".',
			source: 'quick start, POST /customers/bulk_store: the body of the answer alone is shown',
			switches: ['customersStoredStatus'],
		},
		fileReference: {
			question: '`fileReference`',
			handling: "It is passed on as it comes. It can't be set.",
			source: 'quick start, answer of POST /messages/bulk_send: null in the sample',
		},
		isPaying: {
			question: '`isPaying`',
			handling: 'Our label says "whether the customer pays", which is a guess from its name.',
			source: 'quick start, POST /customers/bulk_store: not explained',
		},
		consents: {
			question: 'Consents of recipients of registered letters',
			handling: 'Not covered. What Stampee answers is shown.',
			source: 'authorization page: named, and no more',
		},
		cancelling: {
			question: 'Cancelling a delegation',
			handling: 'Not covered. Use the dashboard.',
			source: 'quick start, customer states: CANCELLED is explained, not how it comes about',
		},
		rateLimits: {
			question: 'Rate limits',
			handling: 'We keep 10 requests at once, and obey a 429.',
			source: 'quick start: none is named',
		},
		otherErrors: {
			question: 'Errors other than the four in the quick start',
			handling: "They are shown with Stampee's own words and a hint by HTTP status.",
			source: 'quick start, Error Handling: the complete list is in the API reference',
			switches: ['invalidRequest', 'unknownMessage', 'unknownPath'],
		},
		webhooks: {
			question: 'Webhooks: most names and contents, repeats, which kind of signature',
			handling:
				'The [webhook trigger](stampee.md#webhook-trigger) passes unknown events on as they come, takes repeats for any time, and checks both kinds of signature.',
			source: 'webhook pages: three of twelve events are known to us',
		},
		expiry: {
			question: 'After how many days a letter expires that nobody accepts',
			handling:
				'Nothing depends on it: EXPIRED is believed when Stampee says so. The sandbox takes the 15 days of French law (CPCE R53-3).',
			source: 'quick start, Evidence types: EXPIRED alone',
			switches: ['acceptanceDays'],
		},
	},
	ofAccount: {},
});
