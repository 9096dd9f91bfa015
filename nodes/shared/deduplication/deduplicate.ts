import type { IDataObject, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { ageOf, isSurelyYounger, monotonicNow } from '../clock';
import { digest } from '../digest';
import { isStopped } from '../engine/stopped';
import { textOf } from '../json';
import { isSend, kindOf, mayBeAccepted } from '../outcome/classify';
import { OutcomeUnknown, type Earlier, type FailureContext } from '../outcome/failure';
import { lookUp, type LookedUp } from '../outcome/lookup';
import { badInput } from '../parameters/badInput';
import { pause } from '../pause';
import type { Policy, Prepared } from '../policy';
import { Cancelled } from '../rateLimit/retry';
import type { Job } from '../run/job';
import { isTool, type Run } from '../run/run';
import type { Entry } from './boundedStore';
import { hasDeduplicationKey, hashedKey } from './key';
import { callsOf, storeOf, type DeduplicationStore } from './store';

type Outputs = INodeExecutionData[];

/** A send with a key under which it is to be made once. */
export interface KeyedSend {
	/** The deduplication key as its user gave it. A call by an agent has none, and yet is made once. */
	given?: string;
	/** What it is stored by. */
	key: string;
	/** Digest of what is to be sent. */
	content: string;
	/** Digest of the secret that it is sent with, where nothing else tells whose account that is. */
	secret?: string;
	/** What the provider can find it by. */
	fingerprint: string;
	store: Pick<DeduplicationStore, 'unrecorded' | 'find' | 'keep' | 'forget'>;
	reservations: Reservations;
}

/** What the items of a run are about to send. */
class Reservations {
	/** By stored key. */
	readonly contents = new Map<string, Pick<Entry, 'content' | 'secret'> & { item: string }>();
	/** The keys of what looks alike to the provider, by its fingerprint. */
	readonly sameFingerprint = new Map<string, Set<string>>();
}

/** Sends in flight, in all executions of this process. */
const inFlight = new Map<
	string,
	Pick<Entry, 'content' | 'secret'> & { sending: Promise<Outputs> }
>();

/**
 * The send of an item, if it is to be made once: because its user gave it a deduplication key, or because an agent
 * asks for it. The job's input is wrong if the key stands for another message.
 */
export function reserve(
	context: IExecutePaginationFunctions,
	policy: Policy<unknown>,
	job: Job,
	run: Run,
	item: string,
): KeyedSend | undefined {
	const { input } = job;
	if (!isSend(policy.kind)) return undefined;
	if (hasDeduplicationKey(context)) storeOf(context, run);
	if (input instanceof Error || run.sends.has(item)) return undefined;
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
	{ request, payload, deduplicationKey: given, account }: Prepared,
	run: Run,
	item: string,
): KeyedSend | undefined {
	// An agent may ask for the same again after a Wait. What is done in order means another thing by then.
	const isCall = given === undefined && isTool(context) && !policy.sequence;
	if (given === undefined && !isCall) return undefined;
	const { method, url, qs, body } = request;
	const content = digest(method, url, qs, body).slice(0, 32);
	const reservations = run.state(Reservations, () => new Reservations());
	const keyed: KeyedSend = {
		given,
		key:
			given === undefined
				? digest(context.getExecutionId(), item)
				: hashedKey(context, given, account),
		content,
		secret: account?.secret,
		fingerprint: JSON.stringify(policy.findBy?.(payload, payload)),
		store: isCall ? callsOf(context) : storeOf(context, run),
		reservations,
	};
	const { key } = keyed;

	const reservation = reservations.contents.get(key);
	if (reservation && reservation.item !== item) assertSame(context, keyed, reservation);
	else reservations.contents.set(key, { item, content, secret: account?.secret });
	assertSame(context, keyed, inFlight.get(key));
	assertSame(context, keyed, keyed.store.find(key));
	reservations.sameFingerprint.set(
		keyed.fingerprint,
		(reservations.sameFingerprint.get(keyed.fingerprint) ?? new Set()).add(key),
	);
	return keyed;
}

/**
 * No letter may be held back because another one had its key. One that another secret has sent may be that of
 * another account, which may have another text.
 */
function assertSame(
	context: IExecutePaginationFunctions,
	{ given, content, secret }: KeyedSend,
	other?: Pick<Entry, 'content' | 'secret'>,
): void {
	if (!other || other.content === content || other.secret !== secret) return;
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
	const { given, key, content, secret } = keyed;
	const { policy } = subject;
	for (let other = inFlight.get(key); other; other = inFlight.get(key)) {
		assertSame(context, keyed, other);
		const outputs = await unlessStopped(
			context,
			other.sending.catch(() => undefined),
		);
		if (outputs && other.secret === secret) return marked(policy, outputs, true);
	}
	const sending = sendOrRecall(context, subject, keyed, send)
		.then((sent) =>
			given === undefined
				? sent.outputs
				: sent.outputs.flatMap((output) => marked(policy, [output], sent.isRepeat(output))),
		)
		.finally(() => inFlight.delete(key));
	inFlight.set(key, { content, secret, sending });
	return await sending;
}

/** What came of a send, and which of it was there before. */
interface Sent {
	outputs: Outputs;
	isRepeat(output: INodeExecutionData): boolean;
}

const repeated = (outputs: Outputs): Sent => ({ outputs, isRepeat: () => true });

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
): Promise<Sent> {
	const { key, content, secret, store } = keyed;
	const { policy } = subject;
	const before = store.find(key);
	const isOurs = before?.secret === secret;
	assertSame(context, keyed, before);
	if (before?.outputs && isOurs) return repeated(givenOut(before.outputs, before.ids));
	let at = before?.at ?? store.unrecorded?.since;
	const note = (entry: Pick<Entry, 'at' | 'outputs' | 'ids'>) =>
		store.keep(key, { content, ...(secret && { secret }), ...entry });
	// What may have been sent before stays so, whatever becomes of another try.
	const forget = () => (before ? store.keep(key, before) : store.forget(key));
	const keep = (outputs: Outputs) => {
		const ids = policy.acceptedIds?.(outputs);
		const isRefused = (output: INodeExecutionData) => policy.refusedPart?.(output) !== undefined;
		// The provider took the request, and none of what is in it.
		if (outputs.length > 0 && outputs.every(isRefused)) return forget();
		// A success that names nothing does not tell what was accepted.
		const isNamed = ids === undefined || ids.length > 0;
		note({ at: at!, ...(isNamed && { outputs: outputs.map(({ json }) => json), ids }) });
	};

	if (at !== undefined && !isKnownAgain(policy, at)) {
		const { found, candidates } = await findBefore(context, subject, keyed, at);
		if (!found) {
			const how = earlier(keyed, before);
			throw new OutcomeUnknown(undefined, new Date(at), subject.payload, candidates, how);
		}
		keep(found);
		return repeated(found);
	}

	const sending = send(async (request) => {
		at = before?.at ?? Date.now();
		// Before it leaves, for a stop may come before its answer, and then this is what n8n saves.
		note({ at });
		return await request().catch((error) => {
			if (!mayBeAccepted(kindOf(error))) forget();
			throw error;
		});
	});
	const outputs = await sending.catch((error) => {
		if (error instanceof OutcomeUnknown) note({ at: before?.at ?? error.sentAt.getTime() });
		else forget();
		throw error;
	});
	keep(outputs);
	return { outputs, isRepeat: (output) => policy.isRepeat?.(output) ?? false };
}

