import type { INodeExecutionData, INodeProperties, IPollFunctions } from 'n8n-workflow';

import { accountOf, type Asked } from '../account';
import { eventIdOf } from '../eventId';
import { assertParameters } from '../parameters/assertParameters';
import { choiceIn } from '../parameters/parameter';
import { Cancelled } from '../rateLimit/retry';
import { deadlineOf, fetchTogether, fetchWatched } from './fetch';
import { notePolled, withRedelivery } from './redelivery';
import { knownFrom, knownStates, merged, stateOf } from './state';
import type { KnownThing, LastEmitted, PollState, Snapshot, Source, Sources } from './types';

export { MOST_WATCHED } from './state';
export type { Fetched, IsTimeUp, Known, Snapshot, Source, Sources } from './types';

/** Polls under way, because older schedulers start the next one while one runs: by workflow and node. */
const underWay = new Set<string>();

/** What a trigger is made of. */
interface Trigger {
	/** All that it declares. */
	properties: INodeProperties[];
	sources: Sources;
	/** How it is known whose account it watches. */
	policy: Asked;
}

/**
 * One poll for the event that the user has chosen.
 * @throws NodeOperationError for what it does not have; n8n polls when a workflow is activated, so that fails
 */
export async function pollEvent(
	context: IPollFunctions,
	{ properties, sources, policy }: Trigger,
): Promise<INodeExecutionData[][] | null> {
	assertParameters(context, properties);
	const event = choiceIn(context, 'event');
	const source = sources[event](context);
	if (context.getMode() === 'manual') return await poll(context, source);
	const limits = { deadline: deadlineOf(context), isUrgent: true };
	const account = await accountOf(context, policy, limits).catch((error) => {
		if (!(error instanceof Cancelled)) throw error;
	});
	if (account) return await poll(context, source, account.id);
	warnOfTime(context);
	return null;
}

/**
 * One poll: fetches, compares with what was known before, and returns an item for each change.
 * The state is written last, in one step, so a poll that throws changes nothing and the next one finds
 * the same changes again.
 * @param account whose things are watched: those of another one are others
 */
export async function poll<Cursor>(
	context: IPollFunctions,
	source: Source<Cursor>,
	account = '',
): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await latestExample(source);
	const trigger = `${context.getWorkflow().id}:${context.getNode().id}`;
	if (underWay.has(trigger)) return null;
	underWay.add(trigger);
	try {
		return await compare(context, source, trigger, `${source.name}:${account}`);
	} finally {
		underWay.delete(trigger);
	}
}

async function compare<Cursor>(
	context: IPollFunctions,
	source: Source<Cursor>,
	trigger: string,
	subject: string,
): Promise<INodeExecutionData[][] | null> {
	const staticData = context.getWorkflowStaticData('node');
	const at = Date.now();
	const state = withRedelivery(trigger, stateOf<Cursor>(staticData.pollState, subject));
	const items: INodeExecutionData[] = [];
	const things: PollState<Cursor>['things'] = {};
	const before: LastEmitted<Cursor>['before'] = {};
	const failures: Error[] = [];
	const failed = new Set<string>();

	const progress = await fetchWatched(context, source, state, async (snapshot) => {
		const { id } = snapshot;
		if (Object.hasOwn(things, id)) return;
		const news = await newsOf(source, snapshot, knownStates(source, snapshot, state));
		items.push(...news.items);
		failures.push(...news.failures);
		if (news.failures.length > 0) failed.add(id);
		things[id] = news.known;
		if (news.items.length > 0) before[id] = state?.things[id] ?? null;
	});

	// An item that could not be made is found again by the next poll. It must not keep back the others.
	if (items.length === 0 && failures.length > 0) throw failures[0];
	for (const { message } of failures) {
		context.logger.warn(`${context.getNode().name}: ${message}. The next poll tries again.`);
	}
	if (!progress) {
		warnOfTime(context);
	} else {
		staticData.pollState = {
			subject,
			things: merged(progress.watched, state, things),
			...(progress.cursor && { cursor: progress.cursor((id) => failed.has(id)) }),
			...(progress.next && { next: progress.next }),
			...('perMinute' in source && source.perMinute && { at }),
			...(items.length > 0 && { emitted: { at, before, cursor: state?.cursor } }),
		} satisfies PollState<Cursor>;
		notePolled(trigger);
	}
	return items.length > 0 ? [items] : null;
}

const warnOfTime = (context: IPollFunctions) =>
	context.logger.warn(
		`${context.getNode().name}: the time of this poll was up before its turn came.`,
	);

interface News {
	items: INodeExecutionData[];
	/** Why some of the items could not be made. */
	failures: Error[];
	/** What is known of the thing from now on: no more than there are items for. */
	known: KnownThing;
}

/** Makes the items for what is new about a thing. */
async function newsOf(
	source: Pick<Source, 'name' | 'statesStay'>,
	snapshot: Snapshot,
	known: string[],
): Promise<News> {
	const items: INodeExecutionData[] = [];
	const failures: Error[] = [];
	const made: string[] = [];
	for (const state of new Set(snapshot.states.filter((each) => !known.includes(each)))) {
		try {
			const item = await snapshot.toItem(state, known);
			if (item) items.push(withEventId(item, source, snapshot, state));
			made.push(state);
		} catch (failure) {
			failures.push(failure as Error);
		}
	}
	const isComplete = failures.length === 0;
	const isReplaced = isComplete && !source.statesStay && snapshot.states.length > 0;
	const states = isReplaced ? snapshot.states : [...known, ...made];
	const isFinal = isComplete && snapshot.final;
	return { items, failures, known: { states, ...(isFinal && { final: true }) } };
}

/** What "Fetch Test Event" shows: the latest thing as if it had just changed. The state is not touched. */
async function latestExample<Cursor>(
	source: Source<Cursor>,
): Promise<INodeExecutionData[][] | null> {
	const snapshots = await fetchExamples(source);
	const latest = snapshots
		.filter((snapshot) => snapshot !== undefined && snapshot.states.length > 0)
		.sort((a, b) => (a?.at ?? '').localeCompare(b?.at ?? ''))
		.at(-1);
	const state = latest?.states.at(-1);
	if (!latest || state === undefined) return null;
	const item = await latest.toItem(state, []);
	return item ? [[withEventId(item, source, latest, state)]] : null;
}

async function fetchExamples<Cursor>(source: Source<Cursor>): Promise<Array<Snapshot | undefined>> {
	const isTimeUp = () => false;
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
	return { ...item, json: { eventId, ...item.json } };
}
