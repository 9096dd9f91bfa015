import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { isoTime, messageDelivery } from '../shared/delivery';
import { textOf } from '../shared/json';
import { Cancelled } from '../shared/outcome/cancelled';
import { choiceIn, choicesIn } from '../shared/parameters/parameter';
import {
	withCreationTime,
	type Fetched,
	type IsTimeUp,
	type Snapshot,
	type Source,
	type Sources,
	type Unseen,
} from '../shared/polling';
import { PollTimeout } from '../shared/request';
import { isAboutOne } from '../shared/response/aboutOne';
import { statusDelivery, utc } from './delivery';
import { latestHistory, watchedDays } from './history';
import { askHourly, isDue, lastAsked, noteSaved, unsavedAnswers } from './hourly';
import { postageAppRateLimit } from './policies';
import { ask } from './request';
import { suppressionsIn, type Suppression } from './resources/suppression/suppressions';
import { getTransmissions } from './transmissions';

const unseen: Unseen = {
	what: 'PostageApp lists more transmissions than a poll has time to read: the others are not watched',
	remedy: 'Watch for fewer days.',
};

/** The prefix of the triggers' events about transmissions. */
export const TRANSMISSION_EVENTS_OF = 'postageApp:transmission';

/**
 * The identity of a transmission: no id of it is in the answers of all methods, but its message and its recipient
 * are.
 */
export const idOf = (uid: unknown, recipient: unknown) => `${textOf(uid)}:${textOf(recipient)}`;

/** The output for a transmission whose status has changed. */
export const statusChange = (row: IDataObject, previousStatus?: string): IDataObject => ({
	...row,
	previousStatus,
	delivery: messageDelivery(row.uid, statusDelivery(row.status, row.failed_at)),
});

/** The output for a recipient's reaction to a mail. */
export const reaction = (event: string, transmission: IDataObject): IDataObject => ({
	event,
	...transmission,
});

/** The messages that a poll has watched. */
interface Watched {
	/** All since then, in Unix milliseconds by PostageApp's clock. */
	since: number;
}

/**
 * The statuses of the messages of the last days, which one call returns. Older mails that are still being delivered
 * are followed through their message, once an hour. If the user wants more days, the statuses of what is added are
 * learned.
 */
function transmissionStatuses(context: IPollFunctions): Source<Watched> {
	const wanted = choicesIn(context, 'statuses');
	const days = watchedDays(context);
	const trigger = triggerKey(context);
	const snapshotOf = (row: IDataObject): Snapshot => ({
		id: idOf(row.uid, row.recipient),
		states: [textOf(row.status)],
		final: statusDelivery(row.status).final,
		at: isoTime(utc(row.created_at)),
		...withCreationTime(Date.parse(isoTime(utc(row.created_at)) ?? '')),
		toItem: (status, [previousStatus]) =>
			wanted.includes(status) ? { json: statusChange(row, previousStatus) } : undefined,
	});
	return {
		name: TRANSMISSION_EVENTS_OF,
		initialStates: ['queued'],
		statesReturn: true,
		lookBackDays: days,
		remedy: unseen.remedy,
		async fetchLatest(isTimeUp, { cursor: known }) {
			const { rows, isComplete, now, since } = await latestHistory(context, days, { isTimeUp });
			const byId = new Map(rows.map((row) => [idOf(row.uid, row.recipient), snapshotOf(row)]));
			// A time in the future was stored while PostageApp's clock was wrong.
			const before = known && known.since <= now ? known.since : -Infinity;
			const wasOutside = ({ createdAt = Infinity }: Snapshot) => createdAt < before;
			return {
				snapshots: [...byId.values()].map((each) => ({ ...each, wasOutside: wasOutside(each) })),
				cursor: () => ({ since }),
				...(!isComplete && { unseen: { ...unseen, until: now } }),
				saved: () => noteSaved(trigger),
			};
		},
		atOnce: postageAppRateLimit.inFlight,
		async fetchOne(id) {
			const uid = id.slice(0, id.lastIndexOf(':'));
			const asked = () => getTransmissions(context, uid);
			const transmissions = await hourlyTransmissions(context, uid, asked);
			const transmission = transmissions?.find(({ recipient }) => idOf(uid, recipient) === id);
			if (transmission) return snapshotOf(transmission);
			// PostageApp no longer has it: it will not change any more.
			return transmissions && { id, states: [], final: true, toItem: () => undefined };
		},
	};
}

