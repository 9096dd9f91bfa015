import fc from 'fast-check';
import { readLogs } from '../faults/log';
import { readOwnClocks } from '../faults/ownClock';
import { startEngine, type Engine } from '../../tools/engine/engine';
import { useLeapingClock } from '../../tools/engine/leapingClock';
import { PROVIDERS } from '../../tools/providers';
import { WALKED_EVENTS, walkedEventsOf } from '../walks/events';
import { anyWalk, openDoor, take, type Door, type Walk } from '../walks/walk';

/** `npm run test:walks` takes ten thousand for each provider. */
const WALKS = 8;

useLeapingClock();

let engine: Engine;
let door: Door;
beforeAll(async () => {
	readLogs();
	readOwnClocks();
	[engine, door] = await Promise.all([startEngine(), openDoor()]);
});
afterAll(async () => await Promise.all([engine?.stop(), door?.stop()]));

describe.each(PROVIDERS)('$title', (provider) => {
	it.each(walkedEventsOf(provider))(
		'$title: whatever happens, no change is lost, and none that was saved is told again',
		async (event) => {
			await fc.assert(
				fc.asyncProperty(anyWalk, async (walk) => await take(walk, event, engine, door)),
				{ numRuns: event.model.isLarge ? 1 : WALKS },
			);
		},
	);
});

describe('What walks have found', () => {
	const good = { failsAt: 99, isSaved: true, isReordered: false, hasTime: true, after: 60 };
	const poll = (changes: Partial<typeof good> = {}) =>
		({ does: 'poll', ...good, ...changes }) as const;
	const happens = (does: 'change' | 'hide', which: number) => ({ does, which }) as const;

	const found: Array<[string, Walk['steps']]> = [
		[
			'an email whose timeline could not be read is told by the next poll',
			[happens('change', 0), happens('change', 1), poll({ failsAt: 2 })],
		],
		[
			'an email that changes while it is not shown is told when it is back',
			[happens('hide', 0), happens('change', 0), { does: 'come' }, happens('change', 1), poll()],
		],
	];

	/** After a crash, a poll reports the events again and then fails. */
	const again: Walk['steps'] = [
		happens('change', 0),
		poll(),
		{ does: 'restart', isCrash: true },
		poll({ failsAt: 3, isSaved: false, after: 5 }),
		poll(),
	];

	const opened = WALKED_EVENTS.find(({ title }) => title === 'Email Opened')!;

	it.each(found)('stemp: %s', async (_, steps) => {
		await take({ before: 2, ahead: 0, steps }, opened, engine, door);
	});

	/** Two polls with events, and a crash before n8n has saved the execution of either. */
	const crash: Walk['steps'] = [
		{ does: 'come' },
		happens('change', 0),
		happens('change', 0),
		poll(),
		{ does: 'come' },
		happens('change', 1),
		happens('change', 1),
		poll({ after: 5 }),
		{ does: 'restart', isCrash: true },
	];

	it.each(WALKED_EVENTS.filter(({ model }) => !model.isLarge))(
		'$provider.title, $title: what was told again is not told once more',
		async (event) => {
			await take({ before: 2, ahead: 0, steps: again }, event, engine, door);
		},
	);

	it.each(WALKED_EVENTS.filter(({ model }) => !model.isLarge))(
		'$provider.title, $title: what was told seconds before a crash is told again',
		async (event) => {
			await take({ before: 2, ahead: 0, steps: crash }, event, engine, door);
		},
	);
});
