/** Node.js passes on any status of three digits. */
import { createServer } from 'node:net';
import { useLoopbackServers } from '../../../support/loopbackServers';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();
const listen = useLoopbackServers();

describe.each(['000', '099', '101', '199', '600', '777', '999'])('HTTP status %s', (status) => {
	const run = async (operation: [string, string], parameters: object) => {
		const server = createServer((socket) => {
			socket.on('data', () => socket.end(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`));
		});
		const baseUrl = `http://127.0.0.1:${await listen(server)}`;
		const { error } = await stampee.operate(
			stage,
			operation,
			{ ...parameters },
			{
				input: stampee.addressees(1),
				account: { ...stampee.stampeeAccount(stage.sandbox.stampee), baseUrl },
			},
		);
		return error;
	};

	it('proves nothing of a letter', async () => {
		const error = await run(['message', 'send'], stampee.letterToEachItem);
		expect(error?.message).toMatch(/^May have been sent: Stampee /);
	});

	it('is no fault of the program', async () => {
		const error = await run(['message', 'get'], { messageId: '480915273604' });
		expect(error?.message).toMatch(/^Stampee /);
		expect(error?.description).toBeTruthy();
		expect(`${error?.message} ${error?.description}`).not.toMatch(/undefined|Cannot read|program/);
	});
});
