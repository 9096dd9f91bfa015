import {
	sleep,
	type DeclarativeRestApiSettings,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { GUARDS, lacking } from '../engine/guards';
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
import type { Policy, Prepared } from '../policy';
import { givenUp } from '../run/givenUp';
import { Job, jobOf } from '../run/job';
import { Batcher } from './batcher';
import { lookUp } from '../outcome/lookup';
import { Cancelled, withRetry } from '../rateLimit/retry';
import { isTool, itemCount, itemKey, runOf, type Attempt, type Run } from '../run/run';
import { Sequencer } from './sequencer';
import { userLimits } from '../rateLimit/userLimits';
import { isSpacedByUser, isStoppedByUser, batchingOf } from './userChoices';
import { isSend, kindOf, mayBeAccepted, RequestError } from '../outcome/classify';

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
export function dispatch(policy: Policy<unknown>) {
	return async function (this: IExecutePaginationFunctions, request: Request): Promise<Outputs> {
		const itemIndex = this.getItemIndex();
		const node = this.getNode();
		const continues = this.continueOnFail();
		const run = runOf(this);
		const item = itemKey(this, request.options);
		const job = jobOf(request.options) ?? new Job(lacking(node, GUARDS.sameRequest, itemIndex));
		const keyed = reserve(this, policy, job, run, item);
		const { input } = job;
		const attempt = run.enter(item, itemCount(this));
		// Bad input anywhere stops the run before its first request, unless the user wants the rest.
		if (input instanceof Error && !continues) attempt.isStopped = true;
		const isSpaced = isSpacedByUser(this);
		if (isSpaced ? policy.sequence : !continues) await attempt.allArrived();

		/** What becomes of one thing that the item wants sent. */
		const sendStep = async (key: string, own: Prepared): Promise<Outputs> => {
			const subject = { policy, node, itemIndex, payload: own.payload };
			const post = async (sent: Prepared, record: Recorder) => {
				job.sent = sent;
				const leaving = { ...request, options: sent.request };
				const shared = { ...subject, payload: sent.payload };
				return await deliver(this, leaving, job, shared, run, attempt, record);
			};
			const batching = batchingOf(this, policy);
			const batcher = run.state(Batcher, () => new Batcher(run.preparations));
			const leave = async (record: Recorder) =>
				batching ? batcher.send({ context: this, own, record, post }, batching) : post(own, record);
			const send = async () => {
				if (isSend(policy.kind)) await assertCanSend(this, request, run, attempt);
				await policy.sequence?.check?.call(this, own.payload);
				return await sendOnce(this, subject, keyed, leave);
			};
			const outputs = await (isSend(policy.kind) ? once(run, key, subject, send) : send());
			// An agent that asks for the same deletion again means another thing by then.
			if (policy.sequence && isTool(this)) run.sends.delete(key);
			return outputs.map((output) => {
				const refused = policy.refusedPart?.(output);
				if (!refused) return { ...output, pairedItem: { item: itemIndex } };
				const failure = refusedInPart(refused, subject);
				if (!continues) throw failure;
				return failedItem(failure, itemIndex);
			});
		};

		/** What the user gets of it: its outputs, or its failure. */
		const settle = async (
			key: string,
			payload: unknown,
			sending: Promise<Outputs>,
		): Promise<Outputs> =>
			await sending.catch(async (error) => {
				const subject = { policy, node, itemIndex, payload };
				const isStopped = error instanceof Cancelled && isStoppedByUser(this);
				// Another item failed, and speaks for the run.
				if (error instanceof Cancelled && !isStopped) return [];
				const failure = isStopped ? stoppedBefore(subject) : failureOf(error, subject);
				if (isStoppedByUser(this)) run.logOutcomes(this.logger);
				if (continues) return [failedItem(failure, itemIndex)];
				attempt.isStopped = true;
				await attempt.settled();
				// What has settled reaches the items that shared it within this turn of the loop.
				await sleep(0);
				throw nameOthers(failure, run.accepted, run.unknownOutcomesBut(key));
			});

		if (input instanceof Error) return await settle(item, undefined, Promise.reject(input));
		const { sequence } = policy;
		if (!sequence) return await settle(item, input.payload, sendStep(item, input));
		const sequencer = run.state(Sequencer, () => new Sequencer());
		const results = sequence
			.steps(input)
			.map(async ({ key, rank, ...own }) =>
				sequencer.run(rank, async () => settle(key, own.payload, sendStep(key, own))),
			);
		return (await Promise.all(results)).flat();
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

/** Makes sure, before a send leaves, that n8n does what it relies on. */
async function assertCanSend(
	context: IExecutePaginationFunctions,
	request: Request,
	run: Run,
	attempt: Attempt,
): Promise<void> {
	await assertEngine(context, request).catch((error) => {
		throw new RequestError('unable', error);
	});
	const reason = isSpacedByUser(context) ? undefined : await givenUp(context, run, attempt);
	if (reason) throw reason;
}

/** Makes the request within the rate limit, and finds out what it can if its outcome is unknown. */
async function deliver(
	context: IExecutePaginationFunctions,
	request: Request,
	job: Job,
	subject: FailureContext,
	run: Run,
	attempt: Attempt,
	record: Recorder,
): Promise<Outputs> {
	const { policy, node } = subject;
	const conditions = {
		policy,
		node,
		...userLimits(context),
		isCancelled: () => attempt.isStopped || isStoppedByUser(context),
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
		? readPages(context, request, policy.pagination, make, () => job.lastBody)
		: make(request);
	const sending = asked
		.catch(async (error) => {
			const mayHaveLeft = isSend(policy.kind) && !(error instanceof Cancelled);
			if (!mayHaveLeft || !mayBeAccepted(kindOf(error))) throw error;
			return await confirm(context, subject, new OutcomeUnknown(error, sentAt, subject.payload));
		})
		.then((outputs) => {
			run.accepted.push(...(policy.acceptedIds?.(outputs) ?? []));
			// n8n drops what a stopped execution comes to, so its log is where the ids survive.
			if (isStoppedByUser(context)) run.logOutcomes(context.logger);
			return outputs;
		});
	return await attempt.track(sending);
}

/** Asks the provider, if it can be asked, what became of a send whose answer was lost. */
async function confirm(
	context: IExecutePaginationFunctions,
	subject: FailureContext,
	lost: OutcomeUnknown,
): Promise<Outputs> {
	const found = await lookUp(context, subject.policy, subject.payload, lost.sentAt);
	if (found === 'notSent') throw new ConfirmedNotSent();
	if (found === undefined) throw lost;
	return found;
}
