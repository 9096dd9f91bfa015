import {
	sleep,
	type DeclarativeRestApiSettings,
	type IExecutePaginationFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import { hasSameLogin } from '../account';
import { monotonicNow } from '../clock';
import { reserve, sendOnce, type KeyedSend, type Recorder } from '../deduplication/deduplicate';
import { answerIn } from '../engine/answers';
import { GUARDS, lacking } from '../engine/guards';
import { assertEngine } from '../engine/probe';
import { isStopped } from '../engine/stopped';
import { withoutError, withoutNames } from '../json';
import { idsIn, unnamedIn } from '../outcome/acceptedIds';
import { Cancelled } from '../outcome/cancelled';
import { isSend, kindOf, mayBeAccepted, RequestError } from '../outcome/classify';
import {
	failedItem,
	failureOf,
	findByOf,
	nameOthers,
	OutcomeUnknown,
	outOfOrder,
	refusedInPart,
	stoppedBefore,
	type FailureContext,
} from '../outcome/failure';
import { claim, countOpen, lookUp } from '../outcome/lookup';
import { requestOnce } from '../outcome/requestOnce';
import { booleanIn } from '../parameters/parameter';
import type { Policy, Prepared, Sequence, SharedRequests } from '../policy';
import { withRetry } from '../rateLimit/retry';
import { userLimits } from '../rateLimit/userLimits';
import { errorIfAbandoned } from '../run/abandoned';
import { Job, jobOf, type Receive } from '../run/job';
import { isTool, itemCount, itemKey, runOf, type Attempt, type Run, type Send } from '../run/run';
import { OpenItems } from '../waiting';
import { waitAtMost } from '../waiting/options';
import { Batcher } from './batcher';
import { readPages } from './pagination';
import { Sequencer } from './sequencer';
import { batchingOf, isSpacedByUser } from './userChoices';

type Request = DeclarativeRestApiSettings.ResultOptions;
type Outputs = INodeExecutionData[];

/** The policy of an operation for what an item wants to send. */
function policyFor({ input }: Job, policy: Policy<unknown>): Policy<unknown> {
	const isOrdinary = !(input instanceof Error) && policy.isRepeatable?.(input.payload) === false;
	return isOrdinary ? { ...policy, kind: 'send', safeAgain: undefined } : policy;
}

/** Sends what one item wants to send. */
export class ItemDispatch {
	private readonly node: INode;
	private readonly itemIndex: number;
	/** The user wants the other items regardless of what happens to this one. */
	private readonly continues: boolean;
	private readonly run: Run;
	private readonly attempt: Attempt;
	private readonly job: Job;
	/** The identity of the item in the run. */
	private readonly key: string;
	private readonly keyed?: KeyedSend;
	private readonly policy: Policy<unknown>;

	constructor(
		declared: Policy<unknown>,
		private readonly context: IExecutePaginationFunctions,
		private readonly request: Request,
		private readonly receive?: Receive,
	) {
		this.node = context.getNode();
		this.itemIndex = context.getItemIndex();
		this.continues = context.continueOnFail();
		this.run = runOf(context);
		this.key = itemKey(context, request.options);
		this.job =
			jobOf(request.options) ?? new Job(lacking(this.node, GUARDS.sameRequest, this.itemIndex));
		this.policy = policyFor(this.job, declared);
		this.keyed = reserve(context, this.policy, this.job, this.run, this.key);
		this.attempt = this.run.enter(this.key, itemCount(context));
	}

	/** The item's outputs. Rejects with the failure that ends the node. */
	async outputs(): Promise<Outputs> {
		const { attempt, context, continues, key, policy, run } = this;
		const { input } = this.job;
		const earlier = run.sends.get(key);
		// What an attempt has sent does not become "not sent" because the next one can't prepare it.
		if (input instanceof Error && earlier) return await this.again(key, earlier);
		const unprepared = this.about(undefined);
		// Invalid input in any item stops the run before its first request, unless the user wants the other items.
		if (input instanceof Error && !continues) attempt.isStopped = true;
		const isSpaced = isSpacedByUser(context);
		if (policy.sequence && isSpaced && continues) {
			return await this.settled(key, unprepared, Promise.reject(outOfOrder(unprepared)));
		}
		if (isSpaced ? policy.sequence : !continues) await attempt.allArrived();
		if (input instanceof Error) return await this.settled(key, unprepared, Promise.reject(input));
		if (policy.sequence) return await this.inSequence(policy.sequence, input);
		return await this.settled(key, this.about(input.payload), this.send(key, input));
	}

	/** Makes the requests of an item that stands for several, each when it is its turn. */
	private async inSequence(sequence: Sequence<unknown>, input: Prepared): Promise<Outputs> {
		const { context, run } = this;
		const sequencer = run.state(Sequencer, () => new Sequencer());
		const steps = sequence.steps(input);
		const results = steps.map(async ({ key, priority, ...own }) =>
			sequencer.run(priority, async () =>
				this.settled(key, this.about(own.payload), this.send(key, own)),
			),
		);
		const all = Promise.all(results).finally(() => {
			// An agent that repeats a request means something else by then, unless the outcome is unknown.
			const done = steps.filter(({ key }) => isTool(context) && !run.unknownOutcomes.has(key));
			for (const { key } of done) run.sends.delete(key);
		});
		return (await all).flat();
	}

	/** The result that the user gets for a send: its outputs, or its failure. */
	private async settled(
		key: string,
		subject: FailureContext,
		sending: Promise<Outputs>,
	): Promise<Outputs> {
		const { attempt, context, run } = this;
		return await sending.catch(async (error) => {
			const isCancelled = error instanceof Cancelled;
			// Another item failed, and its error is the error of the run.
			if (isCancelled && !isStopped(context)) return [];
			// What was refused with others, and was to be sent without them, has left.
			const cause: unknown = isCancelled ? error.failure : error;
			const isNew = isCancelled && kindOf(cause) !== 'refused';
			const failure = isNew ? stoppedBefore(subject) : failureOf(cause, subject);
			if (isStopped(context)) run.logOutcomes(context.logger);
			if (this.continues) return [failedItem(failure, this.itemIndex)];
			attempt.isStopped = true;
			await attempt.settled();
			// A settled result reaches the items that shared it within this turn of the event loop.
			await sleep(0);
			throw nameOthers(failure, run.accepted, run.unknownOutcomesBut(key));
		});
	}

	/** Sends something, once in the run. */
	private async send(key: string, own: Prepared): Promise<Outputs> {
		const { context, policy } = this;
		const subject = this.about(own.payload);
		const send = async () => {
			// Something that waits for its turn asks the provider first, and no limiter would have stopped it by
			// then.
			if (policy.sequence && this.isCancelled()) throw new Cancelled();
			if (isSend(policy.kind)) await this.assertCanSend();
			return await sendOnce(context, subject, this.keyed, async (record) =>
				this.sendOrBatch(own, this.checked(key, own, record)),
			);
		};
		const sent = isSend(policy.kind) ? this.once(key, subject, send) : send();
		return this.parts(subject, await sent);
	}

	/** The result of a send that an earlier attempt of the run has made. */
	private async again(key: string, { subject, outputs }: Send): Promise<Outputs> {
		const parts = outputs.then((each) => this.parts(subject, each));
		return await this.settled(key, subject, parts);
	}

	/** What the user gets for each part of what was sent, of which some may have been refused. */
	private parts(subject: FailureContext, outputs: Outputs): Outputs {
		const { policy, payload } = subject;
		const parts = outputs.map((output) => ({ output, refused: policy.refusedPart?.(output) }));
		const isWhole = parts.every(({ refused }) => refused);
		return parts.map(({ output, refused }) => {
			if (!refused) return this.withPreview(output, payload);
			const failure = refusedInPart(refused, subject, isWhole);
			if (!this.continues) throw failure;
			return failedItem(failure, this.itemIndex);
		});
	}

	/** An output before fields are added that mean what we say. */
	private withoutOurNames(output: INodeExecutionData): INodeExecutionData {
		const { kind, preview } = this.policy;
		const ours = [...(isSend(kind) ? ['alreadySent'] : []), ...(preview ? ['preview'] : [])];
		return { ...output, json: withoutNames(output.json, ours) };
	}

	/** The output that the user gets: linked to its item, and with what was sent if the user wants to see that. */
	private withPreview(output: INodeExecutionData, payload: unknown): INodeExecutionData {
		const pairedItem = { item: this.itemIndex };
		const json = withoutError(output.json);
		const { preview } = this.policy;
		if (!preview || booleanIn(this.context, 'simplify', true))
			return { ...output, json, pairedItem };
		return { ...output, json: { ...json, preview: { ...preview(payload) } }, pairedItem };
	}

	/** Sends it, or returns the earlier result if it was sent before in this run. */
	private async once(
		key: string,
		subject: FailureContext,
		send: () => Promise<Outputs>,
	): Promise<Outputs> {
		const { attempt, context, policy, run } = this;
		const before = run.sends.get(key)?.outputs ?? attempt.failed.get(key);
		if (before) return await before;
		const sending = send();
		run.sends.set(key, { subject, outputs: sending });
		await sending.catch((error) => {
			if (error instanceof OutcomeUnknown) run.unknownOutcomes.set(key, findByOf(subject, error));
			else run.sends.delete(key);
			if (error instanceof RequestError) attempt.failed.set(key, sending);
		});
		const outputs = await sending;
		if (policy.changesState && isTool(context)) run.sends.delete(key);
		return outputs;
	}

	/**
	 * Checks what a step refers to before each attempt at its request, while it has its permit: another run that has
	 * to wait for that one can't change it between the check and the request.
	 */
	private checked(key: string, { payload }: Prepared, record: Recorder): Recorder {
		const { context, policy, run } = this;
		const { sequence } = policy;
		if (!sequence?.check) return record;
		return async (request) => {
			// Each call of an agent is about what it has just seen.
			const made = isTool(context) ? [] : [...run.sends.keys()].filter((each) => each !== key);
			await sequence.check?.call(context, payload, made).catch((error) => {
				throw error instanceof Cancelled ? error : new RequestError('unable', error);
			});
			if (this.isCancelled()) throw new Cancelled();
			return await record(request);
		};
	}

	/** Nothing more may be sent. */
	private isCancelled(): boolean {
		return this.attempt.isStopped || isStopped(this.context);
	}

	/** Makes sure, before a send leaves, that n8n does what the send relies on. */
	private async assertCanSend(): Promise<void> {
		const { attempt, context, request, run } = this;
		await assertEngine(context, request).catch((error) => {
			throw new RequestError('unable', error);
		});
		const reason = isSpacedByUser(context)
			? undefined
			: await errorIfAbandoned(context, run, attempt);
		if (reason) throw reason;
	}

	/** Sends it alone, or together with other items if the user wants that. */
	private async sendOrBatch(own: Prepared, record: Recorder): Promise<Outputs> {
		const { context, policy, run } = this;
		const batching = batchingOf(context, policy);
		const post = async (sent: Prepared, recorder: Recorder) => this.deliver(sent, recorder);
		if (!batching)
			return this.named(own, await this.untilFinal(own, await post(own, record), record));
		const batcher = run.state(Batcher, () => new Batcher(run.preparations));
		return this.named(own, await batcher.send({ context, own, record, post }, batching));
	}

	/**
	 * The outputs of a send, if they name all that it should have accepted: an answer may do so for other items only.
	 * @throws OutcomeUnknown if they do not
	 */
	private named({ payload }: Prepared, outputs: Outputs): Outputs {
		const { policy } = this;
		const unnamed = unnamedIn(policy, outputs, 'all');
		if (!unnamed || !isSend(policy.kind)) return outputs;
		throw new OutcomeUnknown(unnamed, new Date(), payload);
	}

	/** Reads a status again until it is final, if the user wants to wait for that. */
	private async untilFinal(own: Prepared, outputs: Outputs, record: Recorder): Promise<Outputs> {
		const { attempt, context, run } = this;
		const { waiting } = this.policy;
		const atMost = waiting ? waitAtMost(context) : 0;
		if (!waiting || atMost === 0) return outputs;
		const openItems = run.state(OpenItems, () => new OpenItems());
		const final = openItems.untilFinal({
			context,
			waiting,
			atMost,
			payload: own.payload,
			outputs,
			read: async (requests) => this.deliver(own, record, requests),
			isCancelled: () => this.isCancelled(),
		});
		return await attempt.track(final);
	}

	/**
	 * Makes the request within the rate limit, and looks it up if its outcome is unknown.
	 * @param requests how it is made by one who waits
	 */
	private async deliver(
		sent: Prepared,
		record: Recorder,
		requests?: SharedRequests,
	): Promise<Outputs> {
		const { attempt, context, job, node, policy, run } = this;
		job.sent = sent;
		const subject = this.about(sent.payload);
		const account = job.input instanceof Error ? undefined : job.input.account;
		const isExpectedAccount = policy.account && account && hasSameLogin(policy.account, account);
		const isCancelled = () => this.isCancelled() || (requests?.isCancelled() ?? false);
		const options = {
			policy,
			node,
			...userLimits(context),
			share: requests?.share,
			isCancelled,
		};
		let left = { at: new Date(), ticks: monotonicNow() };
		const make = async (request: Request) =>
			await withRetry(options, async (refusedTokens) => {
				const asked = { ...subject, refusedTokens, isExpectedAccount, isCancelled };
				return await record(async () => {
					left = { at: new Date(), ticks: monotonicNow() };
					const make = async () => this.outputsOf(request);
					return await requestOnce(request.options, asked, make);
				});
			});
		const request = { ...this.request, options: sent.request };
		const answer = policy.pagination
			? readPages(context, request, policy.pagination, sent.payload, async (each) => {
					const items = await make(each);
					const { body, headers = {} } = job.lastAnswer ?? {};
					return { body, headers, items };
				})
			: make(request);
		const open = countOpen(policy, sent.payload);
		const sending = answer
			.catch(async (error) => {
				const mayHaveLeft = isSend(policy.kind) && !(error instanceof Cancelled);
				if (!mayHaveLeft || !mayBeAccepted(kindOf(error))) {
					open.isKnown();
					throw error;
				}
				const { payload, deduplicationKey } = sent;
				const lost = { sent: payload, sentAt: left, deduplicationKey };
				const { found, candidates } = await lookUp(context, policy, lost);
				if (found) return found;
				throw new OutcomeUnknown(error, left.at, payload, candidates);
			})
			.then((answered) => {
				const outputs = answered.map((output) => this.withoutOurNames(output));
				open.isKnown();
				claim(policy, outputs);
				run.accepted.push(...idsIn(policy, outputs));
				// n8n discards the result of a stopped execution, so the ids survive only in its log.
				if (isStopped(context)) run.logOutcomes(context.logger);
				return outputs;
			});
		return await attempt.track(sending);
	}

	/** What n8n makes of a request's answer, wherever that is: n8n throws most of those that are no success. */
	private async outputsOf(request: Request): Promise<Outputs> {
		const { context, job, receive } = this;
		return await context.makeRoutingRequest(request).catch(async (error) => {
			const answer = answerIn(error);
			if (!answer || !receive) throw error;
			return await receive(context, job, answer);
		});
	}

	private about(payload: unknown): FailureContext {
		const { itemIndex, node, policy } = this;
		return { itemIndex, node, payload, policy };
	}
}
