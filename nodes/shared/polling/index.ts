import { NodeOperationError, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';

import { textOf } from '../json';

/** What a poll saw of one thing: a customer, a message. */
export interface Sighting {
	id: string;
	/** What can change about it: its one status, or the kinds of proof it has. Each new mark is an event. */
	marks: string[];
	/** No further change is expected, so it need not be looked at again. */
	final: boolean;
	/** When it came about or changed, as far as the provider tells; the latest is shown as test event. */
	at?: string | null;
	/** The output for one new mark. `previous` are the marks it had before. */
	toItem(mark: string, previous: string[]): Promise<INodeExecutionData> | INodeExecutionData;
}

/** What a trigger watches, and how it is seen. */
export type Source = {
	/** Begins each eventId, e.g. "stampee:message". */
	name: string;
	/** Marks that a thing has from its birth: one that appears later with others has changed unseen. */
	initialMarks?: string[];
} & (List | Named | Latest);

/** All there is, seen by one look. What is missing is gone. */
export interface List {
	lookAtAll(): Promise<Sighting[]>;
}

/** Things that the user names, each looked at by itself. */
export interface Named extends EachById {
	ids: string[];
}

/**
 * The latest things, as far back as the provider shows them. What is still open and not shown any more
 * is followed by its id, where that is possible.
 */
export interface Latest extends Partial<EachById> {
	/**
	 * `isOpen` tells whether a thing was seen before and can still change. `seen` are the ids of all that
	 * is remembered, oldest first; undefined when an example is asked for.
	 */
	lookAtLatest(isOpen: (id: string) => boolean, seen?: string[]): Promise<Sighting[]>;
}

interface EachById {
	/** undefined: it can't be seen now, and the reason is logged */
	lookAt(id: string): Promise<Sighting | undefined>;
	/** How many are looked at at once. */
	atOnce: number;
}

interface Seen {
	marks: string[];
	final?: true;
}

/** What is kept from poll to poll, in the node's static data. */
interface Memory {
	seen: Record<string, Seen>;
	/** Where a poll that ran out of time has to go on. */
	next?: string;
}

/** Most things that are watched: n8n keeps the memory in one JSON that it writes often. */
export const MOST_WATCHED = 5_000;

/** Where n8n does not say how long a poll may take: less than the minute between two polls. */
const USUAL_BUDGET = 50_000;

/** Polls under way, because older schedulers start the next one while one runs: by workflow and node. */
const underWay = new Set<string>();

/**
 * One poll: looks, compares with what was seen before, and returns an item for each change.
 * The memory is written last, in one step, so a poll that throws changes nothing and the next one finds
 * the same changes again.
 */
export async function poll(
	context: IPollFunctions,
	source: Source,
): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await latestExample(source);
	const name = `${context.getWorkflow().id}:${context.getNode().id}`;
	if (underWay.has(name)) return null;
	underWay.add(name);
	try {
		return await compare(context, source);
	} finally {
		underWay.delete(name);
	}
}

async function compare(
	context: IPollFunctions,
	source: Source,
): Promise<INodeExecutionData[][] | null> {
	const memory = context.getWorkflowStaticData('node');
	const before = memory.watch as Memory | undefined;
	const { sightings, next, remembered } = await look(context, source, before);

	const items: INodeExecutionData[] = [];
	const seen: Memory['seen'] = { ...remembered };
	for (const sighting of sightings) {
		const known = before?.seen[sighting.id]?.marks ?? source.initialMarks ?? sighting.marks;
		seen[sighting.id] = { marks: sighting.marks, ...(sighting.final && { final: true }) };
		// The first poll learns how things stand; only what changes from then on is news.
		if (!before) continue;
		for (const mark of sighting.marks.filter((each) => !known.includes(each))) {
			items.push(withEventId(await sighting.toItem(mark, known), source, sighting, mark));
		}
	}

	memory.watch = { seen, ...(next && { next }) } satisfies Memory;
	return items.length > 0 ? [items] : null;
}

interface Look {
	sightings: Sighting[];
	/** The first that there was no time for. */
	next?: string;
	/** What stays in memory though it was not seen this time. */
	remembered: Memory['seen'];
}

