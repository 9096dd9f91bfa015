import type { IPollFunctions } from 'n8n-workflow';

import { Cancelled } from '../rateLimit/retry';
import { MOST_WATCHED, type Memory } from './memory';
import type { IsTimeUp, Recall, Sighting, Source } from './source';

/** Where n8n does not say how long a poll may take: less than the minute between two polls. */
const USUAL_BUDGET = 50_000;

/** How much of a poll's time may have passed when a request is begun, so that it can end in time. */
const SHARE_FOR_BEGINNING = 0.8;

/** How far a poll got. */
export interface Look {
	/** The ids of all that is watched, whether there was time for it or not. */
	watched: string[];
	/** The first that there was no time for. */
	next?: string;
}

/**
 * Looks at what is watched, as far as time allows, and hands each sighting to `note`.
 * @returns undefined if there was no time for the list
 */
export async function look(
	context: IPollFunctions,
	source: Source,
	before: Memory | undefined,
	note: (sighting: Sighting) => Promise<void>,
): Promise<Look | undefined> {
	const budget = context.getPollBudgetMs?.() ?? USUAL_BUDGET;
	const deadline = Date.now() + SHARE_FOR_BEGINNING * budget;
	const isTimeUp = () => Date.now() >= deadline;
	const seen = before?.seen ?? {};
	const mayChange = (id: string) => !seen[id]?.final;
	const isOpen = (id: string) => Object.hasOwn(seen, id) && mayChange(id);

	const recall = {
		isFirst: !before,
		ids: Object.keys(seen),
		marks: (id: string) => seen[id]?.marks,
	};
	const listed = await inTime(lookAtList(source, isOpen, isTimeUp, recall));
	if (!listed) return undefined;
	const shown = new Set(listed.map(({ id }) => id));
	const byId = idsIn(source, Object.keys(seen).filter(isOpen)).filter((id) => !shown.has(id));
	const watched = capped(context, [...shown, ...byId]);
	for (const sighting of listed.slice(0, MOST_WATCHED)) await note(sighting);
	if (!('lookAt' in source && source.lookAt)) return { watched };

	const { lookAt, atOnce = 1, perMinute } = source;
	const open = rotated(watched.slice(shown.size).filter(mayChange), before?.next);
	const ordered = inOrder(source, open).slice(0, affordable(perMinute, before?.at));
	const looked = new Set<string>();
	const lookAtOne = async (id: string) => {
		const sighting = await lookAt(id, isTimeUp);
		looked.add(id);
		return sighting;
	};
	for (let at = 0; at < ordered.length; at += atOnce) {
		// Each poll gets somewhere, however little time it has.
		if (at > 0 && isTimeUp()) break;
		const batch = ordered.slice(at, at + atOnce);
		const sightings = await Promise.all(batch.map(async (id) => await inTime(lookAtOne(id))));
		for (const sighting of sightings) if (sighting) await note(sighting);
		if (!batch.every((id) => looked.has(id))) break;
	}
	return { watched, next: open.find((id) => !looked.has(id)) };
}

const inOrder = (source: Source, ids: string[]) =>
	('inOrder' in source ? source.inOrder?.(ids) : undefined) ?? ids;

/** The looks that the time since the poll before pays for, at least those of one minute. */
function affordable(perMinute = Infinity, since?: number): number {
	const minutes = since === undefined ? 1 : Math.max(1, (Date.now() - since) / 60_000);
	return Math.max(1, Math.floor(perMinute * minutes));
}

/** What one look shows together, if the source has that. */
export async function lookAtList(
	source: Source,
	isOpen: (id: string) => boolean,
	isTimeUp: IsTimeUp,
	recall: Recall,
): Promise<Sighting[]> {
	if ('lookAtAll' in source) return await source.lookAtAll(isTimeUp);
	return 'lookAtLatest' in source ? await source.lookAtLatest(isOpen, isTimeUp, recall) : [];
}

/** What is to be looked at one by one: what the user names, or what is open and out of view. */
function idsIn(source: Source, open: string[]): string[] {
	if ('ids' in source) return source.ids;
	return 'lookAt' in source && source.lookAt ? open : [];
}

/** What was asked for; undefined if the time was up before its turn came. */
async function inTime<T>(asked: Promise<T>): Promise<T | undefined> {
	return await asked.catch(async (error) => (error instanceof Cancelled ? undefined : await asked));
}

/** The list, begun where the poll before had to stop. */
function rotated(ids: string[], first?: string): string[] {
	const at = Math.max(0, first === undefined ? 0 : ids.indexOf(first));
	return [...ids.slice(at), ...ids.slice(0, at)];
}

/** No more than can be kept, and a word in n8n's log when that leaves something out. */
function capped(context: IPollFunctions, ids: string[]): string[] {
	if (ids.length > MOST_WATCHED) {
		context.logger.warn(
			`${context.getNode().name} watches the first ${MOST_WATCHED} of ${ids.length}. Split them over several triggers.`,
		);
	}
	return ids.slice(0, MOST_WATCHED);
}
