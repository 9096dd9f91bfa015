import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';
import { PROVIDERS, type Provider } from '../providers';
import type { Benchmark, Goal, Row } from './benchmark';
import { HTTP_REQUEST, httpRequest } from './httpRequest';
import type { LimitedSends } from './measured';
import { openN8n, type RealN8n } from './n8n';

/** Milliseconds between starts: n8n prepares all items of a run at once, and does nothing else meanwhile. */
const HEAD_START = 5000;

interface Outcome {
	seconds: number;
	refused: number;
	failed: number;
	twice: number;
}

type Contestant = (sandbox: Sandbox) => Promise<INodeJson>;

function contestants(
	n8n: RealN8n,
	{ credential, account, measured }: Provider,
	{ node, alternative }: LimitedSends,
): Record<string, Contestant> {
	const accountIn = measured.account ?? account;
	const byHand =
		(options: object): Contestant =>
		async (sandbox) =>
			httpRequest({
				url: alternative.url(sandbox),
				credentials: await n8n.keep('httpHeaderAuth', {
					name: 'Authorization',
					value: `Bearer ${alternative.token(sandbox)}`,
				}),
				fields: alternative.fields(sandbox),
				options: { ...options },
			});
	return {
		'our node': async (sandbox) => node(await n8n.keep(credential, accountIn(sandbox))),
		[`${HTTP_REQUEST}, default settings`]: byHand({}),
		[`${HTTP_REQUEST}, batching set by hand`]: byHand({ batching: { batch: alternative.batch } }),
	};
}

/** Each contestant has its own provider, because the limit applies to all requests together. */
async function race(
	n8n: RealN8n,
	{ name }: Provider,
	limited: LimitedSends,
	contestant: Contestant,
): Promise<Outcome> {
	const sandbox = await startSandbox();
	try {
		limited.prepare?.(sandbox);
		const node = await contestant(sandbox);
		const { milliseconds } = await n8n.run(limited.input(sandbox), node);
		const { journal } = sandbox;
		const accepted = journal.accepted(name);
		const reached = new Set(accepted.map(({ recipient }) => recipient)).size;
		return {
			seconds: milliseconds / 1000,
			refused: journal.requests(name).filter(({ status }) => status === 429).length,
			failed: limited.sends - reached,
			twice: accepted.length - reached,
		};
	} finally {
		await sandbox.stop();
	}
}

export const limits: Benchmark = {
	name: 'limits',
	title: 'Sends under the limits of the providers',
	async run(say) {
		const n8n = await openN8n();
		try {
			const rows: Row[] = [];
			// The providers run in sequence: at a limit of one send per second, a few milliseconds of others matter.
			for (const provider of PROVIDERS) {
				const { limited } = provider.measured;
				if (!limited) continue;
				const { limit, sends, minimum } = limited;
				say(`${provider.title}, about ${Math.ceil(minimum / 60)} minutes`);
				const races = Object.entries(contestants(n8n, provider, limited));
				const outcomes = await Promise.all(
					races.map(async ([, contestant], index) => {
						await pause(index * HEAD_START);
						return await race(n8n, provider, limited, contestant);
					}),
				);
				for (const [index, [contestant]] of races.entries()) {
					const { seconds, refused, failed, twice } = outcomes[index];
					rows.push({
						task: `${provider.title}, ${limit}: ${sends} sends`,
						contestant,
						figures: {
							'time in s': seconds,
							'over the minimum': seconds / minimum,
							'429 answers': refused,
							'letters failed': failed,
							'letters sent twice': twice,
						},
					});
				}
			}
			return { rows, goals: rows.filter(isOurs).flatMap(goalsOf) };
		} finally {
			await n8n.close();
		}
	},
};

const isOurs = ({ contestant }: Row) => contestant === 'our node';

const goalsOf = ({ task, figures }: Row): Goal[] =>
	[
		['over the minimum', 1.05],
		['429 answers', 0],
		['letters failed', 0],
	].map(([figure, limit]) => ({
		what: `${task.split(',')[0]}, ${figure}`,
		reached: figures[figure],
		limit: Number(limit),
		is: 'at most',
	}));
