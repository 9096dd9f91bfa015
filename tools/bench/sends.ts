import type { INodeJson } from '../engine/engine';
import { addressees, letterToEachItem, stampee } from '../providers/stampee/node';
import { inTurns, median, type Benchmark, type Row } from './benchmark';
import { HTTP_REQUEST, httpRequest } from './httpRequest';
import { openLetterbox, type Letterbox } from './letterbox';
import { openN8n, type RealN8n } from './n8n';
import { processorTimeOf } from './processor';

const SENDS = 1000;
const ROUNDS = 3;
const LATENCIES = [5, 50];

const stock = 'stock declarative node';
const ours = 'Stampee node';
const oursRaised = 'Stampee node, Max Concurrent Requests 50';

/** The contestants: the same letter, with two expressions each. */
async function contestants(n8n: RealN8n, { url }: Letterbox): Promise<Record<string, INodeJson>> {
	const token = 'bench';
	const [header, letter, stampeeApi] = [
		await n8n.keep('httpHeaderAuth', { name: 'Authorization', value: `Bearer ${token}` }),
		await n8n.keep('letterApi', { token }),
		await n8n.keep('stampeeApi', {
			apiToken: token,
			environment: 'custom',
			baseUrl: url,
			mutualTls: 'none',
		}),
	];
	const expressions = { recipient: '={{ $json.email }}', reference: '={{ $json.reference }}' };
	const content = { body: '<p>Bonjour</p>' };
	const stampeeNode = (parameters = {}) =>
		stampee(
			['message', 'send'],
			{ ...letterToEachItem, ...parameters },
			{ credentials: stampeeApi },
		);
	return {
		[HTTP_REQUEST]: httpRequest({
			url: `${url}/messages`,
			credentials: header,
			fields: { ...expressions, ...content },
		}),
		[stock]: {
			name: 'Letter',
			type: 'CUSTOM.letter',
			typeVersion: 1,
			credentials: letter,
			parameters: { ...expressions, ...content },
		},
		[ours]: stampeeNode(),
		[oursRaised]: stampeeNode({ options: { maxConcurrentRequests: 50 } }),
	};
}

interface Outcome {
	seconds: number;
	/** n8n's CPU time in seconds, which is more informative than the elapsed time if there is other load. */
	work: number;
	mostInFlight: number;
}

export const sends: Benchmark = {
	name: 'sends',
	title: `${SENDS} sends, by the latency of the provider`,
	async run(say) {
		const letterbox = await openLetterbox();
		const n8n = await openN8n({ BENCH_PROVIDER: letterbox.url });
		try {
			const nodes = await contestants(n8n, letterbox);
			const send = async (node: INodeJson): Promise<Outcome> => {
				letterbox.reset();
				const workBefore = await processorTimeOf(n8n.pid);
				const { execution, milliseconds } = await n8n.run(addressees(SENDS), node);
				const work = (await processorTimeOf(n8n.pid)) - workBefore;
				if (execution.status !== 'success' || letterbox.requests !== SENDS) {
					const why = execution.data.resultData.error?.message ?? execution.status;
					throw new Error(`${node.name}: ${letterbox.requests} of ${SENDS} sends, ${why}`);
				}
				return { seconds: milliseconds / 1000, work, mostInFlight: letterbox.mostInFlight };
			};
			// What is loaded on first use must not count towards the sends.
			for (const node of Object.values(nodes)) await n8n.run(addressees(1), node);

			const rows: Row[] = [];
			const seconds = (latency: number, contestant: string) =>
				rows.find((row) => row.task === `${latency} ms` && row.contestant === contestant)!.figures[
					'node time in s'
				];
			for (const latency of LATENCIES) {
				say(`${latency} ms, ${ROUNDS} rounds`);
				letterbox.latency = latency;
				const outcomes = await inTurns(
					ROUNDS,
					Object.fromEntries(
						Object.entries(nodes).map(([name, node]) => [name, async () => await send(node)]),
					),
				);
				for (const [contestant, turns] of Object.entries(outcomes)) {
					rows.push({
						task: `${latency} ms`,
						contestant,
						figures: {
							'node time in s': median(turns.map((turn) => turn.seconds)),
							'work of n8n in s': median(turns.map(({ work }) => work)),
							'most in flight': Math.max(...turns.map((turn) => turn.mostInFlight)),
						},
					});
				}
			}
			return {
				rows,
				goals: [
					{
						what: 'at 5 ms, as a part of the stock node’s time',
						reached: seconds(5, ours) / seconds(5, stock),
						limit: 0.75,
						is: 'at most',
					},
					{
						what: 'at 50 ms with 50 at once, as a part of the HTTP Request node’s time',
						reached: seconds(50, oursRaised) / seconds(50, HTTP_REQUEST),
						limit: 1.1,
						is: 'at most',
					},
				],
				notes: [
					`The default of 10 requests at once makes ${SENDS} sends at 50 ms take at least 5 s: it is what a provider without a documented limit is spared.`,
				],
			};
		} finally {
			await n8n.close();
			await letterbox.close();
		}
	},
};
