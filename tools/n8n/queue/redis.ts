import { once } from 'node:events';
import { connect } from 'node:net';
import { runService, type Service } from '../service';
import { freePort } from '../freePort';

/** Whether something accepts connections on a port of 127.0.0.1. */
export async function isOpen(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} finally {
		socket.destroy();
	}
}

/** Starts a Redis without persistence. */
export async function startRedis(redisServer: string): Promise<Service & { port: number }> {
	const port = await freePort();
	const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no' };
	const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const redis = runService([redisServer, ...words], {
		name: 'Redis',
		environment: process.env,
		isReady: async () => await isOpen(port),
	});
	await redis.untilReady();
	return { ...redis, port };
}
