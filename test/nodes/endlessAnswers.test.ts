/** n8n's HTTP client limits how long an answer is silent. Nothing else ends an answer that goes on, or a 101. */
import { createServer, type Socket } from 'node:net';

import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS } from '../../tools/providers';
import { partsOf } from '../faults/operations';
import { useLoopbackServers } from '../support/loopbackServers';

const stage = setStage();
const listen = useLoopbackServers();

const dripping = (head: string, drop: string) => (socket: Socket) => {
	socket.write(head);
	// Often enough that the client does not take it for silence.
	const timer = setInterval(() => socket.write(drop), 240_000);
	socket.on('close', () => clearInterval(timer));
};

const ANSWERS: Record<string, (socket: Socket) => void> = {
	'101 Switching Protocols': (socket) =>
		void socket.end(
			'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
		),
	'a body by drops': dripping(
		'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
		'1\r\n \r\n',
	),
};

/** What is asked, if it comes to an end within a day. */
const inADay = async <T>(asked: Promise<T>): Promise<T | 'not ended'> =>
	await Promise.race([
		asked,
		new Promise<'not ended'>((resolve) => setTimeout(() => resolve('not ended'), 86_400_000)),
	]);

const startServer = async (answer: string) =>
	await listen(createServer((socket) => void socket.once('data', () => ANSWERS[answer](socket))));

describe.each(PROVIDERS)('Where $title never completes an answer', (provider) => {
	const { credential, node, sending, operations, account, accounts } = provider;
	let credentials = 0;
	const run = (operation: [string, string], parameters: object, port: number, id: number) =>
		stage.engine.run(
			chain(
				start,
				node(operation, parameters as never, {
					credentials: { [credential]: { id: `endless-${id}`, name: 'Account' } },
				}),
			),
			{
				input: sending.items(stage.sandbox, 1) as never,
				credentials: {
					[credential]: {
						...(accounts.unrenewed ?? account)(stage.sandbox),
						environment: 'custom',
						baseUrl: `http://127.0.0.1:${port}`,
					},
				},
			},
		);

	// Drops take their time here, and the client is the same for all.
	const answers = Object.keys(ANSWERS).slice(0, provider === PROVIDERS[0] ? undefined : 1);
	it.each(answers)(
		'but sends %s, sends may have been sent, and make room for others',
		async (answer) => {
			const port = await startServer(answer);
			const id = ++credentials;
			const send = () => run(sending.operation, sending.parameters, port, id);
			const results = await inADay(Promise.all([send(), send()]));
			const outcomes =
				results === 'not ended' ? results : results.map(({ error }) => error?.message);
			expect(outcomes).toEqual(Array(2).fill(expect.stringMatching(/^May have been sent: /)));
		},
		30_000,
	);

	it('but sends 101 Switching Protocols, reads fail', async () => {
		const port = await startServer('101 Switching Protocols');
		const read = operations.rows[operations.typicalRead];
		const parameters = JSON.parse(
			JSON.stringify(read.parameters).replaceAll(/=\{\{ \$json\.\w+ \}\}/g, '12'),
		) as object;
		const result = await inADay(
			run(partsOf(operations.typicalRead), parameters, port, ++credentials),
		);
		const message = result === 'not ended' ? result : result.error?.message;
		expect(message).toMatch(/did not (complete its )?answer/);
	}, 30_000);
});
