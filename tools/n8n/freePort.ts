import { once } from 'node:events';
import { createServer } from 'node:net';

/** Systems take the ports of outgoing connections from higher numbers (Linux from 32768, others from 49152). */
const [LOWEST, HIGHEST] = [20_000, 32_767];

const isFree = async (port: number): Promise<boolean> => {
	const server = createServer().listen(port, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch {
		return false;
	}
	server.close();
	await once(server, 'close');
	return true;
};

/**
 * A port of 127.0.0.1 that is currently free, and that nothing gets meanwhile that leaves the choice to the system: a
 * program may take seconds until it listens there.
 */
export async function freePort(): Promise<number> {
	const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1));
	return (await isFree(port)) ? port : await freePort();
}
