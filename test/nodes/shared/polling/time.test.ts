/**
 * Polls are aborted in real time here, by Node.js' own `AbortSignal.timeout`. Elsewhere the leaping clock replaces it.
 *
 * @sleeps 3000
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { poll, type Source } from '../../../../nodes/shared/polling';
import { chain } from '../../../../tools/engine/chain';
import { startEngine, type Engine } from '../../../../tools/engine/engine';
import { LOOKOUT, lookout } from '../../../support/lookout';
import { openLog } from '../../../support/log';
import { WALKED_EVENTS, type WalkedEvent } from '../../../walks/events';

/** What the trigger under test watches. */
let source: Source;

const watching = lookout(async function () {
	return await poll(this, source);
});

const log = openLog();
let engine: Engine;
beforeAll(async () => {
	engine = await startEngine({ extraNodes: { [LOOKOUT]: watching, ...log.extraNodes } });
	await log.read(engine);
});
beforeEach(() => {
	log.warnings.length = 0;
});
afterAll(async () => await engine?.stop());

/** A provider that never completes an answer. */
async function startEndless(begin: (response: ServerResponse) => void) {
	const server = createServer((request, response) => {
		request.resume();
		begin(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const drip = (response: ServerResponse) => {
	response.writeHead(200, { 'content-type': 'application/json' });
	const drops = setInterval(() => response.write(' '), 50);
	response.on('close', () => clearInterval(drops));
};

const events = WALKED_EVENTS.map((event): [string, WalkedEvent] => [
	`${event.provider.title}: ${event.title}`,
	event,
]);

let accounts = 0;

/** Polls the trigger of a model, with a time limit that is just enough for a busy machine to start them all. */
const pollAt = async (
	url: string,
	{ provider, model: { parameters } }: WalkedEvent,
	triggerName: string,
) => {
	const { name, credential, walks } = provider;
	return await engine.poll(
		{
			...chain({
				name: triggerName,
				type: `n8n-nodes-certified-mail.${name}Trigger`,
				typeVersion: 1,
				credentials: { [credential]: { id: `slow-${++accounts}`, name: 'Account' } },
				parameters,
			}),
			id: `slow-${accounts}`,
		},
		{
			credentials: { [credential]: { ...walks.account, environment: 'custom', baseUrl: url } },
			staticData: {},
			budgetMs: 5_000,
		},
	);
};

describe('A provider that does not come to an end', () => {
	const kinds: Record<string, (response: ServerResponse) => void> = {
		'says nothing': () => {},
		'lets its answer drip': drip,
	};

	/** Things that are fetched one by one are looked at again later, and the log says so. */
	const isOneByOne = ({ provider: { name }, model }: WalkedEvent) =>
		model.isNamed && name === 'stampee';

	/** The failures of each trigger's polls, by kind of provider: all are polled at the same time. */
	const failures: Record<string, Array<[event: string, message: string | undefined]>> = {};
	const logged: string[] = [];

	beforeAll(async () => {
		await Promise.all(
			Object.entries(kinds).map(async ([kind, begin]) => {
				const provider = await startEndless(begin);
				failures[kind] = await Promise.all(
					events.map(async ([event, walked]) => {
						const { error } = await pollAt(provider.url, walked, kind);
						return [event, error?.message] as [string, string | undefined];
					}),
				).finally(() => provider.stop());
			}),
		);
		logged.push(...log.warnings);
	});

	it.each(Object.keys(kinds))('and %s lets each trigger fail in time, and say so', (kind) => {
		const told = '… did not answer in the time that n8n gives a poll';
		expect(
			failures[kind].map(([event, text]) => [event, text?.replace(/^\S+( \S+)? did/, '… did')]),
		).toEqual(events.map(([event, walked]) => [event, isOneByOne(walked) ? undefined : told]));
		// A line of the log begins with the name of the trigger.
		const own = logged.filter((each) => each.startsWith(`${kind}: `));
		expect(own.filter((each) => each.includes('What was asked for is looked at'))).not.toEqual([]);
	});
});

describe('A poll that does not come to its end', () => {
	const things = (state: string): Source => ({
		name: 'test:thing',
		initialStates: ['NEW'],
		fetchAll: async () => [
			{ id: 'a', states: [state], final: false, toItem: () => ({ json: {} }) },
		],
	});
	const workflow = {
		...chain({ name: 'Lookout', type: LOOKOUT, typeVersion: 1 }),
		id: 'stuck',
	};

	it('blocks the next ones no longer than its time, and counts for nothing when it is back', async () => {
		const staticData: IDataObject = {};
		const tick = async () => {
			const { items } = await engine.poll(workflow, { credentials: {}, staticData, budgetMs: 0 });
			return items?.map(({ json }) => json.eventId) ?? [];
		};
		source = things('NEW');
		await tick();
		let answer = () => {};
		let noteAsked = () => {};
		const isAsked = new Promise<void>((resolve) => (noteAsked = resolve));
		source = {
			...things('OLD'),
			fetchAll: () =>
				new Promise((resolve) => {
					answer = () => resolve([]);
					noteAsked();
				}),
		};
		const stuck = tick();
		await isAsked;
		source = things('DONE');
		expect(await tick()).toEqual([]);
		let told: unknown[] = [];
		while (told.length === 0) {
			told = await tick();
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		const { pollState } = structuredClone(staticData);
		answer();

		expect(told).toEqual(['test:thing:a:DONE']);
		expect(await stuck).toEqual([]);
		expect(staticData.pollState).toEqual(pollState);
		expect(log.warnings).toContain('Lookout: a poll took too long and was given up.');
	});
});
