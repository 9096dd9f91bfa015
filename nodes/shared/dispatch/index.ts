import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { asProviderError } from '../answer/providerError';
import {
	failedItem,
	failureOf,
	nameOthers,
	refusedInPart,
	stoppedBefore,
	surelyNotSent,
	Unanswered,
	type Subject,
} from './failure';
import { readPages } from './pages';
import type { Policy } from './policy';
import { refusalOf } from './prepare';
import { Halted, inTurn } from './repeat';
import { itemCount, itemKey, runOf, type Run, type Try } from './run';
import { tracesOf } from './traces';
import { userPace } from './userPace';
import { isSpacedByUser, isStoppedByUser } from './userWill';
import { isSend, mayBeAccepted, verdictOf } from './verdict';

type Request = DeclarativeRestApiSettings.ResultOptions;
type Outputs = INodeExecutionData[];

/**
 * How a declared request leaves. It stands where n8n's routing has its pagination function, so that
 * every request of an operation passes through it. What it promises:
 *
 * - Pace: no more requests at once, and no faster, than `policy.pace` and the provider's 429 allow.
 * - Once: what was accepted is never sent again in the same run, however often n8n runs the node.
 * - Safe retry: only what surely changed nothing is repeated, or what the provider knows again.
 * - Unknown outcome: a send whose answer was lost is asked for, or reported as "may have been sent".
 * - Stop: after a stop or a failure nothing more is sent, and the failure names what was accepted.
 * - Link: every output, good or failed, knows its input item.
 */
export function dispatch(policy: Policy) {
	return async function (this: IExecutePaginationFunctions, request: Request): Promise<Outputs> {
		const itemIndex = this.getItemIndex();
		const subject = { policy, node: this.getNode(), request: request.options, itemIndex };
		const continues = this.continueOnFail();
		const refusal = refusalOf(request.options);

		const run = runOf(this);
		const item = itemKey(this, request.options);
		const currentTry = run.enter(item, itemCount(this));
		// Bad input anywhere stops the run before its first request, unless the user wants the rest.
		if (refusal && !continues) currentTry.isStopped = true;
		if (!continues && !isSpacedByUser(this)) await currentTry.gathered();

		try {
			if (refusal) throw refusal;
			const send = async () => await deliver(this, request, { ...subject, item }, run, currentTry);
			const outputs = await (isSend(policy.kind) ? once(run, item, send) : send());
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
			if (isStopped) run.logOutcomes(this.logger);
			if (continues) return [failedItem(failure, itemIndex)];
			currentTry.isStopped = true;
			await currentTry.settled();
			throw nameOthers(failure, run.accepted, run.suspectedBut(item));
		}
	};
}

/** Sends an item, or hands out again what became of it when it was sent before in this run. */
async function once(run: Run, item: string, send: () => Promise<Outputs>): Promise<Outputs> {
	const before = run.sends.get(item);
	if (before) return await before;
	const sending = send();
	run.sends.set(item, sending);
	await sending.catch((error) => {
		if (!(error instanceof Unanswered)) run.sends.delete(item);
	});
	return await sending;
}

/** Makes the request in its turn, and finds out what it can if its outcome is unknown. */
async function deliver(
	context: IExecutePaginationFunctions,
	request: Request,
	subject: Subject & { item: string },
	run: Run,
	currentTry: Try,
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
			return await context.makeRoutingRequest(options).catch((error) => {
				throw asProviderError(error, node, policy.errors, subject.itemIndex);
			});
		});
	const asked = policy.paging ? readPages(context, request, policy.paging, make) : make(request);
	const sending = asked
		.catch(async (error) => {
			const mayHaveLeft = isSend(policy.kind) && !(error instanceof Halted);
			if (!mayHaveLeft || !mayBeAccepted(verdictOf(error))) throw error;
			// Noted before the request counts as settled: another item's failure may have to name it.
			return await askFor(context, subject, new Unanswered(error, sentAt)).catch((outcome) => {
				const { policy, request: sent, item } = subject;
				if (outcome instanceof Unanswered) run.suspected.set(item, tracesOf(policy, sent, sentAt));
				if (isStoppedByUser(context)) run.logOutcomes(context.logger);
				throw outcome;
			});
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
	const { policy, request } = subject;
	const found = await policy.question?.call(context, request, lost.sentAt).catch(() => undefined);
	if (found === 'not sent') throw surelyNotSent(subject);
	if (found === undefined) throw lost;
	return found;
}
