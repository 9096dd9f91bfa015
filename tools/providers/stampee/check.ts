import { hostOf, listOf } from '../../../nodes/Stampee/api';
import { objectsIn, textOf } from '../../../nodes/shared/json';
import { customerStates, evidenceTypes } from '../../../sandbox/stampee/vocabulary';
import { isPdf, isRedirect, jsonOf, partOf, rowsIn, type Seen } from '../../check/seen';
import {
	all,
	byRead,
	bySend,
	foundByRead,
	has,
	notLookedFor,
	type ProviderCheck,
	type SendCheck,
} from '../check';

const ONE_EVIDENCE = /\/evidences\/\w+$/;

const customers = (seen: Seen) => objectsIn(listOf(seen.json('customers')));

const evidences = (seen: Seen) => rowsIn(seen.object('message'), 'evidences');

/** A type of evidence that the message lacks. */
const missingType = (seen: Seen) =>
	[...evidenceTypes]
		.reverse()
		.find((type) => !evidences(seen).some(({ eventType }) => eventType === type));

function evidenceShape(seen: Seen): string | undefined {
	const [answer] = seen.answers('evidence', ONE_EVIDENCE);
	if (!answer) return undefined;
	if (isRedirect(answer) && answer.headers.location) return 'redirect';
	if (answer.status >= 300) return undefined;
	if (isPdf(answer)) return 'pdf';
	const body = jsonOf(answer);
	if (has(body, 'url')) return 'json';
	return has(partOf(body, 'data'), 'url') ? 'wrapped' : undefined;
}

function customersShape(seen: Seen): string | undefined {
	const body = seen.json('customers');
	if (Array.isArray(body)) return 'array';
	return Array.isArray(partOf({ body }, 'body').customers) ? 'wrapped' : undefined;
}

const isDocumented401 = (seen: Seen) => {
	const refusal = seen.refusal('stranger');
	return refusal?.status === 401 && refusal.body.code === 'unauthorized';
};

/** The shortest possible letter of a type. */
const letter =
	(type: 'LS' | 'LRE'): SendCheck['ask'] =>
	(to, marker) => ({
		operation: ['message', 'send'],
		parameters: {
			type,
			specifyRecipients: 'json',
			recipientsJson: JSON.stringify([{ email: to, firstname: 'Contract', lastname: 'Check' }]),
			body: '<p>Contract check of the n8n nodes for certified mail.</p>',
			customerReference: marker,
		},
	});

/** The ID of the sent letter, to follow it. */
function foundLetter(seen: Seen): Record<string, string> {
	const message = textOf(rowsIn(seen.object('send'), 'messages')[0]?.id);
	return message === '' ? {} : { message };
}

