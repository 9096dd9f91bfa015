import fc from 'fast-check';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { logged } from '../faults/log';
import { byOwnClock } from '../faults/ownClock';
import { credentialType, leaksIn, secretsOf, textsIn } from '../faults/secrets';
import { chain } from '../../tools/engine/chain';
import type { Engine } from '../../tools/engine/engine';
import { MAX_BYTES } from '../../nodes/shared/polling';
import { LONGEST_SAVING } from '../../nodes/shared/polling/redelivery';
import { MAX_THINGS, type Asked, type Model, type Thing } from '../../tools/providers/walks';
import type { WalkedEvent } from './events';

/** A step of a walk. */
type Step =
	| { does: 'come' }
	| { does: 'change' | 'hide' | 'show'; which: number }
	| {
			does: 'poll';
			failsAt: number;
			isSaved: boolean;
			isReordered: boolean;
			hasTime: boolean;
			/** Seconds since the previous step. */
			after: number;
	  }
	| { does: 'restart'; isCrash: boolean }
	| { does: 'set'; minutes: number };

const which = fc.nat(MAX_THINGS - 1);

/** How far n8n's clock is set, in minutes: ahead or back, by a minute, an hour or a day. */
const minutes = fc.constantFrom(1, -1, 60, -60, 24 * 60, -24 * 60);

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 2, arbitrary: fc.record({ does: fc.constant('come' as const) }) },
	{ weight: 4, arbitrary: fc.record({ does: fc.constant('change' as const), which }) },
	{ weight: 1, arbitrary: fc.record({ does: fc.constantFrom('hide', 'show'), which }) },
	{
		weight: 6,
		arbitrary: fc.record({
			does: fc.constant('poll' as const),
			/** At which of its requests the provider fails; most polls have fewer. */
			failsAt: fc.oneof(fc.nat(3), fc.constant(99)),
			isSaved: fc.boolean(),
			isReordered: fc.boolean(),
			hasTime: fc.oneof(
				{ weight: 4, arbitrary: fc.constant(true) },
				{ weight: 1, arbitrary: fc.constant(false) },
			),
			after: fc.constantFrom(5, 60),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ does: fc.constant('restart' as const), isCrash: fc.boolean() }),
	},
	{ weight: 1, arbitrary: fc.record({ does: fc.constant('set' as const), minutes }) },
);

/**
 * How many things exist before the trigger is activated, by how many minutes n8n's clock is ahead then, and
 * all steps after that.
 */
export const anyWalk = fc.record({
	before: fc.integer({ min: 1, max: 3 }),
	ahead: fc.oneof(fc.constant(0), minutes),
	steps: fc.array(step, { minLength: 1, maxLength: 10 }),
});

export type Walk = typeof anyWalk extends fc.Arbitrary<infer T> ? T : never;

/** A provider that answers from memory, one walk at a time. */
export async function openDoor() {
	const door = {
		answer: (() => undefined) as (asked: Asked) => object | undefined,
		whose: undefined as Record<string, object> | undefined,
		url: '',
		stop: async () => {},
	};
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const url = new URL(request.url ?? '', 'http://provider');
			const sent = Buffer.concat(chunks).toString();
			const body = (sent === '' ? {} : JSON.parse(sent)) as Asked['body'];
			let [status, answer] = [200, undefined as object | undefined];
			try {
				answer =
					door.whose?.[url.pathname] ??
					door.answer({ path: url.pathname, query: url.searchParams, body });
				if (!answer) [status, answer] = [404, { response: { status: 'not_found' } }];
			} catch {
				[status, answer] = [500, {}];
			}
			const date = new Date().toUTCString();
			response.writeHead(status, { 'content-type': 'application/json', date });
			response.end(JSON.stringify(answer));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	door.stop = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return door;
}

export type Door = Awaited<ReturnType<typeof openDoor>>;

const SECOND = 1_000;
const MINUTE = 60_000;
/** Within this time after a report, in milliseconds, what a crash has lost is reported again in any case. */
const SOON = 5 * MINUTE;
const TEN_MINUTES = 10 * MINUTE;

