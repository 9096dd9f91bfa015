import fc from 'fast-check';
import { startEngine, type Engine } from '../support/engine';
import { MODELS } from '../walks/model';
import { anyWalk, openDoor, take, type Door } from '../walks/walk';

/** `npm run test:walks` takes ten thousand for each provider. */
const WALKS = 8;

let engine: Engine;
let door: Door;
beforeAll(async () => {
	[engine, door] = await Promise.all([startEngine(), openDoor()]);
});
afterAll(async () => await Promise.all([engine?.stop(), door?.stop()]));

describe.each(Object.entries(MODELS))('%s', (_, models) => {
	it.each(Object.entries(models))(
		'%s: whatever happens, no change is lost, and none that was saved is told again',
		async (_event, model) => {
			await fc.assert(
				fc.asyncProperty(anyWalk, async (walk) => await take(walk, model, engine, door)),
				{ numRuns: WALKS },
			);
		},
	);
});