export const stampeeCheck: ProviderCheck = {
	hostOf,
	stranger: { apiToken: `stampee_${'0'.repeat(64)}` },
	inputs: { message: 'ID of a letter that was sent before, 12 digits' },
	steps: [
		{
			name: 'customers',
			says: 'The list of customers',
			ask: () => ({ operation: ['customer', 'getMany'], parameters: { returnAll: true } }),
		},
		{
			name: 'message',
			says: 'A letter that was sent',
			ask: (_seen, { message }) =>
				message ? { operation: ['message', 'get'], parameters: { messageId: message } } : undefined,
		},
		{
			name: 'evidence',
			says: 'One evidence of it',
			ask(seen, { message }) {
				const type = textOf(evidences(seen)[0]?.eventType);
				if (!message || type === '') return undefined;
				return {
					operation: ['message', 'getEvidence'],
					parameters: { messageId: message, evidenceType: type },
				};
			},
		},
		{
			name: 'evidenceLink',
			says: 'The link of an evidence, without the token',
			ask(seen) {
				const link = textOf(evidences(seen)[0]?.url);
				return link === '' ? undefined : { path: link, caller: 'nobody' };
			},
		},
		{
			name: 'missingEvidence',
			says: 'An evidence that it does not have',
			ask(seen, { message }) {
				const type = missingType(seen);
				if (!message || evidences(seen).length === 0 || !type) return undefined;
				return { path: `/messages/${encodeURIComponent(message)}/evidences/${type}` };
			},
		},
		{
			name: 'unknownMessage',
			says: 'A letter that does not exist',
			ask: () => ({ path: '/messages/000000000000' }),
		},
		{
			name: 'unknownPath',
			says: 'A path that does not exist',
			ask: () => ({ path: '/n8n-contract-check' }),
		},
		{
			name: 'stranger',
			says: 'The list of customers, with a token that nobody gave out',
			ask: () => ({ path: '/customers', query: { state: 'ACCEPTED' }, caller: 'stranger' }),
		},
	],
	isRecognised: (seen) =>
		Array.isArray(listOf(seen.json('customers'))) && seen.answer('stranger')?.status === 401,
	facts: {
		unauthorized: byRead(isDocumented401),
		customerFields: byRead((seen) =>
			all(customers(seen), (each) =>
				has(each, 'id', 'name', 'email', 'isPaying', 'willSendLre', 'state', 'createdAt'),
			),
		),
		customerStates: byRead((seen) =>
			all(customers(seen), ({ state }) => (customerStates as readonly unknown[]).includes(state)),
		),
		messageFields: byRead((seen) => {
			const message = seen.json('message');
			if (message === undefined) return undefined;
			return (
				has(message, 'id', 'status', 'evidences') &&
				rowsIn(message, 'evidences').every((each) => has(each, 'url', 'eventType'))
			);
		}),
		evidenceTypes: byRead((seen) =>
			all(evidences(seen), ({ eventType }) =>
				(evidenceTypes as readonly unknown[]).includes(eventType),
			),
		),
		evidencePdf: byRead((seen) => {
			const answer = seen.answer('evidenceLink');
			return answer && isPdf(answer);
		}),
		sendAnswer: bySend((seen) => {
			const answer = seen.answer('send');
			if (!answer) return undefined;
			const ids = rowsIn(jsonOf(answer), 'messages').map(({ id }) => textOf(id));
			return answer.status === 201 && ids.length === 1 && /^\d{12}$/.test(ids[0]);
		}),
		sendEcho: bySend((seen) => {
			const body = seen.json('send');
			return body === undefined ? undefined : has(body, 'type', 'body', 'customerReference');
		}),
	},
	switches: {
		evidenceShape: foundByRead(evidenceShape),
		missingEvidence: foundByRead((seen) => seen.refusal('missingEvidence')),
		unknownMessage: foundByRead((seen) => seen.refusal('unknownMessage')),
		unknownPath: foundByRead((seen) => seen.refusal('unknownPath')),
		customersShape: foundByRead(customersShape),
		missingCertificate: notLookedFor(
			'a registered letter without a certificate would be sent if Stampee took it',
		),
		invalidRequest: notLookedFor('what is sent is meant to be understood'),
		customersStoredStatus: notLookedFor('a customer who is created gets an email'),
		bothIdentities: notLookedFor('the node refuses it before it is sent'),
		attachmentLimit: notLookedFor('it would take a letter of 250 MB'),
		typedTexts: notLookedFor('the node sends no such form'),
		acceptanceDays: notLookedFor('it would take weeks'),
	},
	sends: {
		ls: {
			what: 'one simple letter (LS)',
			costs: 'Stampee charges it as your contract says.',
			to: 'Email address of yours, to which the letter goes',
			ask: letter('LS'),
			found: foundLetter,
		},
		lre: {
			what: 'one registered letter (LRE)',
			costs:
				'Stampee charges it as your contract says, which is more than for a simple letter. Whoever gets it may accept it for 15 days.',
			to: 'Email address of yours, to which the registered letter goes',
			obstacle: ({ mutualTls }) =>
				['pem', 'pfx'].includes(textOf(mutualTls))
					? undefined
					: 'Stampee takes registered letters with a client certificate only: the credential needs one (Client Certificate)',
			ask: letter('LRE'),
			found: foundLetter,
		},
	},
	kept: {
		paths: [
			'/customers',
			'/messages/bulk_send',
			'/messages/:id',
			'/messages/:id/evidences/SENT',
			...evidenceTypes.map((type) => `/messages/:id/evidences/${type}`),
			'/n8n-contract-check',
		],
		words: ['code', 'status', 'eventType', 'state', 'type'],
		vocabulary: [
			...evidenceTypes,
			...customerStates,
			'LS',
			'LRE',
			'unauthorized',
			'Unauthorized access',
		],
		numbers: [],
		times: ['createdAt'],
		names: [
			...['id', 'name', 'email', 'isPaying', 'willSendLre', 'customers', 'evidences', 'url'],
			...['messages', 'body', 'customerReference', 'fileReference', 'message', 'sender'],
		],
	},
};
