import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../..');

/** A registry URL where nothing listens: port 9 is the discard service. */
const NO_REGISTRY = 'http://127.0.0.1:9/';

interface End {
	code: number;
	told: string;
}

/** Runs the command, as package.json does, with an empty cache and without a network. */
async function runOffline(...words: string[]): Promise<End> {
	const cache = await mkdtemp(join(tmpdir(), 'certified-mail-no-engines-'));
	const env = {
		...process.env,
		CERTIFIED_MAIL_CACHE: cache,
		npm_config_registry: NO_REGISTRY,
		npm_config_fetch_retries: '0',
		npm_config_cache: join(cache, 'npm'),
	};
	const command = ['--import', 'tsx', 'test/engines/main.ts', ...words];
	const end = await new Promise<End>((done) => {
		execFile(process.execPath, command, { cwd: repository, env }, (error, stdout) =>
			done({ code: Number(error?.code ?? 0), told: stdout }),
		);
	});
	await rm(cache, { recursive: true });
	return end;
}

describe('without a network and with nothing in the cache', () => {
	it('says which engines are missing, and fails', async () => {
		const { code, told } = await runOffline();

		expect(code).toBe(1);
		expect(told).toMatch(/The registry can not be asked .* not in .*: n8n 2\.0\.0, .*2\.41\.1/);
		expect(told).toContain('Run this once with a network.');
	});

	it.each([
		['an engine of the list', '2.33.7'],
		['any other', '2.37.11'],
	])('says that %s is not there, and fails', async (_, version) => {
		const { code, told } = await runOffline('--engine', version);

		expect(code).toBe(1);
		expect(told).toContain(version);
		expect(told).toMatch(/ECONNREFUSED|Run this once with a network/);
	});
});
