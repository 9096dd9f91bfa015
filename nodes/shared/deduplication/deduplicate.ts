import type { IDataObject, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { digest } from '../digest';
import { isStopped } from '../engine/stopped';
import { isSend, kindOf, mayBeAccepted } from '../outcome/classify';
import { OutcomeUnknown, type FailureContext } from '../outcome/failure';
import { lookUp, type LookedUp } from '../outcome/lookup';
import { badInput } from '../parameters/badInput';
import { pause } from '../pause';
import type { Policy, Prepared } from '../policy';
import { Cancelled } from '../rateLimit/retry';
import type { Job } from '../run/job';
import type { Run } from '../run/run';
import { hashedKey } from './key';
import { storeOf, type DeduplicationStore } from './store';

type Outputs = INodeExecutionData[];

/** A send with a deduplication key, under which it is to be made once. */
export interface KeyedSend {
	/** The key as its user gave it. */
	given: string;
	/** What it is stored by. */
	key: string;
	/** Digest of what is to be sent. */
	content: string;
	/** What the provider can find it by. */
	fingerprint: string;
	store: DeduplicationStore;
	reservations: Reservations;
}

/** What the items of a run are about to send. */
class Reservations {
	/** By stored key. */
	readonly contents = new Map<string, { item: string; content: string }>();
	/** The keys of what looks alike to the provider, by its fingerprint. */
	readonly sameFingerprint = new Map<string, Set<string>>();
}

/** Sends in flight, in all executions of this process. */
const inFlight = new Map<string, { content: string; sending: Promise<Outputs> }>();

/**
 * The send of an item, if its user gave it a deduplication key. The job's input is wrong if the key stands for
 * another message.
 */
export function reserve(
	context: IExecutePaginationFunctions,
	policy: Policy<unknown>,
	job: Job,
	run: Run,
	item: string,
): KeyedSend | undefined {
	const { input } = job;
	if (!isSend(policy.kind) || input instanceof Error || run.sends.has(item)) return undefined;
	try {
		return reserved(context, policy, input, run, item);
	} catch (reason) {
		job.input = reason as Error;
		return undefined;
	}
}

/** @throws NodeOperationError if the key stands for another message */
function reserved(
	context: IExecutePaginationFunctions,
	policy: Policy<unknown>,
	{ request, payload, deduplicationKey: given }: Prepared,
	run: Run,
	item: string,
): KeyedSend | undefined {
	if (given === undefined) return undefined;
	const key = hashedKey(context, given);
	const { method, url, qs, body } = request;
	const content = digest(method, url, qs, body).slice(0, 32);
	const reservations = run.state(Reservations, () => new Reservations());
	const fingerprint = JSON.stringify(policy.findBy?.(payload, payload));
	const keyed = { given, key, content, fingerprint, store: storeOf(context, run), reservations };

	const reservation = reservations.contents.get(key);
	if (reservation && reservation.item !== item) assertSame(context, keyed, reservation.content);
	else reservations.contents.set(key, { item, content });
	assertSame(context, keyed, inFlight.get(key)?.content);
	assertSame(context, keyed, keyed.store.find(key)?.content);
	reservations.sameFingerprint.set(
		fingerprint,
		(reservations.sameFingerprint.get(fingerprint) ?? new Set()).add(key),
	);
	return keyed;
}

/** No letter may be held back because another one had its key. */
function assertSame(
	context: IExecutePaginationFunctions,
	{ given, content }: KeyedSend,
	other: string | undefined,
): void {
	if (other === undefined || other === content) return;
	throw badInput(
		context,
		`The deduplication key '${given}' stands for another message already`,
		'This one differs from it, be it in a word, and was not sent. Give each message a key of its own, and take out of its content what changes from time to time, such as the hour.',
	);
}

/**
 * Makes a send under its key, or gives out what became of it when it was made before: in this run,
 * in another execution that is running, or in one that is recorded. Where only that it may have been
 * sent is known, the provider is asked; if it can't tell, nothing is sent.
 * @param send makes the request through the function that it is given
 */
export async function sendOnce(
	context: IExecutePaginationFunctions,
	subject: FailureContext,
	keyed: KeyedSend | undefined,
	send: (record: Recorder) => Promise<Outputs>,
): Promise<Outputs> {
	if (!keyed) return await send(async (request) => await request());
	const { key, content } = keyed;
	for (let other = inFlight.get(key); other; other = inFlight.get(key)) {
		assertSame(context, keyed, other.content);
		const outputs = await unlessStopped(
			context,
			other.sending.catch(() => undefined),
		);
		if (outputs) return marked(outputs, true);
	}
	const sending = sendOrRecall(context, subject, keyed, send).finally(() => inFlight.delete(key));
	inFlight.set(key, { content, sending });
	return await sending;
}

/**
 * What another send comes to.
 * @throws Cancelled if the execution is stopped before
 */
async function unlessStopped<T>(context: IExecutePaginationFunctions, sending: Promise<T>) {
	let isOver = false;
	const over = sending.finally(() => (isOver = true));
	const stopped = pause(Infinity, () => isOver || isStopped(context));
	await Promise.race([over, stopped]);
	if (!isOver) throw new Cancelled();
	return await over;
}

/** What a request goes through on its way to the provider, so that it is recorded before it leaves. */
export type Recorder = <T>(request: () => Promise<T>) => Promise<T>;

async function sendOrRecall(
	context: IExecutePaginationFunctions,
	subject: FailureContext,
	keyed: KeyedSend,
	send: (record: Recorder) => Promise<Outputs>,
): Promise<Outputs> {
	const { key, content, store } = keyed;
	const { policy } = subject;
	const before = store.find(key);
	if (before) assertSame(context, keyed, before.content);
	if (before?.outputs) return marked(givenOut(before.outputs, before.ids), true);
	let at = before?.at ?? store.since;
	const keep = (outputs: Outputs) => {
		const ids = policy.acceptedIds?.(outputs);
		// The provider took the request, and none of what is in it.
		if (ids?.length === 0) store.forget(key);
		else store.keep(key, { at: at!, content, outputs: outputs.map(({ json }) => json), ids });
	};

	// What the provider knows again needs no asking: it is sent once, however often it arrives.
	if (at !== undefined && policy.kind !== 'idempotentSend') {
		const { found, candidates } = await findBefore(context, subject, keyed, at);
		if (!found) {
			const how = before ? 'recorded' : 'cut off';
			throw new OutcomeUnknown(undefined, new Date(at), subject.payload, candidates, how);
		}
		keep(found);
		return marked(found, true);
	}

	const sending = send(async (request) => {
		at = Date.now();
		// Before it leaves, for a stop may come before its answer, and then this is what n8n saves.
		store.keep(key, { at, content });
		return await request().catch((error) => {
			if (!mayBeAccepted(kindOf(error))) store.forget(key);
			throw error;
		});
	});
	const outputs = await sending.catch((error) => {
		if (error instanceof OutcomeUnknown) store.keep(key, { at: error.sentAt.getTime(), content });
		else store.forget(key);
		throw error;
	});
	keep(outputs);
	return outputs.flatMap((output) => marked([output], policy.isRepeat?.(output) ?? false));
}

/** Asks for a send of which no answer is known. What looks alike to the provider can't be told apart. */
async function findBefore(
	context: IExecutePaginationFunctions,
	{ policy, payload }: FailureContext,
	{ fingerprint, given, reservations }: KeyedSend,
	at: number,
): Promise<LookedUp> {
	const isAlone = reservations.sameFingerprint.get(fingerprint)?.size === 1;
	if (Number.isNaN(at)) return { candidates: [] };
	const lost = {
		sent: payload,
		sentAt: new Date(at),
		deduplicationKey: isAlone ? given : undefined,
	};
	return await lookUp(context, policy, lost);
}

/** What is left of what the first send gave out: after many others, no more than the ids. */
const givenOut = (outputs: IDataObject[], acceptedIds: string[] = []): Outputs =>
	(outputs.length > 0 ? outputs : [{ acceptedIds }]).map((json) => ({ json }));

/** The mark by which a workflow can tell what was sent now from what was sent before. */
const marked = (outputs: Outputs, alreadySent: boolean): Outputs =>
	outputs.map((output) => ({ ...output, json: { ...output.json, alreadySent } }));
