import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { eventIdOf } from '../eventId';
import { noteNoDoubt, withoutDoubtful, type LastTold } from './doubt';
import { look, lookAtList } from './look';
import { knownMarks, recall, remembered, subjectOf, type Memory, type Seen } from './memory';
import type { Sighting, Source } from './source';

export { idList } from './idList';
export { MOST_WATCHED } from './memory';
export type { IsTimeUp, Recall, Sighting, Source } from './source';

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
		return await compare(context, source, name);
	} finally {
		underWay.delete(name);
	}
}

async function compare(
	context: IPollFunctions,
	source: Source,
	name: string,
): Promise<INodeExecutionData[][] | null> {
	const memory = context.getWorkflowStaticData('node');
	const at = Date.now();
	const subject = subjectOf(context, source);
	const before = withoutDoubtful(name, recall(memory.watch, subject));
	const items: INodeExecutionData[] = [];
	const seen: Memory['seen'] = {};
	const toldBefore: LastTold['before'] = {};
	const failures: Error[] = [];

	const looked = await look(context, source, before, async (sighting) => {
		if (Object.hasOwn(seen, sighting.id)) return;
		const told = await tell(source, sighting, knownMarks(source, sighting, before));
		items.push(...told.items);
		failures.push(...told.failures);
		seen[sighting.id] = told.seen;
		if (told.items.length > 0) toldBefore[sighting.id] = before?.seen[sighting.id] ?? null;
	});

	// What could not be told is found again by the next poll. It must not keep back what could.
	if (items.length === 0 && failures.length > 0) throw failures[0];
	for (const { message } of failures) {
		context.logger.warn(`${context.getNode().name}: ${message}. The next poll tries again.`);
	}
	if (!looked) {
		context.logger.warn(
			`${context.getNode().name}: the time of this poll was up before its turn came.`,
		);
	} else {
		memory.watch = {
			subject,
			seen: remembered(looked.watched, before, seen),
			...(looked.next && { next: looked.next }),
			...('perMinute' in source && source.perMinute && { at }),
			...(items.length > 0 && { told: { at, before: toldBefore } }),
		} satisfies Memory;
		noteNoDoubt(name);
	}
	return items.length > 0 ? [items] : null;
}

interface Told {
	items: INodeExecutionData[];
	/** Why some of the items could not be made. */
	failures: Error[];
	/** What is to be remembered of the thing: no more than could be told. */
	seen: Seen;
}

/** Makes the items for what is new about a thing. */
async function tell(source: Source, sighting: Sighting, known: string[]): Promise<Told> {
	const items: INodeExecutionData[] = [];
	const failures: Error[] = [];
	const told: string[] = [];
	for (const mark of new Set(sighting.marks.filter((each) => !known.includes(each)))) {
		try {
			const item = await sighting.toItem(mark, known);
			if (item) items.push(withEventId(item, source, sighting, mark));
			told.push(mark);
		} catch (failure) {
			failures.push(failure as Error);
		}
	}
	const isComplete = failures.length === 0;
	const isReplaced = isComplete && !source.marksStay && sighting.marks.length > 0;
	const marks = isReplaced ? sighting.marks : [...known, ...told];
	return { items, failures, seen: { marks, ...(isComplete && sighting.final && { final: true }) } };
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
	const item = await latest.toItem(mark, []);
	return item ? [[withEventId(item, source, latest, mark)]] : null;
}

async function lookForExample(source: Source): Promise<Array<Sighting | undefined>> {
	const isTimeUp = () => false;
	const recall = { isFirst: true, marks: () => undefined };
	if (!('ids' in source)) return await lookAtList(source, () => false, isTimeUp, recall);
	return await Promise.all(
		source.ids.slice(-1).map(async (id) => await source.lookAt(id, isTimeUp)),
	);
}

function withEventId(
	item: INodeExecutionData,
	source: Source,
	sighting: Sighting,
	mark: string,
): INodeExecutionData {
	const eventId = eventIdOf(source.name, sighting.id, mark);
	return { ...item, json: { eventId, ...item.json } };
}
