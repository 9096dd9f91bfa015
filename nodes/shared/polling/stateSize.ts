import type { KnownThing, LeftOut, PollState, Snapshot, Unseen } from './types';

/**
 * The most bytes of static data for the things of a trigger: n8n writes all of them with each event, as one JSON.
 * That is enough for some 12,000 things with ids of 36 characters.
 */
export const MAX_BYTES = 1_000_000;

/** The things that fit. */
export interface Selection {
	/** The ids of everything that is stored. */
	kept: Set<string>;
	/** How many things that should be watched are not. */
	unwatched: number;
	leftOut?: LeftOut;
	hasForgotten: boolean;
}

/** A thing that could be stored. */
interface Candidate {
	id: string;
	thing: KnownThing;
	tier: Tier;
	/** Within its tier: the higher, the earlier it is stored. */
	rank: number;
	/** One of those that were listed. */
	snapshot?: Snapshot;
}

/** The priority for storing, from last to first. */
enum Tier {
	/** Known and no longer listed: a deletion may bring it back, or a list was short for once. */
	gone,
	/** It no longer changes. */
	ended,
	/** It can change, and it is unknown whether it has. */
	open,
	/** It can change from its known state. */
	watched,
}

/**
 * Chooses what is stored, by tier, so that things remain watched whatever the order of a list; within a tier the
 * youngest first, and known things before unknown ones.
 * @param shown what the provider has listed
 * @param byId the ids of everything else that is watched
 */
export function select<Cursor>(
	state: PollState<Cursor> | undefined,
	shown: Snapshot[],
	byId: string[],
): Selection {
	const known = state?.things ?? {};
	const watched = new Set([...shown.map(({ id }) => id), ...byId]);
	const gone = Object.keys(known).filter((id) => !watched.has(id));
	const candidates: Candidate[] = [
		...shown.map((snapshot) => ofShown(snapshot, known)),
		...byId.map((id) => ({ id, thing: known[id] ?? { states: [] }, tier: Tier.watched, rank: 0 })),
		...gone.reverse().map((id) => ({ id, thing: known[id], tier: Tier.gone, rank: 0 })),
	];
	const end = firstThatDoesNotFit(candidates);
	if (end === undefined) return ofAll(state, candidates);

	const sorted = candidates.sort((a, b) => b.tier - a.tier || b.rank - a.rank);
	const left = sorted.slice(firstThatDoesNotFit(sorted));
	const missed = left.filter(({ tier }) => tier !== Tier.gone);
	return {
		kept: new Set(sorted.slice(0, sorted.length - left.length).map(({ id }) => id)),
		// Things that are final and can be distinguished from new ones need not be watched.
		unwatched: missed.filter(({ snapshot }) => !snapshot?.final || !snapshot.createdAt).length,
		leftOut: missed.length > 0 ? widened(state?.leftOut, missed) : stillLeftOut(state),
		hasForgotten: true,
	};
}

function ofShown(snapshot: Snapshot, known: Record<string, KnownThing>): Candidate {
	const { id, states, final, createdAt } = snapshot;
	const before = Object.hasOwn(known, id) ? known[id] : undefined;
	const thing = {
		...before,
		states: states.length > 0 ? states : (before?.states ?? []),
		...(final && { final }),
	};
	const hasEnded = before ? before.final : final;
	const openTier = before ? Tier.watched : Tier.open;
	const rank = createdAt ?? (before ? Number.MAX_VALUE : -Number.MAX_VALUE);
	return { id, thing, tier: hasEnded ? Tier.ended : openTier, rank, snapshot };
}

/** The index of the first thing that no longer fits; undefined if all fit. */
function firstThatDoesNotFit(candidates: Array<Pick<Candidate, 'id'> & { thing: unknown }>) {
	let bytes = 0;
	const end = candidates.findIndex(({ id, thing }) => {
		bytes += Buffer.byteLength(`${JSON.stringify(id)}:${JSON.stringify(thing)},`);
		return bytes > MAX_BYTES;
	});
	return end < 0 ? undefined : end;
}

/** The first of the things stored by id, as many as fit. */
export function asManyAsFit<Thing>(things: Record<string, Thing>): Record<string, Thing> {
	const all = Object.entries(things);
	return Object.fromEntries(all.slice(0, firstThatDoesNotFit(all.map(asCandidate))));
}

/** Whether all of these things, by id, fit. */
export const allFit = (things: Array<[id: string, thing: unknown]>): boolean =>
	firstThatDoesNotFit(things.map(asCandidate)) === undefined;

const asCandidate = ([id, thing]: [id: string, thing: unknown]) => ({ id, thing });

const ofAll = <Cursor>(
	state: PollState<Cursor> | undefined,
	candidates: Candidate[],
): Selection => ({
	kept: new Set(candidates.map(({ id }) => id)),
	unwatched: 0,
	leftOut: stillLeftOut(state),
	hasForgotten: state?.hasForgotten ?? false,
});

/** If everything listed is stored, only unlisted things may have been left out before. */
const stillLeftOut = <Cursor>(state?: PollState<Cursor>): LeftOut | undefined =>
	typeof state?.leftOut?.until === 'number' ? state.leftOut : undefined;

function widened(before: LeftOut | undefined, missed: Candidate[]): LeftOut {
	const times = [
		...(before ? [before.until] : []),
		...missed.map(({ snapshot }) => snapshot?.createdAt ?? null),
	];
	const isSure = times.every((time) => time !== null);
	return { until: isSure ? times.reduce((a, b) => Math.max(a, b)) : null };
}

/** What was left out, combined with what was not read of a list. */
export function withUnseen(before?: LeftOut, unseen?: Unseen): LeftOut | undefined {
	if (unseen?.until === undefined) return before;
	if (!before) return { until: unseen.until };
	return { until: before.until === null ? null : Math.max(before.until, unseen.until) };
}

/** When a thing was created, if the time is valid. */
export const withCreationTime = (time: number): Pick<Snapshot, 'createdAt'> =>
	Number.isNaN(time) ? {} : { createdAt: time };

/** Whether a thing may have been left out before, so that it is unknown whether it is new. */
export function mayBeLeftOut({ createdAt }: Snapshot, leftOut?: LeftOut): boolean {
	if (!leftOut) return false;
	return leftOut.until === null || createdAt === undefined || createdAt <= leftOut.until;
}
