import { startSandbox, type Sandbox } from '../../sandbox';
import { startEngine, type Engine, type EngineOptions } from './engine';

/** n8n's engine with the package, and the providers that it talks to. */
export interface Stage {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	/** n8n is started anew, as after a crash: nothing is left of what its process had in memory. */
	restartN8n(): Promise<void>;
}

/**
 * Sets the stage for the tests of a file. Each test finds an empty journal, no faults and no latency;
 * the clock goes on, and what the providers hold stays.
 */
export function setStage(options: EngineOptions = {}): Stage {
	const stage: { engine?: Engine; sandbox?: Sandbox } = {};
	beforeAll(async () => {
		stage.sandbox = await startSandbox();
		stage.engine = await startEngine(options);
	});
	beforeEach(async () => {
		await stage.sandbox?.faults.clear();
		stage.sandbox?.latency(0);
		stage.sandbox?.journal.clear();
	});
	afterAll(async () => {
		await Promise.all([stage.engine?.stop(), stage.sandbox?.stop()]);
	});
	return {
		get engine() {
			return stage.engine!;
		},
		get sandbox() {
			return stage.sandbox!;
		},
		async restartN8n() {
			await stage.engine?.stop();
			jest.resetModules();
			const anew = jest.requireActual<typeof import('./engine')>('./engine');
			stage.engine = await anew.startEngine(options);
		},
	};
}
