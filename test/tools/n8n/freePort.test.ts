import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { freePort } from '../../../tools/n8n/freePort';

const listening = async (port: number) => {
	const server = createServer().listen(port, '127.0.0.1');
	await once(server, 'listening');
	return server;
};

describe('A free port', () => {
	it('can be used', async () => {
		const port = await freePort();
		const server = await listening(port);
		expect((server.address() as AddressInfo).port).toBe(port);
		server.close();
	});

	it('is none that the system gives to who asks for any', async () => {
		const server = await listening(0);
		const ports = await Promise.all(Array.from({ length: 20 }, freePort));
		expect(Math.max(...ports)).toBeLessThan((server.address() as AddressInfo).port);
		server.close();
	});

	it('is another one than that which is taken', async () => {
		const random = jest.spyOn(Math, 'random').mockReturnValueOnce(0.5);
		const taken = await freePort();
		const server = await listening(taken);
		random.mockReturnValueOnce(0.5);
		expect(await freePort()).not.toBe(taken);
		expect(random).toHaveBeenCalledTimes(3);
		server.close();
	});
});
