import type { IDataObject, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { ageOf, isSurelyYounger, monotonicNow } from '../clock';
import { digest } from '../digest';
import { isStopped } from '../engine/stopped';
import { isObject, objectsIn, textOf } from '../json';
import { idsIn } from '../outcome/acceptedIds';
import { Cancelled } from '../outcome/cancelled';
import { isSend, kindOf, mayBeAccepted } from '../outcome/classify';
import { OutcomeUnknown, type PriorSendReason, type FailureContext } from '../outcome/failure';
import { lookUp, type LookedUp } from '../outcome/lookup';
import { badInput } from '../parameters/badInput';
import { pause } from '../pause';
import type { Policy, Prepared } from '../policy';
import type { Job } from '../run/job';
import { isTool, type Run } from '../run/run';
import type { Entry } from './boundedStore';
import { hasDeduplicationKey, hashedKey } from './key';
import { callsOf, storeOf, type DeduplicationStore } from './store';

type Outputs = INodeExecutionData[];

/** A send with a key under which it is made only once. */
export interface KeyedSend {
	/** The deduplication key from the user. A call by an agent has none, but is still made only once. */
	given?: string;
	/** The key under which it is stored. */
	key: string;
	/** Digest of what is to be sent. */
	content: string;
	/** Digest of the secret that it is sent with, if nothing else identifies the account. */
	secret?: string;
	/** How the provider can find it. */
	fingerprint: string;
	store: Pick<DeduplicationStore, 'unrecorded' | 'find' | 'keep' | 'forget'>;
	reservations: Reservations;
}

/** The sends that the items of a run are about to make. */
class Reservations {
	/** By stored key. */
	readonly contents = new Map<string, Pick<Entry, 'content' | 'secret'> & { item: string }>();
	/** The keys of sends that look the same to the provider, by fingerprint. */
	readonly sameFingerprint = new Map<string, Set<string>>();
}

/** Sends in flight, across all executions of this process. */
const inFlight = new Map<
	string,
	Pick<Entry, 'content' | 'secret'> & { sending: Promise<Outputs> }
>();

/**
 * The send of an item, if it has to be made only once: because the user gave it a deduplication key, or because an
 * agent requests it. The job's input is invalid if the key belongs to another message.
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

/** @throws NodeOperationError if the key belongs to another message */
function reserved(
	context: IExecutePaginationFunctions,
	policy: Policy<unknown>,
	{ request, payload, deduplicationKey: given, account }: Prepared,
	run: Run,
	item: string,
): KeyedSend | undefined {
	// An agent may repeat a call after a Wait. If the order of calls matters, the repeated call means something else.
	const isAnother = policy.sequence !== undefined || policy.changesState === true;
	const isCall = given === undefined && isTool(context) && !isAnother;
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
	assertSame(context, keyed, keyed.store.find(key), policy);
	reservations.sameFingerprint.set(
		keyed.fingerprint,
		(reservations.sameFingerprint.get(keyed.fingerprint) ?? new Set()).add(key),
	);
	return keyed;
}

/**
 * A letter must not be suppressed because another one had its key. A send with another secret may belong to another
 * account, which may have another text.
 * @param other what has the key
 * @param recordedBy the policy, if the other one is over: without outputs, its outcome is unknown
 */
function assertSame(
	context: IExecutePaginationFunctions,
	{ given, content, secret }: KeyedSend,
	other?: Pick<Entry, 'content' | 'secret' | 'outputs'>,
	recordedBy?: Pick<Policy, 'errors'>,
): void {
	if (!other || other.content === content || other.secret !== secret) return;
	const isUnsure = recordedBy && !other.outputs;
	const toDo = isUnsure
		? `Before you send this one under another key, check at ${recordedBy.errors.service} whether the other one arrived.`
		: 'Give each message a key of its own, and take out of its content what changes from time to time, such as the hour.';
	throw badInput(
		context,
		`The deduplication key '${given}' stands for another message already${isUnsure ? ', which may have been sent' : ''}`,
		`This one differs from it, be it in a word, and was not sent. ${toDo}`,
	);
}

/**
 * Makes a send under its key, or returns the result of an earlier one: in this run, in another running execution, or
 * in the records. If it is only known that it may have been sent, the provider is asked; if that brings no answer,
 * nothing is sent.
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

/** The result of a send, and which of its ids had been sent before. */
interface Sent {
	outputs: Outputs;
	isRepeat(output: INodeExecutionData): boolean;
}

const repeated = (outputs: Outputs): Sent => ({ outputs, isRepeat: () => true });

/**
 * The result of a concurrent send.
 * @throws Cancelled if the execution is stopped before that
 */
async function unlessStopped<T>(context: IExecutePaginationFunctions, sending: Promise<T>) {
	let isOver = false;
	const over = sending.finally(() => (isOver = true));
	const stopped = pause(Infinity, () => isOver || isStopped(context));
	await Promise.race([over, stopped]);
	if (!isOver) throw new Cancelled();
	return await over;
}

/** Wraps a request on its way to the provider, so that it is recorded before it leaves. */
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
	assertSame(context, keyed, before, policy);
	if (before?.outputs && isOurs) return repeated(givenOut(before.outputs, before.ids));
	let at = before?.at ?? store.unrecorded?.since;
	const note = (entry: Pick<Entry, 'at' | 'outputs' | 'ids'>) =>
		store.keep(key, { content, ...(secret && { secret }), ...entry });
	// If it may have been sent before, that stays true whatever happens to another attempt.
	const forget = () => (before ? store.keep(key, before) : store.forget(key));
	const keep = (outputs: Outputs) => {
		const ids = policy.acceptedIds && idsIn(policy, outputs);
		const isRefused = (output: INodeExecutionData) =>
			policy.refusedPart?.(output) !== undefined || policy.isRefusal?.(output);
		// The provider accepted the request, but nothing in it.
		if (outputs.length > 0 && outputs.every(isRefused)) return forget();
		// A success without an id does not show what was accepted.
		const isNamed = ids === undefined || ids.length > 0;
		note({ at: at!, ...(isNamed && { outputs: outputs.map(({ json }) => json), ids }) });
	};

	if (at !== undefined && !isKnownAgain(policy, at)) {
		const { found, candidates } = await findBefore(context, subject, keyed, at);
		if (!found) {
			const how = priorSendReason(keyed, before);
			throw new OutcomeUnknown(undefined, new Date(at), subject.payload, candidates, how);
		}
		keep(found);
		return repeated(found);
	}

	const sending = send(async (request) => {
		at = before?.at ?? Date.now();
		// Before it leaves: if a stop comes before the answer, this is what n8n saves.
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

/** No lookup is needed for what the provider recognizes: it acts on it once, for as long as it knows the key. */
const isKnownAgain = ({ kind, keyLife = Infinity }: Policy<unknown>, at: number) =>
	kind === 'idempotentSend' && (keyLife === Infinity || isSurelyYounger(at, keyLife));

/** How it is known that a send may have been made before. */
function priorSendReason({ given, secret, store }: KeyedSend, before?: Entry): PriorSendReason {
	if (!before) return store.unrecorded!.how;
	if (given === undefined) return 'called';
	return before.secret === secret ? 'recorded' : 'other secret';
}

/** How far back a lookup goes for a send of unknown time: 14 days, for which n8n keeps executions. */
const LONG_AGO = 14 * 24 * 60 * 60 * 1000;

/** Looks up a send without a known answer. Sends that look the same to the provider can't be distinguished. */
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

/** The remaining outputs of the first send: after many other sends, only the ids. */
const givenOut = (outputs: IDataObject[], acceptedIds: string[] = []): Outputs =>
	(outputs.length > 0 ? outputs : [{ acceptedIds }]).map((json) => ({ json }));

/**
 * The field that tells a workflow whether the message was sent now or before. It comes right after the id, because
 * the two are read together.
 */
const marked = (policy: Policy<unknown>, outputs: Outputs, isRepeat: boolean): Outputs =>
	outputs.map((output) => {
		const alreadySent = isRepeat && !policy.isRefusal?.(output);
		const ids = idsIn(policy, [output]);
		const json = (alreadySent && policy.repeated?.(output.json)) || output.json;
		const fields = Object.entries(json).filter(([name]) => name !== 'alreadySent');
		const { delivery } = json;
		const idOfMessage = isObject(delivery) ? textOf(delivery.id) : '';
		const place = fields.findIndex(([, value]) => isId(value, [idOfMessage, ...ids]));
		fields.splice(Math.max(0, place) + 1, 0, ['alreadySent', alreadySent]);
		return { ...output, json: Object.fromEntries(fields) };
	});

/** Whether a field is one of the ids, or lists what has them. */
const isId = (value: unknown, ids: string[]): boolean =>
	Array.isArray(value)
		? objectsIn(value).some((entry) => Object.values(entry).some((each) => isId(each, ids)))
		: textOf(value) !== '' && ids.includes(textOf(value));
