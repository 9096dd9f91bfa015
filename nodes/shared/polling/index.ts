import {
	NodeOperationError,
	type INodeExecutionData,
	type INodeProperties,
	type IPollFunctions,
} from 'n8n-workflow';

import { accountOf, type AccountPolicy } from '../account';
import { endingAt, monotonicNow } from '../clock';
import { eventIdOf } from '../eventId';
import { withoutNames } from '../json';
import { Cancelled } from '../outcome/cancelled';
import { assertParameters } from '../parameters/assertParameters';
import { choiceIn } from '../parameters/parameter';
import { logStartOver, today } from './startOver';
import { fetchTogether, fetchWatched } from './fetch';
import { memoryOf, type ProcessMemory } from './processMemory';
import { mergedEmission, mayCrashAgain, withEmission, withRedelivery } from './redelivery';
import { digestOf, isSame, keptState, knownFrom, knownStates, merged } from './state';
import { timeOf, type PollTime } from './time';
import type {
	Emission,
	IsTimeUp,
	KnownThing,
	PollState,
	Snapshot,
	Source,
	Sources,
	Subject,
} from './types';

export { withCreationTime, MAX_BYTES } from './stateSize';
export type { Fetched, IsTimeUp, Known, Snapshot, Source, Sources, Unseen } from './types';

/** The definition of a trigger. */
interface Trigger {
	/** All parameters that it declares. */
	properties: INodeProperties[];
	sources: Sources;
	/** How to identify the account that it watches. */
	policy: AccountPolicy;
}

/**
 * One poll for the event that the user has chosen.
 * @throws NodeOperationError for an unknown event; n8n polls when a workflow is activated, so the activation fails
 */
export async function pollEvent(
	given: IPollFunctions,
	{ properties, sources, policy }: Trigger,
): Promise<INodeExecutionData[][] | null> {
	const time = timeOf(given);
	const context = endingAt(given, time.end);
	assertParameters(context, properties);
	const event = choiceIn(context, 'event');
	const source = sources[event](context);
	if (context.getMode() === 'manual') return await poll(context, source, { time });
	const limits = { isCancelled: () => monotonicNow() >= time.deadline, isUrgent: true };
	const account = await accountOf(context, policy, limits).catch((error) => {
		if (!(error instanceof Cancelled)) throw error;
	});
	if (account) return await poll(context, source, { account: account.id, event, time });
	warnIn(context)(TIME_UP);
	return null;
}

/** What a poll is about, beside its source. */
interface Watching {
	/** Whose things are watched: those of another account are different things. */
	account?: string;
	/** What the user has chosen: several events may be about the same things, and tell other changes of them. */
	event?: string;
	time?: PollTime;
}

/**
 * One poll: fetches, compares with the previous state, and returns an item for each change. The state is written
 * last, in one step, so a poll that throws changes nothing, and the next one finds the same changes again.
 */
export async function poll<Cursor>(
	context: IPollFunctions,
	source: Source<Cursor>,
	{ account = '', event = source.name, time = timeOf(context) }: Watching = {},
): Promise<INodeExecutionData[][] | null> {
	const isTimeUp = () => monotonicNow() >= time.deadline;
	if (context.getMode() === 'manual') {
		const example = latestExample(source, isTimeUp);
		return await example.catch(async (error) => {
			if (!(error instanceof Cancelled)) return await example;
			throw new NodeOperationError(
				context.getNode(),
				'The rate limit left no time for a test event',
				{
					description: 'Other workflows use it up just now. Try again in some minutes.',
				},
			);
		});
	}
	const node = context.getNode();
	const memory = memoryOf(`${context.getWorkflow().id}:${node.id}`);
	const turn = memory.begin(time.end);
	if (!turn) return null;
	try {
		const subject: Subject = {
			event,
			account,
			settings: digestOf(source.settings),
			credential: Object.values(node.credentials ?? {})[0]?.id ?? '',
		};
		const isCurrent = () => memory.isCurrent(turn);
		return await compare(context, source, { subject, memory, isTimeUp, isCurrent });
	} finally {
		memory.end(turn);
	}
}

