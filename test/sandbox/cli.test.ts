import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { call, json } from '../../tools/providers/client';
import { letterTo } from '../../tools/providers/stampee/caller';

const command = [require.resolve('tsx/cli'), resolve(__dirname, '../../sandbox/cli.ts')];

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...words: string[]) =>
	promisify(execFile)(process.execPath, [...command, ...words], { cwd: folder });

interface Provider {
	addresses: Record<string, string>;
	credentials: Record<string, string>;
}

/** Runs `npm run sandbox` for the duration of `use`. */
async function running<Result>(use: (stampee: Provider) => Promise<Result>) {
	const child = spawn(process.execPath, [...command, '--port', '0'], { cwd: folder });
	const exit = once(child, 'exit') as Promise<[number | null]>;
	let output = '';
	await new Promise<void>((ready, fail) => {
		child.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			if (output.includes('Ctrl-C stops.')) ready();
		});
		child.stderr.on('data', (chunk: Buffer) => fail(new Error(chunk.toString())));
	});
	try {
		const [stampee] = json<Provider[]>(await call(`${/full: (\S+)/.exec(output)?.[1]}/providers`));
		return { output, stampee, result: await use(stampee), exit };
	} finally {
		child.kill('SIGINT');
		await exit;
	}
}

describe('npm run sandbox', () => {
	it('explains itself', async () => {
		const { stdout } = await run('--help');

		expect(stdout).toContain('npm run sandbox -- certificate [folder]');
	});

	it.each([
		[['fly'], "There is no command 'fly'"],
		[['--port', 'x'], "'x' is no port"],
	])('does not know %j', async (words, message) => {
		await expect(run(...words)).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining(message) as string,
		});
	});

	it('takes the certificate that it has written, and is the same after a restart', async () => {
		await run('certificate', 'mine');
		const file = (name: string) => readFile(join(folder, 'mine', name));
		const tls = {
			ca: await file('certificate-authority.pem'),
			pfx: await file('client.pfx'),
			passphrase: (await file('passphrase.txt')).toString().trim(),
		};

		const first = await running(({ addresses, credentials }) =>
			call(`${addresses.apiWithClientCertificate}/messages/bulk_send`, {
				headers: { 'X-API-TOKEN': credentials.token },
				body: letterTo('accept@example.org', 'LRE'),
				tls,
			}),
		);
		const second = await running(() => Promise.resolve());

		expect(first.result.status).toBe(201);
		expect(first.output).toContain(first.stampee.credentials.token);
		expect(await first.exit).toEqual([0, null]);
		expect(second.stampee.credentials.token).toBe(first.stampee.credentials.token);
	});
});
