import type { Sandbox } from '../../sandbox';
import type { Engine } from '../engine/engine';

/** The demonstration's environment: n8n's engine, and a sandbox in place of the providers. */
export interface DemoEnvironment {
	engine: Engine;
	sandbox: Sandbox;
	close(): Promise<void>;
}

/** Starts an environment on free ports. Its modules take a second or two to load, so they are imported on demand. */
export async function openEnvironment(): Promise<DemoEnvironment> {
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
