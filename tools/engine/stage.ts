import { startSandbox, type Sandbox } from '../../sandbox';
import { startEngine, type Engine, type EngineOptions } from './engine';
import { letTimeLeap, type LeapingClock } from './leapingClock';

/** n8n's engine with the package, the providers that it talks to, and the clock that all of them see. */
export interface Stage {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	readonly time: LeapingClock;
	/**
	 * n8n is started anew, as after a crash: nothing is left of what its process had in memory.
	 * @param changed what is configured in another way from now on
	 */
	restartN8n(changed?: EngineOptions): Promise<void>;
}

/**
 * Sets the stage for the tests of a file, on a clock that leaps. Each test finds an empty journal, no faults
 * and no latency; the time goes on, and what the providers hold stays.
 */
export function setStage(options: EngineOptions = {}): Stage {
	const stage: { engine?: Engine; sandbox?: Sandbox; time?: LeapingClock } = {};
	let current = options;
	const startN8n = async () => {
		// The package as well: it remembers times, and would wait for timers of a clock that has stopped.
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