/** The parameters of a poll, apart from what it fetches. */
interface PollContext {
	subject: Subject;
	memory: ProcessMemory;
	isTimeUp: IsTimeUp;
	/** Whether the poll has not been abandoned. */
	isCurrent: () => boolean;
}

async function compare<Cursor>(
	context: IPollFunctions,
	source: Source<Cursor>,
	{ subject, memory, isTimeUp, isCurrent }: PollContext,
): Promise<INodeExecutionData[][] | null> {
	const staticData = context.getWorkflowStaticData('node');
	const saved = keptState<Cursor>(staticData.pollState);
	const startsOver = !saved || !isSame(saved.subject, subject);
	if (startsOver) memory.startOver();
	memory.failOnce(context.getNode(), staticData);
	const kept = startsOver ? undefined : saved;
	const state = memory.hasPolled ? kept : withRedelivery(kept, source, memory.since);
	const redelivered = state !== kept ? mergedEmission(kept?.emitted) : undefined;
	const again = redelivered && mayCrashAgain(redelivered.at) ? redelivered : undefined;
	const began = monotonicNow();
	const items: INodeExecutionData[] = [];
	const things: PollState<Cursor>['things'] = {};
	const before: Emission<Cursor>['before'] = {};
	const failures: Error[] = [];
	/** The things of which an item could not be made, or had no time left to be made. */
	const failed = new Set<string>();

	const passed = memory.polledAt === undefined ? undefined : began - memory.polledAt;
	const warn = warnIn(context);
	const next = memory.resumeAt ?? state?.next;
	const watched = { source, state, isTimeUp, warn, next, passed };
	const progress = await fetchWatched(watched, async (snapshot) => {
		const { id } = snapshot;
		const news = await changesOf(source, snapshot, {
			states: knownStates(source, snapshot, state),
			left: state?.things[id]?.left,
		});
		for (const item of news.items) items.push(item);
		for (const failure of news.failures) failures.push(failure);
		if (!news.isComplete) failed.add(id);
		things[id] = news.known;
		if (news.items.length === 0) return;
		const known = new Set(knownStates(source, snapshot, kept));
		const isFirstTime = snapshot.states.some((each) => !known.has(each));
		if (again && Object.hasOwn(again.before, id)) before[id] = again.before[id];
		else if (isFirstTime) before[id] = kept?.things[id] ?? null;
	});

	if (!isCurrent()) {
		warn('a poll took too long and was given up.');
		return null;
	}
	failures.push(...(progress?.failures ?? []));
	// The next poll finds an item again that could not be made or fetched. It must not block the others.
	if (items.length === 0 && failures.length > 0) {
		memory.resumeAt = progress?.next;
		throw failures[0];
	}
	for (const { message } of failures) {
		warn(`${message}. The next poll tries again.`);
	}
	if (!progress) {
		warn(TIME_UP);
		return null;
	}
	if (failed.size > 0 && failures.length === 0) warn(TIME_UP);
	if (!memory.hasPolled || startsOver) logStartOver(context, saved, subject, source);
	const { cursor, leftOut, hasForgotten } = progress;
	const isKept = (id: string) => progress.kept.has(id) || failed.has(id);
	const found = Object.fromEntries(Object.entries(things).filter(([id]) => isKept(id)));
	staticData.pollState = {
		subject,
		things: merged(progress.kept, state, found),
		...(leftOut && { leftOut }),
		...(hasForgotten && { hasForgotten }),
		...(cursor && { cursor: cursor((id) => failed.has(id)) }),
		...(progress.next !== undefined && { next: progress.next }),
		...(source.lookBackDays !== undefined && { day: today() }),
		...withEmission(again ? [] : kept?.emitted, {
			at: again?.at ?? Date.now(),
			last: Date.now(),
			before,
			cursor: again ? again.cursor : kept?.cursor,
		}),
	} satisfies PollState<Cursor>;
	progress.saved?.();
	memory.hasPolled = true;
	memory.resumeAt = undefined;
	memory.polledAt = began;
	const unseen = memory.note(staticData, progress.unseen);
	if (unseen) warn(`${unseen.what}. ${unseen.remedy}`);
	return items.length > 0 ? [items] : null;
}

