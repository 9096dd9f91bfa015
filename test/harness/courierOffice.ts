import type { Engine, EngineOptions } from '../../tools/engine/engine';
import { startEngine } from '../../tools/engine/engine';
import { buildCourierPackage } from './courierPackage';
import type { CourierServer } from './courierServer';
import { startCourierServer } from './courierServer';

/** An engine with the courier's package installed, and the courier's API. */
export interface CourierOffice {
	engine: Engine;
	server: CourierServer;
	close(): Promise<void>;
}

export async function openCourierOffice(options: EngineOptions = {}): Promise<CourierOffice> {
	const { directory, remove } = await buildCourierPackage();
	const server = await startCourierServer();
	const engine = await startEngine({ packageDirectory: directory, ...options });
	return {
		engine,
		server,
		async close() {
			await engine.stop();
			await server.stop();
			await remove();
		},
	};
}
