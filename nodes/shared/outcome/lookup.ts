import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { BoundedMap, BoundedSet } from '../bounded';
import { endingAt, monotonicNow } from '../clock';
import { isStopped } from '../engine/stopped';
import { pause } from '../pause';
import type { Candidate, EarlierSearches, Instant, Policy } from '../policy';
import { idsIn } from './acceptedIds';
import { standsIn } from './reference';

/** A send whose answer was lost. */
export interface LostSend {
	/** The payload of the request. */
	sent: unknown;
	/** When it left, or since when it may have left. */
	sentAt: Instant;
	/** The user's own reference of the message. */
	deduplicationKey?: string;
}

/** The result of a lookup. */
export interface LookedUp {
	/** The items that the lost answer would have given: the provider has the message. */
	found?: INodeExecutionData[];
	/** Similar messages, if none is a certain match. Finding none proves nothing. */
	candidates: Candidate[];
}

/** The most accepted sends that are remembered. */
const MAX_REMEMBERED = 10_000;

/** The ids that were accepted for sends of this process: each is the answer to one send only. */
const claimed = new BoundedSet<string>(MAX_REMEMBERED);

const idsOf = (policy: Policy<unknown>, outputs: INodeExecutionData[]) => {
	const acceptedIds = () => policy.claimedIds?.(outputs) ?? policy.acceptedIds?.(outputs) ?? [];
	return idsIn({ acceptedIds }, outputs).map((id) => `${policy.errors.service} ${id}`);
};

/** Remembers the result of a send, so that it is not mistaken for another one. */
export function claim(policy: Policy<unknown>, outputs: INodeExecutionData[]): void {
	for (const id of idsOf(policy, outputs)) claimed.add(id);
}

/** How many sends of this process are in flight, or of unknown outcome, by fingerprint. */
const open = new BoundedMap<string, number>(MAX_REMEMBERED);

const fingerprintOf = (policy: Policy<unknown>, sent: unknown) =>
	JSON.stringify([policy.errors.service, policy.findBy?.(sent, sent)]);

/** Counts a send as open until its outcome is known: permanently, if it never becomes known. */
export function countOpen(policy: Policy<unknown>, sent: unknown): { isKnown: () => void } {
	const fingerprint = fingerprintOf(policy, sent);
	const count = (by: number) => open.set(fingerprint, (open.get(fingerprint) ?? 0) + by);
	count(1);
	return { isKnown: () => void count(-1) };
}

/** How long the last attempt may take, in milliseconds. */
const LAST_ATTEMPT = 15_000;

/** How many windows it may wait besides, where the provider counts requests in one: other items may be before it. */
const WINDOWS = 10;

/**
 * Looks up a send whose answer was lost, if the provider offers that. A match counts only if it can't be any other
 * message, and if it is the only one. If a certain match is impossible, there is one lookup: its result is for the
 * user to judge. The pauses between the attempts say how long it takes, however slowly the provider answers.
 */
export async function lookUp(
	context: IExecutePaginationFunctions,
	policy: Policy<unknown>,
	lost: LostSend,
): Promise<LookedUp> {
	const { kind, lookup } = policy;
	const isCancelled = () => isStopped(context);
	if (!lookup) return { candidates: [] };
	const isNamed = standsIn(lost.deduplicationKey, lookup.comparedText?.(lost.sent));
	// Sends with the same fingerprint can't be distinguished, so one might be mistaken for the other.
	const isAlone = (open.get(fingerprintOf(policy, lost.sent)) ?? 0) < 2;
	const isProvable = (isNamed || lookup.hasOwnProof) && (isAlone || kind === 'idempotentSend');
	const isFree = ({ outputs }: Candidate) =>
		// The provider's key identifies one message, however often it is requested.
		kind === 'idempotentSend' || !idsOf(policy, outputs).some((id) => claimed.has(id));

	const pauses = [...((isProvable && lookup.pauses?.(context, lost.sent)) || [0])];
	const lastAt = pauses.reduce((sum, each) => sum + each, monotonicNow());
	const queue = WINDOWS * (policy.rateLimit.window?.milliseconds ?? 0);
	const end = lastAt + LAST_ATTEMPT + queue;
	const searching = endingAt(context, end);
	let candidates: Candidate[] = [];
	const earlier: EarlierSearches = {};
	for (const milliseconds of pauses) {
		await pause(Math.min(milliseconds, lastAt - monotonicNow()), isCancelled);
		const isLast = monotonicNow() >= lastAt;
		const look = lookup.search.call(searching, lost.sent, lost.sentAt, earlier);
		candidates = (await look.catch(() => candidates)).filter(isFree);
		const proven = candidates.filter(({ isProven = isNamed }) => isProvable && isProven);
		if (proven.length === 1) {
			claim(policy, proven[0].outputs);
			return { found: proven[0].outputs, candidates: [] };
		}
		if (proven.length > 1 || isLast || isCancelled()) break;
	}
	return { candidates };
}
