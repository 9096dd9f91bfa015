import type { Sandbox } from '../../sandbox';
import type { Engine } from '../engine/engine';

/** Where the demonstration takes place: n8n's engine, and a sandbox that plays the providers. */
export interface Stage {
	engine: Engine;
	sandbox: Sandbox;
	close(): Promise<void>;
}

/** Opens a stage on free ports. What it loads takes a second or two, so it is loaded here. */
export async function openStage(): Promise<Stage> {
	const { startSandbox } = await import('../../sandbox');
	const { startEngine } = await import('../engine/engine');
	const sandbox = await startSandbox();
	const engine = await startEngine().catch(async (error: Error) => {
		await sandbox.stop();
		throw error;
	});
	return {
		engine,
		sandbox,
		close: async () => {
			await Promise.all([engine.stop(), sandbox.stop()]);
		},
	};
}
