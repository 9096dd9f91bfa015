import { setTimeout as pause } from 'node:timers/promises';
import type { ICredentialDataDecryptedObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';
import * as legallyMail from '../providers/legallyMail/node';
import * as pecMassiva from '../providers/pecMassiva/node';
import * as stemp from '../providers/stemp/node';
import type { Benchmark, Goal, Row } from './benchmark';
import { HTTP_REQUEST, httpRequest } from './httpRequest';
import { openN8n, type RealN8n } from './n8n';

/** Milliseconds from one start to the next: n8n prepares all items of a run at once, and does nothing else meanwhile. */
const HEAD_START = 5000;

type Credentials = INodeJson['credentials'];

/** A provider with a documented limit, and how it is sent to. */
interface Limited {
	provider: string;
	limit: string;
	/** In the sandbox's journal. */
	journal: string;
	sends: number;
	/** Seconds that no one can do it in less than. */
	minimum: number;
	prepare?: (sandbox: Sandbox) => void;
	input: (sandbox: Sandbox) => INodeExecutionData[];
	ours: {
		type: string;
		account: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
		node: (credentials: Credentials) => INodeJson;
	};
	alternative: {
		token: (sandbox: Sandbox) => string;
		url: (sandbox: Sandbox) => string;
		fields: (sandbox: Sandbox) => Record<string, unknown>;
		/** What a user who knows the limit sets in the options. */
		batch: { batchSize: number; batchInterval: number };
	};
}

const PEC_SENDS = 30;
const LEGALLY_MAIL_SENDS = 25;
const STEMP_SENDS = 250;
/** stemp documents that its headers tell the limit, not which it is. */
const STEMP_LIMIT = { requests: 100, seconds: 60 };

const limited: Limited[] = [
	{
		provider: 'PEC Massiva',
		limit: '1 a second',
		journal: 'pecMassiva',
		sends: PEC_SENDS,
		minimum: PEC_SENDS - 1,
		input: () => pecMassiva.recipients(PEC_SENDS),
		ours: {
			type: 'pecMassivaApi',
			account: (sandbox) => pecMassiva.pecMassivaAccount(sandbox.pecMassiva),
			node: (credentials) =>
				pecMassiva.pecMassiva(['message', 'send'], pecMassiva.messageToEachItem, { credentials }),
		},
		alternative: {
			token: ({ pecMassiva: { token } }) => token,
			url: ({ pecMassiva: { url } }) => `${url}/send`,
			fields: ({ pecMassiva: { username, password } }) => ({
				...pecMassiva.messageToEachItem,
				sender: username,
				username,
				password,
			}),
			batch: { batchSize: 1, batchInterval: 1000 },
		},
	},
	{
		provider: 'LegallyMail',
		limit: '10 a minute',
		journal: 'legallyMail',
		sends: LEGALLY_MAIL_SENDS,
		minimum: 60 * (Math.ceil(LEGALLY_MAIL_SENDS / 10) - 1),
		input: () => legallyMail.recipients(LEGALLY_MAIL_SENDS),
		ours: {
			type: 'legallyMailApi',
			account: (sandbox) => legallyMail.legallyMailAccount(sandbox.legallyMail),
			node: (credentials) =>
				legallyMail.legallyMail(
					['email', 'send'],
					{ ...legallyMail.emailToEachItem, options: { maxRequestsPerMinute: 10 } },
					{ credentials },
				),
		},
		alternative: {
			token: ({ legallyMail: { token } }) => token,
			url: ({ legallyMail: { url } }) => `${url}/api/send`,
			fields: () => legallyMail.emailToEachItem,
			batch: { batchSize: 10, batchInterval: 60_000 },
		},
	},
	{
		provider: 'stemp',
		limit: `by its headers, here ${STEMP_LIMIT.requests} in ${STEMP_LIMIT.seconds} s`,
		journal: 'stemp',
		sends: STEMP_SENDS,
		minimum: STEMP_LIMIT.seconds * (Math.ceil(STEMP_SENDS / STEMP_LIMIT.requests) - 1),
		prepare: ({ stemp: { switches } }) => {
			switches.rateLimit = STEMP_LIMIT;
		},
		input: (sandbox) => stemp.readers(sandbox.stemp, STEMP_SENDS),
		ours: {
			type: 'stempApi',
			account: (sandbox) => stemp.stempAccountWithAccessToken(sandbox.stemp),
			node: (credentials) => stemp.stemp(['email', 'send'], stemp.mailToEachItem, { credentials }),
		},
		alternative: {
			token: ({ stemp: { accessToken } }) => accessToken,
			url: ({ stemp: { url } }) => `${url}/v1/platform/emails`,
			fields: () => ({ ...stemp.mailToEachItem, to: '={{ $json.user }}' }),
			batch: {
				batchSize: STEMP_LIMIT.requests,
				batchInterval: STEMP_LIMIT.seconds * 1000,
			},
		},
	},
];

interface Outcome {
	seconds: number;
	refused: number;
	failed: number;
	twice: number;
}

type Contestant = (sandbox: Sandbox) => Promise<INodeJson>;

function contestants(n8n: RealN8n, { ours, alternative }: Limited): Record<string, Contestant> {
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
		'our node': async (sandbox) => ours.node(await n8n.keep(ours.type, ours.account(sandbox))),
		[`${HTTP_REQUEST}, default settings`]: byHand({}),
		[`${HTTP_REQUEST}, batching set by hand`]: byHand({ batching: { batch: alternative.batch } }),
	};
}

/** Each contestant has a provider of its own, for what one does counts against the limit of all. */
async function race(n8n: RealN8n, limit: Limited, contestant: Contestant): Promise<Outcome> {
	const sandbox = await startSandbox();
	try {
		limit.prepare?.(sandbox);
		const node = await contestant(sandbox);
		const { milliseconds } = await n8n.run(limit.input(sandbox), node);
		const { journal } = sandbox;
		const accepted = journal.accepted(limit.journal);
		const reached = new Set(accepted.map(({ recipient }) => recipient)).size;
		return {
			seconds: milliseconds / 1000,
			refused: journal.requests(limit.journal).filter(({ status }) => status === 429).length,
			failed: limit.sends - reached,
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
			// One provider after the other: where one send a second is allowed, a few milliseconds of others count.
			for (const limit of limited) {
				say(`${limit.provider}, about ${Math.ceil(limit.minimum / 60)} minutes`);
				const races = Object.entries(contestants(n8n, limit));
				const outcomes = await Promise.all(
					races.map(async ([, contestant], index) => {
						await pause(index * HEAD_START);
						return await race(n8n, limit, contestant);
					}),
				);
				for (const [index, [contestant]] of races.entries()) {
					const { seconds, refused, failed, twice } = outcomes[index];
					rows.push({
						task: `${limit.provider}, ${limit.limit}: ${limit.sends} sends`,
						contestant,
						figures: {
							'time in s': seconds,
							'over the minimum': seconds / limit.minimum,
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
