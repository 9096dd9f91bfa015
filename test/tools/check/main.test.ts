import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report } from '../../../tools/check/report';

const repository = resolve(__dirname, '../../..');

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'certified-mail-check-'))));
afterEach(async () => await rm(folder, { recursive: true }));

/** Runs the program as `npm run check` does, once it has built. Resolves however it ends. */
const check = (...words: string[]) =>
	new Promise<{ code: number; stdout: string }>((ended) => {
		const env = { ...process.env, CHECK_STAMPEE_API_TOKEN: 'stampee_of-nobody' };
		const tsx = pathToFileURL(require.resolve('tsx')).href;
		const program = ['--import', tsx, 'tools/check/main.ts', ...words];
		execFile(process.execPath, program, { cwd: repository, env }, (error, stdout) =>
			ended({ code: error ? Number(error.code) : 0, stdout }),
		);
	});

/** A small report of a Stampee that calls what it does not have by another name, if it does. */
async function reportWith(status: number, code: string): Promise<string> {
	const answer = { status, body: { message: 'text-1', code } };
	const report: Report = {
		format: 1,
		provider: 'stampee',
		date: '2026-01-31',
		version: '0.1.0',
		isSent: false,
		isElsewhere: true,
		isRecognised: true,
		given: {},
		facts: {},
		switches: { unknownMessage: { position: answer } },
		exchanges: [
			{
				step: 'unknownMessage',
				method: 'GET',
				url: 'https://api.example/messages/000000000000',
				status: answer.status,
				headers: {},
				body: { kind: 'json', json: answer.body },
			},
		],
	};
	const file = join(folder, 'report.json');
	await writeFile(file, JSON.stringify(report));
	return file;
}

const TESTS = 'test/nodes/Stampee/resources/message/get.test.ts';
const NAME = 'An ID that no message has is told in the words of Stampee';

it('the tests of a provider fail against what a report says, and the command names them', async () => {
	const teapot = await reportWith(418, 'teapot');
	const { code, stdout } = await check('--replay', teapot, '--tests', TESTS);
	expect(stdout).toContain(`✗ ${TESTS}\n    ${NAME}\n`);
	expect(stdout).toMatch(/[1-9]\d* passed, 1 failed\./);
	expect(code).toBe(1);
});

it('its tests pass against what they know', async () => {
	const known = await reportWith(404, 'message-not-found');
	const { stdout } = await check('--replay', known, '--tests', TESTS);
	expect(stdout).toMatch(/[1-9]\d* passed, 0 failed\./);
});

it.each([
	['behind --send', ['stampee', '--send', 'sms']],
	['behind an equals sign', ['--send=sms', 'stampee']],
	['before the provider', ['--send', 'sms', 'stampee']],
])('what is to be sent stands %s', async (_title, words) => {
	const { code, stdout } = await check(...words);
	expect(stdout).toContain("The check of Stampee can't send 'sms', but ls, lre");
	expect(code).toBe(2);
});

it('without a word behind it, --send sends the least that the provider has', async () => {
	const { code, stdout } = await check('--send', 'stampee', '--given', 'letter=1');
	expect(stdout).toContain("The check of Stampee takes no 'letter'");
	expect(code).toBe(2);
});