const opens = (context: IPollFunctions) => reactions(context, 'opened', 'opened_at');

const clicks = (context: IPollFunctions) => reactions(context, 'clicked', 'clicked_at');

/** How far the clocks of this n8n and of PostageApp may be apart, in milliseconds. */
const CLOCK_DIFFERENCE = 10 * 60_000;

/** How many messages are searched for an example to show in the editor. */
const MAX_FOR_EXAMPLE = 10;

/**
 * The reactions of recipients to the mail of the last days. Only get_message_transmissions shows it, so each
 * delivered message is requested once an hour; if there is no time for one, or no answer, the next poll requests it.
 * Reactions before the activation of the trigger are not reported.
 */
function reactions(context: IPollFunctions, event: string, field: string): Source<Activation> {
	return {
		name: TRANSMISSION_EVENTS_OF,
		initialStates: [],
		async fetchLatest(isTimeUp, { isExample, cursor: known }) {
			const days = watchedDays(context);
			const { rows, isComplete, now } = await latestHistory(context, days, { isTimeUp });
			const cursor = activationBy(now, known);
			const delivered = rows.filter(({ status }) => status === 'completed');
			const uids = [...new Set(delivered.map(({ uid }) => uid))];
			const rowOf = new Map(rows.map((row) => [idOf(row.uid, row.recipient), row]));
			const transmissionsOf = async (uid: string) =>
				(await getTransmissions(context, uid)).map((transmission) => ({
					...rowOf.get(idOf(transmission.uid, transmission.recipient)),
					...transmission,
				}));
			const { transmissions, ...more } = isExample
				? await examples(uids.slice(0, MAX_FOR_EXAMPLE), transmissionsOf)
				: await dueTransmissions(context, uids, transmissionsOf, isTimeUp);
			const since = isExample ? 0 : cursor.activatedAt - CLOCK_DIFFERENCE;
			const snapshots = transmissions.flatMap((transmission) => {
				const at = isoTime(utc(transmission[field]));
				if (at === null || Date.parse(at) < since) return [];
				const id = idOf(transmission.uid, transmission.recipient);
				const toItem = () => ({ json: reaction(event, transmission) });
				return [{ id, states: [event], final: true, at, toItem }];
			});
			return {
				snapshots,
				...more,
				...(!isComplete && !isExample && { unseen }),
				cursor: () => cursor,
			};
		},
	};
}

/** What the trigger stores from poll to poll. */
interface Activation {
	/** When it polled for the first time, in Unix milliseconds by PostageApp's clock. */
	activatedAt: number;
}

/** The stored activation, unless its time is in the future: an impossible time must not hide new events. */
const activationBy = (now: number, known?: Activation): Activation =>
	known && known.activatedAt <= now ? known : { activatedAt: now };

/** The transmissions of messages, and what a poll has to know of how they came. */
interface Found extends Pick<Fetched<never>, 'failures' | 'saved'> {
	transmissions: IDataObject[];
}

type TransmissionsOf = (uid: string) => Promise<IDataObject[]>;

