/** A proxy does not open the tunnel: whatever it answers to CONNECT, nothing has reached the provider. */
import { STATUS_CODES } from 'node:http';
import { connect } from 'node:net';
import { answering, useLoopbackServers } from '../../../support/loopbackServers';
import { answer, BROKEN_ANSWERS, type Act } from '../../../support/proxyAnswers';
import { useProxyVariables } from '../../../support/proxyVariables';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();
const listen = useLoopbackServers();
const setProxy = useProxyVariables();

const useProxy = async (act: Act) =>
	setProxy({ HTTPS_PROXY: `http://127.0.0.1:${await listen(answering(act))}` });

const at = (operation: [string, string], parameters: object, baseUrl: string) =>
	stampee.operate(
		stage,
		operation,
		{ ...parameters },
		{
			input: stampee.addressees(1),
			account: {
				...stampee.stampeeAccount(stage.sandbox.stampee),
				baseUrl,
				ca: stage.sandbox.stampee.certificateAuthority,
			},
		},
	);

const letter = async (baseUrl = stage.sandbox.stampee.secureUrl) =>
	await at(['message', 'send'], stampee.letterToEachItem, baseUrl);

const get = async () =>
	await at(['message', 'get'], { messageId: '480915273604' }, stage.sandbox.stampee.secureUrl);

/** n8n hands these out without the connection that they came from. */
const RETURNED = [0, 201, 202, 401];

/** What a proxy may answer, and what no server should; 200 opens a tunnel. */
const STATUSES = [
	...Object.keys(STATUS_CODES).map(Number),
	...[199, 219, 299, 306, 399, 419, 420, 430, 440, 444, 450, 460, 495, 499, 509, 520, 525, 530],
	...[561, 598, 599, 600, 999],
].filter((status) => ![100, 102, 103, 200, ...RETURNED].includes(status));

const expectProxyToBlame = async (
	words = /^Not sent: Stampee could not be reached: the proxy /,
) => {
	const { error } = await letter();
	expect(error?.message).toMatch(words);
	expect(error?.description).toContain('HTTPS_PROXY');
	expect(error?.context?.outcome).toBe('notSent');
	expect(stage.sandbox.journal.requests()).toEqual([]);
};

describe('a letter was not sent, and the proxy is to blame', () => {
	it.each(STATUSES)('where it answers %i', async (status) => {
		await useProxy(answer(status, ''));
		await expectProxyToBlame(
			/^Not sent: Stampee could not be reached: the proxy (answered \d+|let nothing through) /,
		);
	});

	it.each(BROKEN_ANSWERS)('where it answers %s', async (_, act) => {
		await useProxy(act);
		await expectProxyToBlame();
	});

	it.each<[string, Act]>([
		['closes the tunnel', (socket) => void socket.once('data', () => socket.end())],
		['resets the tunnel', (socket) => void socket.once('data', () => socket.resetAndDestroy())],
		[
			'speaks no TLS',
			(socket) => void socket.once('data', () => socket.end('HTTP/1.1 502 No\r\n')),
		],
	])('where it opens a tunnel and %s', async (_, act) => {
		await useProxy((socket) => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			act(socket);
		});
		await expectProxyToBlame(/^Not sent: Stampee could not be reached /);
	});

	it.each(['not a url', 'http://', 'http://user:pa/ss@proxy:3128'])(
		'where its address is %s',
		async (address) => {
			setProxy({ HTTPS_PROXY: address });
			await expectProxyToBlame(/^Not sent: n8n can not read the address of its proxy /);
		},
	);
});

describe('no letter counts as sent, where n8n does not show who answered', () => {
	it.each([0, 201, 202])('and a proxy answers %i', async (status) => {
		await useProxy(answer(status));
		expect((await letter()).error?.message).toMatch(/^May have been sent: /);
	});

	it("and of a 401 the hint says that it may be a proxy's", async () => {
		await useProxy(answer(401));
		const { error } = await letter();
		expect(error?.message).toMatch(/^Refused: /);
		expect(error?.description).toContain('HTTPS_PROXY');
	});
});

it.each([302, 403, 404, 407, 429, 530])(
	'a read is not answered by a proxy with %i',
	async (status) => {
		await useProxy(answer(status));
		const { error } = await get();
		expect(error?.message).toMatch(/^Stampee could not be reached: the proxy answered/);
		expect(error?.description).toContain('HTTPS_PROXY');
	},
);

it.each([201, 203, 302, 404, 422, 429, 451, 505])(
	'a %i that comes through the tunnel is the answer of the provider',
	async (status) => {
		const { secureUrl } = stage.sandbox.stampee;
		await useProxy((socket) => {
			const out = connect(Number(new URL(secureUrl).port), '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				socket.pipe(out).pipe(socket);
			});
			out.on('error', () => out.destroy());
		});
		stage.sandbox.faults.add({ provider: 'stampee', times: 20, fault: { kind: 'status', status } });
		const { error } = await letter();
		expect(error?.message).toMatch(/Stampee (answered|takes|gave)/);
		expect(error?.message).not.toContain('proxy');
		expect(stage.sandbox.journal.requests().length).toBeGreaterThan(0);
	},
);
