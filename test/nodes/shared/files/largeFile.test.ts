import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../../../sandbox';
import { stampeeAccount } from '../../../../tools/providers/stampee/node';

const run = promisify(execFile);

/** The maximum that Stampee accepts, in bytes. */
const LARGEST = 250_000_000;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => {
	await sandbox?.stop();
});

beforeEach(() => sandbox.journal.clear());

it.each([
	['by itself', false],
	['combined with others, for which it is read once more', true],
])(
	'a file of 250 MB arrives byte by byte, and takes less than 100 MB of memory on its way, %s',
	async (_, combineItems) => {
		const script = join(__dirname, 'sendLargeFile.ts');
		const credential = JSON.stringify(stampeeAccount(sandbox.stampee));
		const { stdout } = await run(process.execPath, [
			'--import',
			'tsx',
			script,
			credential,
			String(LARGEST),
			JSON.stringify({ combineItems }),
		]);
		const { status, error, sha256, rise } = JSON.parse(stdout) as Record<string, unknown>;

		expect({ status, error }).toEqual({ status: 'success', error: undefined });
		const [{ files }] = sandbox.journal.requests('stampee');
		expect(files).toEqual([
			{
				field: 'attachments',
				name: 'large.bin',
				type: 'application/octet-stream',
				size: LARGEST,
				sha256,
			},
		]);
		expect(rise).toBeLessThan(100 * 1024 * 1024);
	},
	120_000,
);
