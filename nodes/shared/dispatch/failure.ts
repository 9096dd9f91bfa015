import {
	NodeApiError,
	NodeOperationError,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import { httpClientError } from '../answer/httpClientError';
import { inItem, ProviderError } from '../answer/providerError';
import { filled } from '../json';
import type { Policy, RefusedPart, RequestOptions } from './policy';
import { isSend, verdictOf, type Verdict } from './verdict';

/** What became of a send that failed, as a word that a workflow can branch on. */
export type Outcome = 'not sent' | 'refused' | 'may have been sent';

/** A failure as its user sees it. `context.outcome` holds the Outcome of a send. */
export type Failure = NodeApiError | NodeOperationError;

/** What happened, in words, where no answer of the provider tells it. */
const VERDICT_WORDS: Record<Verdict, string> = {
	refused: 'refused the request',
	throttled: 'takes no more requests for now',
	unable: 'was not asked',
	unsent: 'could not be reached',
	busy: 'is not available now',
	lost: 'did not answer: the connection broke or timed out',
	unclear: 'gave no answer that can be read',
};

/** Names that Node.js and OpenSSL give to faults -> what to do about them. */
const FAULT_HINTS: Array<[RegExp, string]> = [
	[
		/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
		'Check the base URL in the credential, and whether the service is up.',
	],
	[
		/^(ENOTFOUND|EAI_\w+)$/,
		'Its name could not be resolved. Check the base URL in the credential and the network of this n8n.',
	],
	[
		/CERT|^UNABLE_TO_|TLS|SSL|^EPROTO$/,
		'No secure connection came about. Check the client certificate, its key, its passphrase and the certificate authority in the credential.',
	],
	[/^/, 'Try again. If it stays so, check the network of this n8n.'],
];

/** What Node.js' TLS says of a client certificate that it can't load -> what it means. */
const CERTIFICATE_WORDS: Array<[RegExp, string]> = [
	[
		/mac verify failure/,
		'The passphrase in the credential does not open its PFX file, or the file is damaged',
	],
	[
		/from PFX data/,
		'The PFX file in the credential holds no certificate together with its private key',
	],
	[
		/Unsupported PKCS12/,
		'The PFX file in the credential is locked in a way that Node.js no longer supports. Export it again, with AES-256',
	],
];

/** A send left, and what became of it is not known: its answer was lost or can't be read. */
export class Unanswered extends Error {
	constructor(
		override readonly cause: unknown,
		readonly sentAt: Date,
	) {
		super('The outcome of the request is unknown');
	}
}

/** The item whose failure it is, and what was asked of the provider. */
export interface Subject {
	policy: Policy;
	node: INode;
	request: RequestOptions;
	itemIndex?: number;
}

/**
 * Turns what stopped an item into an error that says what happened and what to do.
 * The error is made anew wherever n8n's HTTP client is its cause: that one carries the whole request
 * with its headers, which hold the credential's secrets.
 */
export function failureOf(error: unknown, subject: Subject): Failure {
	if (error instanceof Unanswered) return mayHaveBeenSent(error, subject);
	const failure = explained(error, subject);
	if (isSend(subject.policy.kind)) {
		failure.context.outcome ??= verdictOf(error) === 'refused' ? 'refused' : 'not sent';
	}
	return failure;
}

function explained(error: unknown, { policy, node, itemIndex }: Subject): Failure {
	if (isExplained(error)) return error;
	const fault = httpClientError(error);
	if (!fault) {
		const { message = 'Something unexpected happened', description } = error as Partial<Failure>;
		const words = CERTIFICATE_WORDS.find(([said]) => said.test(message))?.[1] ?? message;
		return new NodeOperationError(node, `${words}${inItem(itemIndex)}`, {
			description: description ?? undefined,
			itemIndex,
		});
	}
	return new NodeApiError(
		node,
		{},
		{
			message: `${policy.errors.service} ${VERDICT_WORDS[verdictOf(error)]}${inItem(itemIndex)}`,
			description: FAULT_HINTS.find(([code]) => code.test(fault.code ?? ''))?.[1],
			itemIndex,
			failure: { cause: 'temporarily-unavailable' },
		},
	);
}

/** Whether an error was made here: n8n's own always carry the error that caused them. */
function isExplained(error: unknown): error is Failure {
	if (error instanceof ProviderError || error instanceof NodeOperationError) return true;
	return error instanceof NodeApiError && !(error.cause instanceof Error);
}

const deedOf = ({ deed = 'sent' }: Policy) => deed;

/** What was done after the answer was lost. */
const ADVICE: Record<Policy['kind'], (deed: string) => string> = {
	read: () => '',
	send: (deed) => `It was not ${deed} again.`,
	idempotentSend: (deed) => `Each try carried the same key, so it was ${deed} once at most.`,
};

/** The one failure that must not be followed by another try: it says so, and how to find out. */
function mayHaveBeenSent({ cause, sentAt }: Unanswered, subject: Subject): Failure {
	const { policy, node, request, itemIndex } = subject;
	const { service } = policy.errors;
	const status = cause instanceof ProviderError ? ` (HTTP status ${cause.status})` : '';
	const traces = { ...policy.traces?.(request), 'Time of the request': sentAt.toISOString() };
	const lookFor = Object.entries(traces).map(([label, value]) => `${label}: ${value}`);
	const failure = new NodeApiError(
		node,
		{},
		{
			message: `May have been ${deedOf(policy)}: ${service} ${VERDICT_WORDS[verdictOf(cause)]}${status}${inItem(itemIndex)}`,
			description: `${ADVICE[policy.kind](deedOf(policy))} Before you run this item again, look at ${service} whether it is there. ${lookFor.join('. ')}.`,
			httpCode: cause instanceof ProviderError ? String(cause.status) : undefined,
			itemIndex,
		},
	);
	failure.context.outcome = 'may have been sent' satisfies Outcome;
	failure.context.traces = traces;
	return failure;
}

/** The provider was asked, and it does not have what was sent. */
export function surelyNotSent({ policy, node, itemIndex }: Subject): Failure {
	const { service } = policy.errors;
	const failure = new NodeApiError(
		node,
		{},
		{
			message: `Not ${deedOf(policy)}: ${service} did not answer, and when asked it does not have it${inItem(itemIndex)}`,
			description: 'It is safe to run this item again.',
			itemIndex,
			failure: { cause: 'temporarily-unavailable' },
		},
	);
	failure.context.outcome = 'not sent' satisfies Outcome;
	return failure;
}

/** The provider took a request and refused this part of it. */
export function refusedInPart(
	{ message, traces }: RefusedPart,
	{ node, itemIndex }: Subject,
): Failure {
	const failure = new NodeApiError(
		node,
		{},
		{
			message: `${message}${inItem(itemIndex)}`,
			description:
				'The rest of the request was accepted, so running this item again sends it again.',
			itemIndex,
		},
	);
	failure.context.outcome = 'refused' satisfies Outcome;
	failure.context.traces = traces;
	return failure;
}

/** The user stopped the execution before this item's turn came. */
export function stoppedBefore({ policy, node, itemIndex }: Subject): Failure {
	const failure = new NodeOperationError(
		node,
		`Not ${deedOf(policy)}: the execution was stopped${inItem(itemIndex)}`,
		{ itemIndex },
	);
	failure.context.outcome = 'not sent' satisfies Outcome;
	return failure;
}

/** Adds to a failure what the run had already got accepted, so that no id is lost with it. */
export function nameAccepted(failure: Failure, accepted: string[]): Failure {
	if (accepted.length === 0) return failure;
	failure.context.acceptedIds = accepted;
	failure.description = [
		failure.description,
		`Accepted before in this run (${accepted.length}): ${accepted.join(', ')}`,
	]
		.filter(Boolean)
		.join(' ');
	return failure;
}

/**
 * The output item of a failed input item, where the user chose to continue. It holds nothing but the
 * keys by which n8n knows a failure, so n8n takes it to the error output and adds the input's fields.
 */
export function failedItem(failure: Failure, item: number): INodeExecutionData {
	const { outcome, code, traces } = failure.context;
	const httpCode = failure instanceof NodeApiError ? failure.httpCode : null;
	const details = filled({
		outcome,
		description: failure.description,
		httpCode,
		code,
		traces,
	});
	return {
		json: { error: failure.message, details },
		pairedItem: { item },
	};
}