let lives = 0;

/**
 * Takes one walk. Throws if a change is lost or made up, if it is reported twice though it was saved and is not
 * among the last that were reported before a restart, or if a secret is in what a poll leaves. n8n saves the
 * state when the trigger is activated, when a poll emits (unless it crashes just then) and when it is shut
 * down; a restart continues from what was saved last, without the memory of the process.
 */
export async function take(
	walk: Walk,
	{ provider, model }: WalkedEvent,
	engine: Engine,
	door: Door,
): Promise<void> {
	const { walks, name, credential } = provider;
	door.whose = walks.whose;
	const begun = Date.now();
	/** n8n's clock, which is set now and then. The provider's is not. */
	const clock = { ahead: walk.ahead * MINUTE };
	const things: Thing[] = [];
	/** The state from which on a thing's changes are new; empty before the trigger is activated. */
	const newsFrom = new Map<string, number>();
	const come = (step: number) => {
		// Farther apart than any tolerance for the order of a provider's clock or list.
		const isNew = newsFrom.size > 0;
		const at = isNew ? Date.now() : begun - (MAX_THINGS - things.length) * TEN_MINUTES;
		things.push({ id: `t${things.length}`, step, at, isHidden: false });
	};
	const current = {
		staticData: {} as IDataObject,
		told: new Set<string>(),
		/** What was reported, and when by n8n's clock, if n8n may not have saved it before the next report. */
		toldLast: [] as Array<{ ids: string[]; at: number }>,
	};
	let saved = structuredClone(current);
	const everTold = new Set<string>();
	const account = `walk-${++lives}`;
	/** May be reported once more: a new process can't know whether it has left. */
	let redelivered = new Set<string>();
	/** The last reports before a crash, whose executions n8n has not saved, until the next poll that works. */
	let crashed: typeof current.toldLast = [];
	/** The id of the workflow, the key of the process's memory: a new id is a process that has forgotten everything. */
	let life = account;

	const clean = {
		does: 'poll',
		failsAt: 99,
		isSaved: true,
		isReordered: false,
		hasTime: true,
		after: 60,
	} as const;

	const poll = async ({
		failsAt,
		isSaved,
		isReordered,
		hasTime,
		after,
	}: Extract<Step, { does: 'poll' }>) => {
		let requests = 0;
		clock.ahead += after * SECOND;
		door.answer = (asked) => {
			if (requests++ === failsAt) throw new Error('The provider fails');
			const shown = things.filter(({ isHidden }) => !isHidden);
			return model.answer(isReordered && model.isUnordered ? shown.reverse() : shown, asked);
		};
		const credentials = {
			[credential]: { ...walks.account, environment: 'custom', baseUrl: door.url },
		};
		const trigger = {
			name: 'Trigger',
			type: `n8n-nodes-certified-mail.${name}Trigger`,
			typeVersion: 1,
			credentials: { [credential]: { id: account, name: 'Account' } },
			parameters: model.parameters,
		};
		if (hasTime && failsAt === clean.failsAt) {
			const now = Date.now() + clock.ahead;
			const soon = crashed.filter(({ at }) => Math.abs(now - at) < SOON);
			for (const id of soon.flatMap(({ ids }) => ids)) everTold.delete(id);
			crashed = [];
		}
		const { value, log } = await logged(
			async () =>
				await byOwnClock(
					clock,
					async () =>
						await engine.poll(
							{ ...chain(trigger), id: life },
							{ credentials, staticData: current.staticData, ...(!hasTime && { budgetMs: 0 }) },
						),
				),
		);
		const { items, error } = value;
		const secrets = secretsOf(credentialType(credential), credentials[credential]);
		const leaks = leaksIn(textsIn([value, log, current.staticData]), secrets);
		if (leaks.length > 0) throw new Error(`A secret in what the poll left: ${leaks.join(', ')}`);
		const ids = (items ?? []).map(({ json }) => note(json));
		// A poll may report it again before it meets its fault.
		crashed = crashed.map((told) => ({ ...told, ids: told.ids.filter((id) => !ids.includes(id)) }));
		const isClean = !error && hasTime && requests <= failsAt;
		if (ids.length > 0 || isClean) {
			const now = Date.now() + clock.ahead;
			const unsaved = current.toldLast
				.filter(({ at }) => now - at < LONGEST_SAVING + SECOND)
				.map((told) => ({ ...told, at: Math.min(told.at, now) }));
			current.toldLast = [...unsaved, { ids, at: now }];
		}
		if (items && isSaved) saved = structuredClone(current);
		return { isClean, error };
	};

	const note = (json: IDataObject): string => {
		const id = nameOf(model, things, json);
		if (id === undefined) throw new Error(`Made up: ${JSON.stringify(json)}`);
		if (current.told.has(id) && !redelivered.delete(id)) throw new Error(`Told twice: ${id}`);
		current.told.add(id);
		everTold.add(id);
		return id;
	};

	const assertTold = () => {
		for (const thing of things.filter(({ isHidden }) => !isHidden)) {
			const from = newsFrom.get(thing.id)!;
			const due = model.states
				.map((state, index) => ({ state, index }))
				.filter(({ state, index }) => state !== '' && index >= from && index <= thing.step)
				.filter(({ index }) => model.tellsAll || index === thing.step);
			for (const { state } of due) {
				const id = `${thing.id}:${state}`;
				if (!everTold.has(id)) throw new Error(`Lost: ${id}`);
			}
		}
	};

	/** How many polls it takes at most to report everything: some list in one, and fetch in the next. */
	const SETTLING = 2;
	const settle = async () => {
		for (const thing of things) thing.isHidden = false;
		for (let count = 0; count < SETTLING; count++) {
			// Some things are polled once an hour; a restart resets that.
			restart({ isCrash: false });
			const { isClean, error } = await poll(clean);
			if (!isClean) throw new Error(`A poll fails without a reason: ${error?.message}`);
		}
		assertTold();
	};
	/** n8n saves the state when it is shut down. After a crash, only what was saved before is left. */
	const restart = ({ isCrash }: { isCrash: boolean }) => {
		if (isCrash) Object.assign(current, structuredClone(saved));
		// n8n has saved what was reported longer ago.
		const since = Date.now() + clock.ahead - LONGEST_SAVING;
		if (isCrash) crashed = current.toldLast.filter(({ at }) => at > since);
		life = `walk-${++lives}`;
		redelivered = new Set([...redelivered, ...current.toldLast.flatMap(({ ids }) => ids)]);
		saved = structuredClone(current);
	};

	for (let count = 0; count < (model.isNamed ? MAX_THINGS : walk.before); count++) come(0);
	await poll(clean);
	for (const thing of things) newsFrom.set(thing.id, thing.step + 1);
	saved = structuredClone(current);

	for (const step of walk.steps) {
		if (step.does === 'poll') await poll(step);
		else if (step.does === 'restart') restart(step);
		else if (step.does === 'set') clock.ahead += step.minutes * MINUTE;
		else if (step.does === 'come') {
			if (model.isNamed || things.length >= MAX_THINGS) continue;
			come(0);
			newsFrom.set(things.at(-1)!.id, model.births);
		} else {
			const thing = things[step.which];
			if (!thing) continue;
			if (step.does === 'change') thing.step = Math.min(thing.step + 1, model.states.length - 1);
			else thing.isHidden = step.does === 'hide';
		}
	}
	await settle();
	const size = JSON.stringify(current.staticData).length;
	const usual = 600 + 250 * (MAX_THINGS + (model.others ?? 0));
	const most = model.isLarge ? 1.1 * MAX_BYTES : usual;
	if (size > most) throw new Error(`The state has grown to ${size} characters`);
}

/** What an item reports, as `thing:state`; undefined for what never happened. */
function nameOf(model: Model, things: Thing[], item: IDataObject): string | undefined {
	for (const thing of things) {
		const state = model.states
			.slice(0, thing.step + 1)
			.find((each) => each !== '' && model.isTold(thing, each, item));
		if (state !== undefined) return `${thing.id}:${state}`;
	}
	return undefined;
}
