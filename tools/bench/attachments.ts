import { execFile } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';
import { letterToEachItem, stampee, stampeeAccount } from '../providers/stampee/node';
import { inTurns, median, type Benchmark, type Goal, type Row } from './benchmark';
import { HTTP_REQUEST, httpRequest } from './httpRequest';
import { memoryOf, peakDuring } from './memory';
import { openN8n, type RealN8n } from './n8n';
import { processorTimeOf } from './processor';

const run = promisify(execFile);

/** In millions of bytes; 250 is Stampee's maximum. */
const SIZES = [1, 25, 250];
const ROUNDS = 5;

const OURS = 'Stampee node';
const CURL = 'curl -F';
/** The time in which n8n reads the file and runs any node at all, which is part of the time of a send. */
const UNSENT = 'n8n, file read, a node that does nothing';

const recipients = JSON.stringify([
	{ email: 'ada@example.org', firstname: 'Ada', lastname: 'Byron' },
]);
const fields = { type: 'LS', body: '<p>Bonjour</p>', recipients };

const readFrom = (path: string): INodeJson => ({
	name: 'Read',
	type: 'n8n-nodes-base.readWriteFile',
	typeVersion: 1,
	parameters: { operation: 'read', fileSelector: path, options: {} },
});

/** The cost of one letter. */
interface Outcome {
	seconds: number;
	/** n8n's CPU time to read and send the file, in seconds. */
	work?: number;
	/** Bytes in excess of the process's memory right before. */
	memory?: number;
}

/** Sends the file at a path. */
type Contestant = (path: string) => Promise<Outcome>;

type ToNode = (n8n: RealN8n, sandbox: Sandbox) => Promise<INodeJson>;

const nodes: Record<string, ToNode> = {
	[OURS]: async (n8n, sandbox) =>
		stampee(
			['message', 'send'],
			{
				...letterToEachItem,
				recipientsJson: recipients,
				customerReference: '',
				attachments: 'data',
			},
			{ credentials: await n8n.keep('stampeeApi', stampeeAccount(sandbox.stampee)) },
		),
	[HTTP_REQUEST]: async (n8n, { stampee: { token, url } }) =>
		httpRequest({
			url: `${url}/messages/bulk_send`,
			credentials: await n8n.keep('httpHeaderAuth', { name: 'X-API-TOKEN', value: token }),
			fields,
			files: { attachments: 'data' },
		}),
	[UNSENT]: async () => ({ name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1 }),
};

function byCurl({ stampee: { token, url } }: Sandbox): Contestant {
	const form = Object.entries(fields).flatMap(([name, value]) => [
		'--form-string',
		`${name}=${value}`,
	]);
	return async (path) => {
		const { stdout } = await run('curl', [
			...['-sS', '-o', '/dev/null', '-w', '%{time_total}'],
			...['-H', `X-API-TOKEN: ${token}`, ...form, '-F', `attachments=@${path}`],
			`${url}/messages/bulk_send`,
		]);
		return { seconds: Number(stdout) };
	};
}

async function byNode(n8n: RealN8n, node: INodeJson, small: string): Promise<Contestant> {
	const send = async (path: string) =>
		(await n8n.run([{ json: {} }], readFrom(path), node)).milliseconds;
	// What is loaded on first use must not count towards the file.
	for (let times = 0; times < 3; times++) await send(small);
	return async (path) => {
		let milliseconds = 0;
		const base = await memoryOf(n8n.pid);
		const workBefore = await processorTimeOf(n8n.pid);
		const peak = await peakDuring(n8n.pid, async () => {
			milliseconds = await send(path);
		});
		const work = (await processorTimeOf(n8n.pid)) - workBefore;
		return { seconds: milliseconds / 1000, work, memory: peak - base };
	};
}

async function makeFile(folder: string, bytes: number): Promise<string> {
	const path = join(folder, `${bytes}.bin`);
	await writeFile(path, randomFillSync(Buffer.alloc(bytes)));
	return path;
}

export const attachments: Benchmark = {
	name: 'attachments',
	title: 'A letter with a file',
	async run(say) {
		const sandbox = await startSandbox();
		const folder = await mkdtemp(join(tmpdir(), 'certified-mail-files-'));
		const running: RealN8n[] = [];
		try {
			const small = await makeFile(folder, 1000);
			const contestants: Record<string, Contestant> = { [CURL]: byCurl(sandbox) };
			// An n8n for each, because memory that one leaves behind would raise the other's baseline.
			for (const [name, toNode] of Object.entries(nodes)) {
				say(`start n8n for ${name}`);
				const n8n = await openN8n({ N8N_RESTRICT_FILE_ACCESS_TO: folder });
				running.push(n8n);
				contestants[name] = await byNode(n8n, await toNode(n8n, sandbox), small);
			}

			const rows: Row[] = [];
			for (const size of SIZES) {
				say(`${size} MB, ${ROUNDS} rounds`);
				const path = await makeFile(folder, size * 1e6);
				const outcomes = await inTurns(
					ROUNDS,
					Object.fromEntries(
						Object.entries(contestants).map(([name, send]) => [
							name,
							async () => {
								sandbox.journal.clear();
								const outcome = await send(path);
								const [arrived] = sandbox.journal.requests('stampee').flatMap(({ files }) => files);
								if (name !== UNSENT && arrived?.size !== size * 1e6)
									throw new Error(`${name}: the file did not arrive`);
								return outcome;
							},
						]),
					),
				);
				await rm(path);
				for (const [contestant, turns] of Object.entries(outcomes)) {
					const seconds = median(turns.map((turn) => turn.seconds));
					const memory = turns.flatMap((turn) => turn.memory ?? []);
					const work = turns.flatMap((turn) => turn.work ?? []);
					rows.push({
						task: `${size} MB`,
						contestant,
						figures: {
							'time in s': seconds,
							...(contestant !== UNSENT && { 'MB a second': size / seconds }),
							...(work.length > 0 && { 'work of n8n in s': median(work) }),
							...(memory.length > 0 && { 'memory over the base in MB': Math.max(...memory) / 1e6 }),
						},
					});
				}
			}
			return { rows, goals: SIZES.flatMap((size) => goalsOf(size, rows)) };
		} finally {
			await Promise.all(running.map(async (n8n) => await n8n.close()));
			await sandbox.stop();
			await rm(folder, { recursive: true });
		}
	},
};

function goalsOf(size: number, rows: Row[]): Goal[] {
	const of = (who: string) =>
		rows.find(({ task, contestant }) => task === `${size} MB` && contestant === who)!.figures;
	return [
		{
			what: `${size} MB, memory over the base in MB`,
			reached: of(OURS)['memory over the base in MB'],
			limit: 64,
			is: 'at most',
		},
		{
			what: `${size} MB, speed as a part of curl's`,
			reached: of(OURS)['MB a second'] / of(CURL)['MB a second'],
			limit: 0.9,
			is: 'at least',
		},
	];
}
