import {
	sleep,
	type DeclarativeRestApiSettings,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { givenUp } from '../engine/givenUp';
import { assertEngine } from '../engine/probe';
import { requestOnce } from '../outcome/requestOnce';
import {
	failedItem,
	failureOf,
	nameOthers,
	ConfirmedNotSent,
	refusedInPart,
	stoppedBefore,
	findByOf,
	OutcomeUnknown,
	type FailureContext,
} from '../outcome/failure';
import { reserve, sendOnce, type Recorder } from '../deduplication/deduplicate';
import { readPages } from './pagination';
import type { Policy, RequestOptions } from '../policy';
import { noteDeparture, refusalOf } from '../run/prepare';
import { lookUp } from '../outcome/lookup';
import { Cancelled, withRetry } from '../rateLimit/retry';
import { itemCount, itemKey, runOf, type Run, type Attempt } from '../run/run';
import { userLimits } from '../rateLimit/userLimits';
import { isSpacedByUser, isStoppedByUser, batchingOf } from './userChoices';
import { isSend, mayBeAccepted, classify } from '../outcome/classify';

type Request = DeclarativeRestApiSettings.ResultOptions;
type Outputs = INodeExecutionData[];

/**
 * How a declared request leaves. It stands where n8n's routing has its pagination function, so that
 * every request of an operation passes through it. What it promises:
 *
 * - Rate limit: no more requests at once, and no faster, than `policy.rateLimit` and the provider's 429 allow.
 * - Once: what was accepted is never sent again in the same run, however often n8n runs the node; under
 *   a reference of the user's, in other executions neither.
 * - Safe retry: only what surely changed nothing is repeated, or what the provider knows again.
 * - Unknown outcome: a send whose answer was lost is asked for, or reported as "may have been sent".
 * - Stop: after a stop or a failure nothing more is sent, and the failure names what was accepted.
 * - Batching: items that may share a request share it, and each still gets its own outputs.
 * - Link: every output, good or failed, knows its input item.
 */
export function dispatch(policy: Policy) {
	return async function (this: IExecutePaginationFunctions, request: Request): Promise<Outputs> {
		const itemIndex = this.getItemIndex();
		const subject = { policy, node: this.getNode(), request: request.options, itemIndex };
		const continues = this.continueOnFail();

		const run = runOf(this);
		const item = itemKey(this, request.options);
		const named = reserve(this, policy, request.options, run, item);
		const refusal = refusalOf(request.options);
		const currentTry = run.enter(item, itemCount(this));
		// Bad input anywhere stops the run before its first request, unless the user wants the rest.
		if (refusal && !continues) currentTry.isStopped = true;
		const isSpaced = isSpacedByUser(this);
		if (!continues && !isSpaced) await currentTry.allArrived();

		const post = async (options: RequestOptions, record: Recorder) => {
			noteDeparture(request.options, options);
			const sent = { ...subject, request: options };
			return await deliver(this, { ...request, options }, sent, run, currentTry, record);
		};
		try {
			if (refusal) throw refusal;
			const batching = batchingOf(this, policy);
			const leave = async (record: Recorder) =>
				batching
					? run.batcher.send({ context: this, request: request.options, record, post }, batching)
					: post(request.options, record);
			const send = async () => {
				if (isSend(policy.kind)) {
					await assertEngine(this, request);
					const reason = isSpaced ? undefined : await givenUp(this, run, currentTry);
					if (reason) throw reason;
				}
				return await sendOnce(this, subject, named, leave);
			};
			const outputs = await (isSend(policy.kind) ? once(run, item, subject, send) : send());
			return outputs.map((output) => {
				const refused = policy.refusedPart?.(output);
				if (!refused) return { ...output, pairedItem: { item: itemIndex } };
				const failure = refusedInPart(refused, subject);
				if (!continues) throw failure;
				return failedItem(failure, itemIndex);
			});
		} catch (error) {
			const isStopped = error instanceof Cancelled && isStoppedByUser(this);
			// Another item failed, and speaks for the run.
			if (error instanceof Cancelled && !isStopped) return [];
			const failure = isStopped ? stoppedBefore(subject) : failureOf(error, subject);
			if (isStoppedByUser(this)) run.logOutcomes(this.logger);
			if (continues) return [failedItem(failure, itemIndex)];
			currentTry.isStopped = true;
			await currentTry.settled();
			// What has settled reaches the items that shared it within this turn of the loop.
			await sleep(0);
			throw nameOthers(failure, run.accepted, run.unknownOutcomesBut(item));
		}
	};
}

/** Sends an item, or hands out again what became of it when it was sent before in this run. */
async function once(
	run: Run,
	item: string,
	subject: FailureContext,
	send: () => Promise<Outputs>,
): Promise<Outputs> {
	const before = run.sends.get(item);
	if (before) return await before;
	const sending = send();
	run.sends.set(item, sending);
	await sending.catch((error) => {
		if (error instanceof OutcomeUnknown) run.unknownOutcomes.set(item, findByOf(subject, error));
		else run.sends.delete(item);
	});
	return await sending;
}

/** Makes the request within the rate limit, and finds out what it can if its outcome is unknown. */
async function deliver(
	context: IExecutePaginationFunctions,
	request: Request,
	subject: FailureContext,
	run: Run,
	currentTry: Attempt,
	record: Recorder,
): Promise<Outputs> {
	const { policy, node } = subject;
	const conditions = {
		policy,
		node,
		...userLimits(context),
		isCancelled: () => currentTry.isStopped || isStoppedByUser(context),
	};
	let sentAt = new Date();
	const make = async (options: Request) =>
		await withRetry(conditions, async () => {
			sentAt = new Date();
			return await record(async () =>
				requestOnce(
					options.options,
					subject,
					async () => await context.makeRoutingRequest(options),
				),
			);
		});
	const asked = policy.pagination
		? readPages(context, request, policy.pagination, make)
		: make(request);
	const sending = asked
		.catch(async (error) => {
			const mayHaveLeft = isSend(policy.kind) && !(error instanceof Cancelled);
			if (!mayHaveLeft || !mayBeAccepted(classify(error))) throw error;
			return await askFor(context, subject, new OutcomeUnknown(error, sentAt, request.options));
		})
		.then((outputs) => {
			run.accepted.push(...(policy.acceptedIds?.(outputs) ?? []));
			// n8n drops what a stopped execution comes to, so its log is where the ids survive.
			if (isStoppedByUser(context)) run.logOutcomes(context.logger);
			return outputs;
		});
	return await currentTry.track(sending);
}

/** Asks the provider, if it can be asked, what became of a send whose answer was lost. */
async function askFor(
	context: IExecutePaginationFunctions,
	subject: FailureContext,
	lost: OutcomeUnknown,
): Promise<Outputs> {
	const found = await lookUp(context, subject, lost.sentAt);
	if (found === 'notSent') throw new ConfirmedNotSent();
	if (found === undefined) throw lost;
	return found;
}