/** What the provider knows again needs no asking: it is sent once, however often it arrives while it is known. */
const isKnownAgain = ({ kind, keyLife = Infinity }: Policy<unknown>, at: number) =>
	kind === 'idempotentSend' && (keyLife === Infinity || isSurelyYounger(at, keyLife));

/** How it is known that a send may have been made before. */
function earlier({ given, secret, store }: KeyedSend, before?: Entry): Earlier {
	if (!before) return store.unrecorded!.how;
	if (given === undefined) return 'called';
	return before.secret === secret ? 'recorded' : 'other secret';
}

/** How long before this moment a send is asked for of which the time is not known: 14 days, as n8n keeps executions. */
const LONG_AGO = 14 * 24 * 60 * 60 * 1000;

/** Asks for a send of which no answer is known. What looks alike to the provider can't be told apart. */
async function findBefore(
	context: IExecutePaginationFunctions,
	{ policy, payload }: FailureContext,
	{ fingerprint, given, reservations }: KeyedSend,
	at: number,
): Promise<LookedUp> {
	const isAlone = reservations.sameFingerprint.get(fingerprint)?.size === 1;
	const lost = {
		sent: payload,
		sentAt: { ticks: monotonicNow() - (ageOf(at) ?? LONG_AGO) },
		deduplicationKey: isAlone ? given : undefined,
	};
	return await lookUp(context, policy, lost);
}

/** What is left of what the first send gave out: after many others, no more than the ids. */
const givenOut = (outputs: IDataObject[], acceptedIds: string[] = []): Outputs =>
	(outputs.length > 0 ? outputs : [{ acceptedIds }]).map((json) => ({ json }));

/**
 * The mark by which a workflow can tell what was sent now from what was sent before. It stands right behind the id,
 * for that is what is read together with it.
 */
const marked = (policy: Policy<unknown>, outputs: Outputs, alreadySent: boolean): Outputs =>
	outputs.map((output) => {
		const [id] = policy.acceptedIds?.([output]) ?? [];
		const json = (alreadySent && policy.repeated?.(output.json)) || output.json;
		const fields = Object.entries(json).filter(([name]) => name !== 'alreadySent');
		const place =
			1 +
			Math.max(
				0,
				fields.findIndex(([, value]) => id !== undefined && textOf(value) === id),
			);
		fields.splice(place, 0, ['alreadySent', alreadySent]);
		return { ...output, json: Object.fromEntries(fields) };
	});
