import { startSandbox, type Sandbox } from '../../sandbox';
import { startEngine, type Engine, type EngineOptions } from './engine';
import { letTimeLeap, type LeapingClock } from './leapingClock';

/** n8n's engine with the package, the providers that it talks to, and the clock that they share. */
export interface Stage {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	readonly time: LeapingClock;
	/**
	 * Restarts n8n, as after a crash: the memory of its process is lost.
	 * @param changed options that differ from now on
	 */
	restartN8n(changed?: EngineOptions): Promise<void>;
}

/**
 * Sets up the stage for the tests of a file, with a leaping clock. Each test starts with an empty journal, no faults
 * and no latency; time goes on, and the providers keep their data.
 */
export function setStage(options: EngineOptions = {}): Stage {
	const stage: { engine?: Engine; sandbox?: Sandbox; time?: LeapingClock } = {};
	let current = options;
	const startN8n = async () => {
		// Reload the package as well: it remembers times, and would wait for timers of a stopped clock.
		jest.resetModules();
		stage.engine = await startEngine(current);
	};
	beforeAll(async () => {
		stage.time = letTimeLeap();
		stage.sandbox = await startSandbox();
		await startN8n();
	});
	beforeEach(async () => {
		await stage.sandbox?.faults.clear();
		stage.sandbox?.latency(0);
		stage.sandbox?.journal.clear();
	});
	afterAll(async () => {
		await Promise.all([stage.engine?.stop(), stage.sandbox?.stop()]);
		stage.time?.stop();
	});
	return {
		get engine() {
			return stage.engine!;
		},
		get sandbox() {
			return stage.sandbox!;
		},
		get time() {
			return stage.time!;
		},
		async restartN8n(changed) {
			current = { ...current, ...changed };
			await stage.engine?.stop();
			await startN8n();
		},
	};
}