async function look(context: IPollFunctions, source: Source, before?: Memory): Promise<Look> {
	const seen = before?.seen ?? {};
	if ('lookAtAll' in source) {
		return { sightings: capped(context, await source.lookAtAll()), remembered: {} };
	}
	const deadline = Date.now() + 0.8 * (context.getPollBudgetMs?.() ?? USUAL_BUDGET);
	if ('ids' in source) {
		const watched = capped(context, source.ids);
		const open = watched.filter((id) => !seen[id]?.final);
		const isWatched = ([id]: [string, Seen]) => watched.includes(id);
		return {
			...(await lookAtEach(source, rotated(open, before?.next), deadline)),
			remembered: Object.fromEntries(Object.entries(seen).filter(isWatched)),
		};
	}
	const isOpen = (id: string) => id in seen && !seen[id].final;
	const latest = await source.lookAtLatest(isOpen, Object.keys(seen));
	const shown = new Set(latest.map(({ id }) => id));
	const open = Object.keys(seen).filter((id) => isOpen(id) && !shown.has(id));
	const followed = canFollow(source)
		? await lookAtEach(source, rotated(open, before?.next), deadline)
		: { sightings: [] };
	return {
		...followed,
		sightings: capped(context, [...latest, ...followed.sightings]),
		remembered: bounded(Object.entries(seen).filter(([id]) => !shown.has(id))),
	};
}

/** Final things are kept as well, for a deletion can bring them back into view; the oldest go first. */
function bounded(seen: Array<[string, Seen]>): Memory['seen'] {
	let surplus = Math.max(0, seen.length - MOST_WATCHED);
	return Object.fromEntries(seen.filter(([, { final }]) => !(final && surplus-- > 0)));
}

const canFollow = (source: Latest): source is Latest & EachById => 'lookAt' in source;

/** Looks at one thing after the other, as far as time allows. */
async function lookAtEach(
	source: EachById,
	ids: string[],
	deadline: number,
): Promise<Omit<Look, 'remembered'>> {
	const sightings: Sighting[] = [];
	let looked = 0;
	while (looked < ids.length && (looked === 0 || Date.now() < deadline)) {
		const batch = ids.slice(looked, looked + source.atOnce);
		const seen = await Promise.all(batch.map(async (id) => await source.lookAt(id)));
		sightings.push(...seen.filter((sighting) => sighting !== undefined));
		looked += batch.length;
	}
	return { sightings, next: ids[looked] };
}

/** No more than can be kept, and a word in n8n's log when that leaves something out. */
function capped<T>(context: IPollFunctions, things: T[]): T[] {
	if (things.length > MOST_WATCHED) {
		context.logger.warn(
			`${context.getNode().name} watches the first ${MOST_WATCHED} of ${things.length}. Split them over several triggers.`,
		);
	}
	return things.slice(0, MOST_WATCHED);
}

/** The list, begun where the poll before had to stop. */
function rotated(ids: string[], first?: string): string[] {
	const at = Math.max(0, first === undefined ? 0 : ids.indexOf(first));
	return [...ids.slice(at), ...ids.slice(0, at)];
}

/** What "Fetch Test Event" shows: the latest thing as if it had just changed. The memory is not touched. */
async function latestExample(source: Source): Promise<INodeExecutionData[][] | null> {
	const sightings = await lookForExample(source);
	const latest = sightings
		.filter((sighting) => sighting !== undefined && sighting.marks.length > 0)
		.sort((a, b) => (a?.at ?? '').localeCompare(b?.at ?? ''))
		.at(-1);
	const mark = latest?.marks.at(-1);
	if (!latest || mark === undefined) return null;
	return [[withEventId(await latest.toItem(mark, []), source, latest, mark)]];
}

async function lookForExample(source: Source): Promise<Array<Sighting | undefined>> {
	if ('lookAtAll' in source) return await source.lookAtAll();
	if ('lookAtLatest' in source) return await source.lookAtLatest(() => false);
	return await Promise.all(source.ids.slice(-1).map(async (id) => await source.lookAt(id)));
}

function withEventId(
	item: INodeExecutionData,
	source: Source,
	sighting: Sighting,
	mark: string,
): INodeExecutionData {
	const eventId = `${source.name}:${sighting.id}:${mark}`;
	return { ...item, json: { eventId, ...item.json } };
}

/** Ids as people write them into a parameter: separated by commas, spaces or lines, or as a list. */
export function idList(context: IPollFunctions, value: unknown, parameter: string): string[] {
	const written = Array.isArray(value) ? value : textOf(value).split(/[\s,;]+/);
	const ids = [...new Set(written.map(textOf).filter(Boolean))];
	if (ids.length > 0) return ids;
	throw new NodeOperationError(context.getNode(), `The parameter '${parameter}' is empty`, {
		description: 'Enter at least one ID.',
	});
}
