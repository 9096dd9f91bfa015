import { randomUUID } from 'node:crypto';
import type { Visit } from '../journal';
import { isListed, type Account, type ScheduledEvent } from './account';
import { pageOf, type Call, type Method } from './call';
import { Refusal } from '../refusal';
import { documented } from './errors';
import { readSchedule } from './schedule';
import { sendMessage } from './sending';

/** How many times an event happens at most per clock move: one that is due every minute would flood the project. */
const MAX_AT_ONCE = 1_000;

/** Sends the scheduled messages that have become due since the last call. */
export function sendDue(account: Account, visit: Visit): void {
	const now = account.clock.now();
	for (const event of account.events.values()) {
		for (let sent = 0; event.isActive && event.next && event.next <= now; sent++) {
			if (sent >= MAX_AT_ONCE) break;
			event.times += 1;
			sendOne(account, event, visit);
			event.next = event.schedule.after(event.next);
		}
	}
}

/** Skips a message that can't be sent: the API call being served must not fail because of it. */
function sendOne(account: Account, { uid, times, metadata }: ScheduledEvent, visit: Visit): void {
	try {
		sendMessage(account, `${uid}.${times}`, metadata.arguments, visit);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
}

/** The methods about scheduled events, which take a project key. */
export function scheduleMethods(account: Account): Record<string, Method> {
	const { clock, events } = account;

	/** `textName` is the field for the schedule: in answers to updates it is `frequency`. */
	const show = (event: ScheduledEvent, textName: 'schedule' | 'frequency' = 'schedule') => ({
		uid: event.uid,
		status: event.isActive ? 'activated' : 'suspend',
		[textName]: event.text,
		event_type: event.schedule.isRepeating ? 'repeatable' : 'single',
		scheduled_at: event.isActive
			? (event.next?.toISOString().replace('.000Z', '+00:00') ?? null)
			: null,
		metadata:
			account.switches.metadata === 'json' ? JSON.stringify(event.metadata) : event.metadata,
	});

	function scheduleOf(text: unknown) {
		const schedule = typeof text === 'string' ? readSchedule(text, clock.now()) : undefined;
		if (!schedule) throw new Refusal(account.switches.invalidArgument);
		return schedule;
	}

	function metadataOf(given: unknown): Record<string, unknown> {
		const isRequest = typeof given === 'object' && given !== null && 'arguments' in given;
		if (!isRequest) throw new Refusal(account.switches.invalidArgument);
		return given;
	}

	function find({ uid = '' }: Call): ScheduledEvent {
		const event = events.get(uid);
		if (!event || !isListed(account, event)) throw new Refusal(documented.noScheduledEvent);
		return event;
	}

	/** Reads an event without creating it. @throws Refusal */
	function read(given: Record<string, unknown>, uid: string): ScheduledEvent {
		if (events.has(uid)) throw new Refusal(account.switches.takenUid);
		const schedule = scheduleOf(given.schedule);
		return {
			uid,
			createdAt: clock.now(),
			isActive: true,
			text: given.schedule as string,
			schedule,
			next: schedule.first,
			metadata: metadataOf(given.metadata),
			times: 0,
		};
	}

	function create(given: Record<string, unknown>, uid: string): ScheduledEvent {
		const event = read(given, uid);
		events.set(uid, event);
		return event;
	}

	return {
		create_scheduled_event: ({ uid = randomUUID(), body, args }) => ({
			uid,
			data: show(create({ ...args, ...body }, uid)),
		}),

		create_scheduled_events: ({ body, args }) => {
			const list = (body.events ?? args.events ?? []) as Array<Record<string, unknown>>;
			const named = list.map((each) => ({ ...each, uid: (each.uid as string) ?? randomUUID() }));
			if (!account.switches.partialBatch) {
				const isRepeated = new Set(named.map(({ uid }) => uid)).size < named.length;
				if (isRepeated) throw new Refusal(account.switches.takenUid);
				for (const each of named) read(each, each.uid);
			}
			// The documentation page shows them without their metadata.
			const made = named.map((each) => ({ ...show(create(each, each.uid)), metadata: undefined }));
			return { response: { message: made } };
		},

		get_scheduled_event: (call) => ({ data: show(find(call)) }),

		list_scheduled_events: (call) => ({
			data: {
				scheduled_events: pageOf(
					[...events.values()].filter((event) => isListed(account, event)),
					call,
					account.switches,
				).map((event) => show(event)),
			},
		}),

		update_scheduled_event: (call) => {
			const event = find(call);
			const { schedule: text, status, metadata } = { ...call.args, ...call.body };
			if (status !== undefined && status !== 'active' && status !== 'suspend') {
				throw new Refusal(account.switches.invalidArgument);
			}
			// All of it is read before any of it is changed.
			const schedule = text === undefined ? undefined : scheduleOf(text);
			const changed = metadata === undefined ? event.metadata : metadataOf(metadata);
			if (schedule) Object.assign(event, { schedule, text, next: schedule.first });
			event.metadata = changed;
			if (status !== undefined) event.isActive = status === 'active';
			return { data: show(event, 'frequency') };
		},
	};
}
