import {
	sleep,
	type DeclarativeRestApiSettings,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { assertEngine } from '../engine/probe';
import { attempt } from './attempt';
import {
	failedItem,
	failureOf,
	nameOthers,
	NotThere,
	refusedInPart,
	stoppedBefore,
	findByOf,
	Unanswered,
	type Subject,
} from './failure';
import { nameSend, sendNamed, type Watch } from './oncePer';
import { readPages } from './pages';
import type { Policy, RequestOptions } from './policy';
import { noteDeparture, refusalOf } from './prepare';
import { wasSent } from './question';
import { Halted, inTurn } from './repeat';
import { itemCount, itemKey, runOf, type Run, type Try } from './run';
import { userPace } from './userPace';
import { isSpacedByUser, isStoppedByUser, sharingRules } from './userWill';
import { isSend, mayBeAccepted, verdictOf } from './verdict';

type Request = DeclarativeRestApiSettings.ResultOptions;
type Outputs = INodeExecutionData[];

/**
 * How a declared request leaves. It stands where n8n's routing has its pagination function, so that
 * every request of an operation passes through it. What it promises:
 *
 * - Pace: no more requests at once, and no faster, than `policy.pace` and the provider's 429 allow.
 * - Once: what was accepted is never sent again in the same run, however often n8n runs the node; under
 *   a reference of the user's, in other executions neither.
 * - Safe retry: only what surely changed nothing is repeated, or what the provider knows again.
 * - Unknown outcome: a send whose answer was lost is asked for, or reported as "may have been sent".
 * - Stop: after a stop or a failure nothing more is sent, and the failure names what was accepted.
 * - Gathering: items that may share a request share it, and each still gets its own outputs.
 * - Link: every output, good or failed, knows its input item.
 */
export function dispatch(policy: Policy) {
	return async function (this: IExecutePaginationFunctions, request: Request): Promise<Outputs> {
		const itemIndex = this.getItemIndex();
		const subject = { policy, node: this.getNode(), request: request.options, itemIndex };
		const continues = this.continueOnFail();

		const run = runOf(this);
		const item = itemKey(this, request.options);
		const named = nameSend(this, policy, request.options, run, item);
		const refusal = refusalOf(request.options);
		const currentTry = run.enter(item, itemCount(this));
		// Bad input anywhere stops the run before its first request, unless the user wants the rest.
		if (refusal && !continues) currentTry.isStopped = true;
		if (!continues && !isSpacedByUser(this)) await currentTry.gathered();

		const post = async (options: RequestOptions, watch: Watch) => {
			noteDeparture(request.options, options);
			const sent = { ...subject, request: options };
			return await deliver(this, { ...request, options }, sent, run, currentTry, watch);
		};
		try {
			if (refusal) throw refusal;
			const sharing = sharingRules(this, policy);
			const leave = async (watch: Watch) =>
				sharing
					? run.gathering.send({ context: this, request: request.options, watch, post }, sharing)
					: post(request.options, watch);
			const send = async () => {
				if (isSend(policy.kind)) await assertEngine(this, request);
				return await sendNamed(this, subject, named, leave);
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
			const isStopped = error instanceof Halted && isStoppedByUser(this);
			// Another item failed, and speaks for the run.
			if (error instanceof Halted && !isStopped) return [];
			const failure = isStopped ? stoppedBefore(subject) : failureOf(error, subject);
			if (isStoppedByUser(this)) run.logOutcomes(this.logger);
			if (continues) return [failedItem(failure, itemIndex)];
			currentTry.isStopped = true;
			await currentTry.settled();
			// What has settled reaches the items that shared it within this turn of the loop.
			await sleep(0);
			throw nameOthers(failure, run.accepted, run.suspectedBut(item));
		}
	};
}

/** Sends an item, or hands out again what became of it when it was sent before in this run. */
async function once(
	run: Run,
	item: string,
	subject: Subject,
	send: () => Promise<Outputs>,
): Promise<Outputs> {
	const before = run.sends.get(item);
	if (before) return await before;
	const sending = send();
	run.sends.set(item, sending);
	await sending.catch((error) => {
		if (error instanceof Unanswered) run.suspected.set(item, findByOf(subject, error));
		else run.sends.delete(item);
	});
	return await sending;
}

/** Makes the request in its turn, and finds out what it can if its outcome is unknown. */
async function deliver(
	context: IExecutePaginationFunctions,
	request: Request,
	subject: Subject,
	run: Run,
	currentTry: Try,
	watch: Watch,
): Promise<Outputs> {
	const { policy, node } = subject;
	const conditions = {
		policy,
		node,
		...userPace(context),
		isHalted: () => currentTry.isStopped || isStoppedByUser(context),
	};
	let sentAt = new Date();
	const make = async (options: Request) =>
		await inTurn(conditions, async () => {
			sentAt = new Date();
			return await watch(async () =>
				attempt(options.options, subject, async () => await context.makeRoutingRequest(options)),
			);
		});
	const asked = policy.paging ? readPages(context, request, policy.paging, make) : make(request);
	const sending = asked
		.catch(async (error) => {
			const mayHaveLeft = isSend(policy.kind) && !(error instanceof Halted);
			if (!mayHaveLeft || !mayBeAccepted(verdictOf(error))) throw error;
			return await askFor(context, subject, new Unanswered(error, sentAt, request.options));
		})
		.then((outputs) => {
			run.accepted.push(...(policy.acceptedIds?.(outputs) ?? []));
			// n8n drops what a stopped execution comes to, so its log is where the ids survive.
			if (isStoppedByUser(context)) run.logOutcomes(context.logger);
			return outputs;
		});
	return await currentTry.whileUnderWay(sending);
}

/** Asks the provider, if it can be asked, what became of a send whose answer was lost. */
async function askFor(
	context: IExecutePaginationFunctions,
	subject: Subject,
	lost: Unanswered,
): Promise<Outputs> {
	const found = await wasSent(context, subject, lost.sentAt);
	if (found === 'notSent') throw new NotThere();
	if (found === undefined) throw lost;
	return found;
}
