import {
	NodeApiError,
	NodeOperationError,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import { deliveryIn } from '../delivery';
import { httpFault } from '../engine/httpFault';
import { isProxyFault } from '../engine/phase';
import { FileFault } from '../engine/streamedBody';
import { escapeErrorCodes } from '../errorCodes';
import { inItem } from '../inItem';
import { filled } from '../json';
import type { Candidate, FindBy, Policy, RefusedPart } from '../policy';
import { ProviderError } from '../response/providerError';
import { DoubtfulAnswer } from './acceptedIds';
import { isSend, kindOf, RequestError, type FailureKind } from './classify';
import { formatFindBy } from './findBy';
import { explanationOf, faultHint, proxyWords } from './hints';
import { isOwnError, type Failure } from './ownError';

/** The outcome of a failed send, as a value that a workflow can branch on. */
export type Outcome = 'notSent' | 'refused' | 'maybeSent';

/** What happened, in words, if no answer from the provider describes it. */
const KIND_WORDS: Record<FailureKind, string> = {
	refused: 'refused the request',
	tokenRefused: 'does not accept the token',
	throttled: 'takes no more requests for now',
	unable: 'was not asked',
	unsent: 'could not be reached',
	busy: 'is not available now',
	lost: 'did not answer: the connection broke or timed out',
	unclear: 'gave no answer that can be read',
};

/**
 * How it is known that a send may have been made before: it is recorded, an agent has requested it, or it was sent
 * with another secret; or there may be no record of it, because an execution was cut off, is called by a retry, or
 * continues after a Wait without its note.
 */
export type PriorSendReason =
	'recorded' | 'called' | 'other secret' | 'cut off' | 'called by a retry' | 'not noted';

/** A send left, and its outcome is unknown: the answer was lost or can't be read. */
export class OutcomeUnknown extends Error {
	/**
	 * @param cause what came instead of an answer; none if it left in an earlier execution
	 * @param sentAt when it left, or since when it may have
	 */
	constructor(
		override readonly cause: unknown,
		readonly sentAt: Date,
		/** The payload of the request that left: of the item alone, or of others as well. */
		readonly sent: unknown,
		/** Possible matches at the provider. */
		readonly candidates: Candidate[] = [],
		readonly before?: PriorSendReason,
	) {
		super('The outcome of the request is unknown');
	}
}

/** A status that was read before, and was not final, can no longer be read. */
export class StatusUnread extends Error {
	/** @param cause why it can't */
	constructor(
		override readonly cause: unknown,
		/** The items that were made of it when it was last read. */
		readonly last: INodeExecutionData[],
	) {
		super('The status can not be read any more');
	}
}

/** The item that failed, and what it requested from the provider. */
export interface FailureContext {
	policy: Policy<unknown>;
	node: INode;
	/** What the item wants to send. */
	payload?: unknown;
	itemIndex?: number;
}

/**
 * Turns the cause of an item's failure into an error that says what happened and what to do.
 * A new error is made whenever n8n's HTTP client is the cause: the client's own error carries the whole request with
 * its headers, which contain the credential's secrets.
 */
export function failureOf(error: unknown, subject: FailureContext): Failure {
	if (error instanceof OutcomeUnknown) return mayHaveBeenSent(error, subject);
	if (error instanceof StatusUnread) return withLastStatus(failureOf(error.cause, subject), error);
	const isRefused = ['refused', 'tokenRefused'].includes(kindOf(error));
	return withOutcome(explained(error, subject), isRefused ? 'refused' : 'notSent', subject);
}

/** The beginning of the message for a failed send. */
const FIRST_WORDS: Record<Outcome, (pastTense: string) => string> = {
	notSent: (pastTense) => `Not ${pastTense}: `,
	refused: () => 'Refused: ',
	maybeSent: (pastTense) => `May have been ${pastTense}: `,
};

/** Adds the outcome to the failure of a send: in its first words, and as a value that a workflow can branch on. */
function withOutcome(failure: Failure, usual: Outcome, { policy }: FailureContext): Failure {
	if (!isSend(policy.kind)) return failure;
	const outcome = (failure.context.outcome ??= usual) as Outcome;
	const words = FIRST_WORDS[outcome](pastTenseOf(policy));
	if (!failure.message.startsWith(words)) failure.message = `${words}${failure.message}`;
	return failure;
}

/** Adds the item's last known status to a failure. */
function withLastStatus(failure: Failure, { last }: StatusUnread): Failure {
	const deliveries = last.map(deliveryIn).filter((delivery) => delivery !== undefined);
	if (deliveries.length === 0) return failure;
	const states = [...new Set(deliveries.map(({ state }) => state))].join(', ');
	failure.context.lastStatus = deliveries.length > 1 ? deliveries : deliveries[0];
	failure.description = [failure.description, `The last status that could be read: ${states}.`]
		.filter(Boolean)
		.join(' ');
	return failure;
}

function explained(error: unknown, { policy, node, itemIndex }: FailureContext): Failure {
	const came = error instanceof RequestError ? error.cause : error;
	// Items that share a request share its failure, so each gets an error about itself.
	if (came instanceof ProviderError) return came.about(itemIndex);
	if (isOwnError(came)) return came;
	const fault = httpFault(came);
	if (!fault) {
		const { message, hint } = explanationOf(came);
		const description = hint;
		return new NodeOperationError(node, `${message}${inItem(itemIndex)}`, {
			description,
			itemIndex,
		});
	}
	const happened = isProxyFault(fault) ? proxyWords(fault) : KIND_WORDS[kindOf(error)];
	return new NodeApiError(
		node,
		{},
		{
			message: `${policy.errors.service} ${happened}${inItem(itemIndex)}`,
			description: faultHint(fault),
			itemIndex,
			failure: { cause: 'temporarily-unavailable' },
		},
	);
}

const pastTenseOf = ({ pastTense = 'sent' }: Policy<unknown>) => pastTense;

/** The explanation for a send that may have been made before this execution. */
const PRIOR_SEND_WORDS: Record<PriorSendReason, { happened: string; time: string; toDo: string }> =
	{
		recorded: {
			happened: 'no answer came when it left, and the provider can not tell',
			time: 'Time of the request',
			toDo: 'If it is not there, give it another deduplication key and run this item again.',
		},
		called: {
			happened: 'no answer came when it left, and the provider can not tell',
			time: 'Time of the request',
			toDo: 'If it is not there, run the workflow anew.',
		},
		'other secret': {
			happened:
				'it was sent before with another token, and the provider can not tell whether that is of the same account',
			time: 'Time of the request',
			toDo: 'If it is not there, give it another deduplication key and run this item again.',
		},
		'cut off': {
			happened: 'the execution that is retried was cut off, and the provider can not tell',
			time: 'Not before',
			toDo: 'If it is not there, run the workflow anew instead of retrying this execution.',
		},
		'called by a retry': {
			happened:
				'the execution that calls this workflow is a retry, which may have sent it before, and the provider can not tell',
			time: 'Not before',
			toDo: 'If it is not there, run the calling workflow anew instead of retrying its execution.',
		},
		'not noted': {
			happened:
				'the execution goes on after a Wait without what this node had noted, and the provider can not tell',
			time: 'Not before',
			toDo: 'If it is not there, run the workflow anew.',
		},
	};

/** What helps a person to find a send of unknown outcome at the provider. */
export function findByOf({ policy, payload }: FailureContext, lost: OutcomeUnknown): FindBy {
	const { sent, sentAt, before } = lost;
	const time = before ? PRIOR_SEND_WORDS[before].time : 'Time of the request';
	const isKnown = !Number.isNaN(sentAt.getTime());
	return { ...policy.findBy?.(payload, sent), ...(isKnown && { [time]: sentAt.toISOString() }) };
}

/** The failure that must not lead to another attempt: it says so, and how to find out. */
function mayHaveBeenSent(lost: OutcomeUnknown, subject: FailureContext): Failure {
	const { cause, before, candidates, sent } = lost;
	const { policy, node, itemIndex, payload } = subject;
	// Items that were sent together are not safe to send separately.
	const safeAgain = sent === payload ? policy.safeAgain : undefined;
	const { service } = policy.errors;
	const earlier = before && PRIOR_SEND_WORDS[before];
	const isRepeated = policy.kind === 'idempotentSend' && !before;
	const answer = cause instanceof RequestError ? cause.cause : cause;
	const doubtful = answer instanceof DoubtfulAnswer ? answer : undefined;
	const refusal = answer instanceof ProviderError ? answer : undefined;
	const httpStatus = (refusal ?? doubtful)?.status;
	const status = httpStatus === undefined ? '' : ` (HTTP status ${httpStatus})`;
	const happened =
		earlier?.happened ??
		(answer instanceof FileFault ? escapeErrorCodes(answer.message) : unexpectedly(answer)) ??
		`${service} ${KIND_WORDS[kindOf(cause)]}${status}`;
	const findBy = findByOf(subject, lost);
	const failure = new NodeApiError(
		node,
		{},
		{
			message: `${happened}${inItem(itemIndex)}`,
			description: [
				isRepeated ? undefined : `It was not ${pastTenseOf(policy)} again.`,
				doubtful && `The answer of ${service} ${escapeErrorCodes(doubtful.flaw)}.`,
				refusal?.said && `${service} said: "${refusal.said}".`,
				refusal?.acceptedIds.length &&
					`It names what it accepted: ${escapeErrorCodes(refusal.acceptedIds.join(', '))}.`,
				safeAgain ?? `Before you run this item again, check at ${service} whether it arrived.`,
				earlier?.toDo,
				candidates.length > 0 &&
					escapeErrorCodes(`This may be it: ${candidates.map(inWords).join('; ')}.`),
				`${formatFindBy(findBy)}.`,
			]
				.filter(Boolean)
				.join(' '),
			httpCode: httpStatus === undefined ? undefined : String(httpStatus),
			itemIndex,
		},
	);
	failure.context.findBy = findBy;
	const answeredIds = refusal?.acceptedIds ?? doubtful?.ids;
	if (answeredIds?.length) failure.context.answeredIds = answeredIds;
	if (candidates.length > 0) {
		failure.context.candidates = candidates.map(({ id, status }) => filled({ id, status }));
	}
	return withOutcome(failure, 'maybeSent', subject);
}

/** The description of an error after a request had left that concerns neither an answer nor a connection. */
function unexpectedly(error: unknown): string | undefined {
	const isKnown = !(error instanceof Error) || isOwnError(error) || httpFault(error);
	if (isKnown || error instanceof ProviderError || error instanceof DoubtfulAnswer)
		return undefined;
	const { message } = explanationOf(error);
	return `it left, and then came an error that says nothing of its outcome: ${message}`;
}

const inWords = ({ id, status }: Candidate) => (status ? `${id} (${status})` : id);

/**
 * The provider accepted a request and refused this part of it.
 * @param isWhole whether it accepted nothing of what the item wanted to send
 */
export function refusedInPart(
	{ message, findBy }: RefusedPart,
	subject: FailureContext,
	isWhole: boolean,
): Failure {
	const { node, itemIndex } = subject;
	const failure = new NodeApiError(
		node,
		{},
		{
			message: escapeErrorCodes(`${message}${inItem(itemIndex)}`),
			description: isWhole
				? 'Nothing of this item was accepted, so it can be run again once the cause is gone.'
				: 'The rest of this item was accepted, so running it again sends that again.',
			itemIndex,
		},
	);
	failure.context.findBy = findBy;
	return withOutcome(failure, 'refused', subject);
}

/** The required order is unknown: some items may come later, or never. */
export function outOfOrder({ node, itemIndex }: FailureContext): Failure {
	return new NodeOperationError(
		node,
		`with Batching, the order of the items is not known${inItem(itemIndex)}`,
		{
			itemIndex,
			description:
				"Remove Batching from this node's options, or set On Error to Stop Workflow: where the node continues, nobody knows which items are still to come.",
		},
	);
}

/** The user stopped the execution before this item left. */
export function stoppedBefore(subject: FailureContext): Failure {
	const { policy, node, itemIndex } = subject;
	const message = `${isSend(policy.kind) ? '' : 'Not asked: '}the execution was stopped${inItem(itemIndex)}`;
	const failure = new NodeOperationError(node, message, {
		itemIndex,
		description: 'It is safe to run this item again.',
	});
	return withOutcome(failure, 'notSent', subject);
}

/**
 * Adds to a failure what must not be lost about the other items, because n8n shows only one failure: what the
 * provider has already accepted in the run, and how to find what may have been accepted.
 */
export function nameOthers(failure: Failure, accepted: string[], suspected: FindBy[]): Failure {
	const lists = [
		{ label: 'May have been accepted as well', values: suspected.map(formatFindBy), between: '; ' },
		{ label: 'Accepted before in this run', values: accepted, between: ', ' },
	].filter(({ values }) => values.length > 0);
	if (accepted.length > 0) failure.context.acceptedIds = accepted;
	if (suspected.length > 0) failure.context.suspected = suspected;
	failure.description = [
		failure.description,
		...lists.map(({ label, values, between }) =>
			escapeErrorCodes(`${label} (${values.length}): ${values.join(between)}`),
		),
	]
		.filter(Boolean)
		.join(' ');
	return failure;
}

/**
 * The output item of a failed input item, if the user chose to continue. It has only the one key by which every n8n 2
 * recognizes a failure, so n8n passes it to the error output and adds the input's fields.
 */
export function failedItem(failure: Failure, item: number): INodeExecutionData {
	const { outcome, code, findBy, candidates, answeredIds, lastStatus } = failure.context;
	const httpCode = failure instanceof NodeApiError ? failure.httpCode : null;
	const details = filled({
		outcome,
		description: failure.description,
		httpCode,
		code,
		findBy,
		candidates,
		answeredIds,
		lastStatus,
	});
	return {
		json: { error: { message: failure.message, details } },
		pairedItem: { item },
	};
}