/** Those that may be asked for, and those that a poll has got that failed. */
async function dueTransmissions(
	context: IPollFunctions,
	uids: string[],
	transmissionsOf: TransmissionsOf,
	isTimeUp: IsTimeUp,
): Promise<Found> {
	const trigger = triggerKey(context);
	const askedAt = new Map(uids.map((uid) => [uid, lastAsked(trigger, uid)]));
	// If a poll has no time for all, those that have not been requested for the longest time come first.
	const due = uids
		.filter((uid) => isDue(trigger, uid))
		.sort((a, b) => askedAt.get(a)! - askedAt.get(b)!);
	const failures: Error[] = [];
	for (let next = 0; next < due.length; next += postageAppRateLimit.inFlight) {
		// Every poll makes progress, however little time it has. What failed may fail for all.
		if ((next > 0 && isTimeUp()) || failures.length > 0) break;
		const batch = due.slice(next, next + postageAppRateLimit.inFlight);
		const asked = batch.map(async (uid) => {
			const answer = hourlyTransmissions(context, uid, async () => await transmissionsOf(uid));
			await answer.catch((error: Error) => failures.push(error));
		});
		await Promise.all(asked);
	}
	const transmissions = (await unsavedAnswers(trigger)).flatMap((each) => each ?? []);
	return {
		transmissions,
		// The next poll asks for what had no turn.
		failures: failures.filter((failure) => !(failure instanceof Cancelled)),
		saved: () => noteSaved(trigger),
	};
}

async function examples(uids: string[], transmissionsOf: TransmissionsOf): Promise<Found> {
	return { transmissions: (await Promise.all(uids.map(transmissionsOf))).flat() };
}

/** Another event of the same trigger has looked for something else. */
const triggerKey = (context: IPollFunctions) =>
	JSON.stringify([context.getWorkflow().id, context.getNode().id, choiceIn(context, 'event')]);

/** "The project API key, or its account, is disabled". */
const DISABLED = 423;

/**
 * The transmissions of a message; undefined if it was requested less than an hour ago, can't be read, or took too
 * long. A failure that concerns a single message must not block all others.
 */
async function hourlyTransmissions(
	context: IPollFunctions,
	uid: string,
	make: () => Promise<IDataObject[]>,
): Promise<IDataObject[] | undefined> {
	const warn = (what: string) => context.logger.warn(`${context.getNode().name}: ${what}`);
	const asked = askHourly(triggerKey(context), uid, async () => {
		const answer = make();
		return await answer.catch(async (error) => {
			if (!isAboutOne(error, [DISABLED]) || error.status >= 500) return await answer;
			warn(`PostageApp does not show message ${uid}. It is asked again in an hour.`);
			return undefined;
		});
	});
	return await asked.catch(async (error) => {
		if (!(error instanceof PollTimeout || isAboutOne(error, [DISABLED]))) return await asked;
		warn(`PostageApp did not tell of message ${uid}. It is asked again at the next poll.`);
		return undefined;
	});
}

/** The suppression list, which one call returns. A change of an address's state is a new event. */
function suppressions(context: IPollFunctions): Source {
	const wanted = choicesIn(context, 'options.suppressionStatuses');
	const isWanted = ({ status }: Suppression) =>
		wanted.length === 0 || wanted.includes(textOf(status));
	return {
		name: 'postageApp:suppression',
		initialStates: [],
		statesReturn: true,
		settings: wanted.length > 0 ? wanted : undefined,
		remedy:
			"Choose 'Suppression Statuses' in the trigger's options: only the addresses that have one are watched then.",
		async fetchAll() {
			const list = suppressionsIn(await ask(context, 'get_suppression_list'));
			return list.filter(isWanted).map((suppression) => ({
				id: suppression.recipient,
				states: [textOf(suppression.suppression_state) || textOf(suppression.status)],
				final: false,
				at: isoTime(suppression.blocked_until),
				toItem: () => ({ json: suppression }),
			}));
		},
	};
}

/** The poll source of each event of the trigger. */
export const pollSources: Sources = {
	clicked: clicks,
	newSuppression: suppressions,
	opened: opens,
	transmissionStatusChanged: transmissionStatuses,
};