/** Writes to n8n's log, on behalf of the trigger. */
const warnIn = (context: IPollFunctions) => (message: string) =>
	context.logger.warn(`${context.getNode().name}: ${message}`);

const TIME_UP = 'the time of this poll was up before its turn came.';

interface Changes {
	items: INodeExecutionData[];
	/** Why some of the items could not be made. */
	failures: Error[];
	/** There are items for all new states. Those that are missing are made by a later poll. */
	isComplete: boolean;
	/** The states to store for the thing: only those for which there are items. */
	known: KnownThing;
}

/** Makes the items for the new states of a thing, as far as there is time for what they take. */
async function changesOf(
	source: Pick<Source, 'name' | 'statesStay' | 'statesReturn'>,
	snapshot: Snapshot,
	{ states: known, left }: KnownThing,
): Promise<Changes> {
	const items: INodeExecutionData[] = [];
	const failures: Error[] = [];
	const made: string[] = [];
	let isComplete = true;
	const wasKnown = new Set(known);
	for (const state of new Set(snapshot.states.filter((each) => !wasKnown.has(each)))) {
		try {
			const item = await snapshot.toItem(state, known);
			if (item) items.push(withEventId(item, source, snapshot, timesIn(state, left)));
			made.push(state);
		} catch (failure) {
			isComplete = false;
			if (!(failure instanceof Cancelled)) failures.push(failure as Error);
		}
	}
	const isReplaced = isComplete && !source.statesStay && snapshot.states.length > 0;
	const states = isReplaced ? snapshot.states : [...known, ...made];
	const isFinal = isComplete && snapshot.final;
	const isNow = new Set(states);
	const gone = source.statesReturn && isReplaced ? known.filter((each) => !isNow.has(each)) : [];
	const leftNow = gone.length > 0 ? withMore(left, gone) : left;
	return {
		items,
		failures,
		isComplete,
		known: { states, ...(isFinal && { final: true }), ...(leftNow && { left: leftNow }) },
	};
}

const withMore = (left: KnownThing['left'] = {}, states: string[]) => ({
	...left,
	...Object.fromEntries(states.map((state) => [state, (left[state] ?? 0) + 1])),
});

/** A state, with the number of times that the thing has reached it, if it is not the first time. */
function timesIn(state: string, left: KnownThing['left'] = {}): string {
	const times = Object.hasOwn(left, state) ? left[state] + 1 : 1;
	return times > 1 ? `${state}:${times}` : state;
}

/**
 * The output of "Fetch Test Event": the latest thing that matches, as if it had just changed. The state is not
 * touched.
 */
async function latestExample<Cursor>(
	source: Source<Cursor>,
	isTimeUp: IsTimeUp,
): Promise<INodeExecutionData[][] | null> {
	const snapshots = await fetchExamples(source, isTimeUp);
	const latestFirst = snapshots
		.filter((snapshot) => snapshot !== undefined)
		.filter(({ states }) => states.length > 0)
		.reverse()
		.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
	for (const snapshot of latestFirst) {
		const state = snapshot.states.at(-1)!;
		const item = await snapshot.toItem(state, []);
		if (item) return [[withEventId(item, source, snapshot, state)]];
	}
	return null;
}

async function fetchExamples<Cursor>(
	source: Source<Cursor>,
	isTimeUp: IsTimeUp,
): Promise<Array<Snapshot | undefined>> {
	const known = knownFrom<Cursor>(undefined, true);
	if (!('ids' in source)) return (await fetchTogether(source, isTimeUp, known)).snapshots;
	return await Promise.all(
		source.ids.slice(-1).map(async (id) => await source.fetchOne(id, isTimeUp, known)),
	);
}

function withEventId(
	item: INodeExecutionData,
	source: Pick<Source, 'name'>,
	snapshot: Snapshot,
	state: string,
): INodeExecutionData {
	const eventId = eventIdOf(source.name, snapshot.id, state);
	return { ...item, json: { eventId, ...withoutNames(item.json, ['error', 'eventId']) } };
}
