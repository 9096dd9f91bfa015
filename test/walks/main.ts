import fc from 'fast-check';
import { readLogs } from '../faults/log';
import { readOwnClocks } from '../faults/ownClock';
import { startEngine } from '../../tools/engine/engine';
import { PROVIDERS } from '../../tools/providers';
import { walkedEventsOf } from './events';
import { anyWalk, openDoor, take } from './walk';

/**
 * The number of walks for each provider, shared by its events. `npm run test:walks -- 500` takes fewer, and
 * `npm run test:walks -- 500 stemp` only those with a word in their name.
 */
const [, , WALKS = 10_000, WORD = ''] = process.argv;

/** The number of walks between progress reports. */
const STRIDE = 500;

async function main(): Promise<void> {
	readLogs();
	readOwnClocks();
	const engine = await startEngine();
	const door = await openDoor();
	const begun = Date.now();
	let isGreen = true;
	for (const provider of PROVIDERS) {
		const events = walkedEventsOf(provider);
		const equalShare = Math.ceil(Number(WALKS) / events.length);
		for (const event of events) {
			const { model } = event;
			const name = `${provider.title}, ${event.title}`;
			if (!name.includes(WORD)) continue;
			const share = model.isLarge ? Math.ceil(equalShare / 20) : equalShare;
			const began = Date.now();
			let taken = 0;
			const result = await fc.check(
				fc.asyncProperty(anyWalk, async (walk) => {
					await take(walk, event, engine, door);
					taken += 1;
					if (taken % STRIDE === 0) console.log(`  ${name}: ${taken} of ${share}`);
				}),
				{ numRuns: share, includeErrorInReport: true },
			);
			const pace = Math.round((taken * 1000) / (Date.now() - began));
			const verdict = result.failed
				? fc.defaultReportMessage(result)
				: 'none lost, none told twice';
			console.log(`${name}: ${taken} walks, ${pace} a second: ${verdict}`);
			isGreen &&= !result.failed;
		}
	}
	console.log(`${Math.round((Date.now() - begun) / 1000)} seconds`);
	await Promise.all([engine.stop(), door.stop()]);
	process.exit(isGreen ? 0 : 1);
}

void main();
