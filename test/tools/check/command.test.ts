import fs, { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf } from '../../../nodes/shared/json';
import { startSandbox, type Sandbox } from '../../../sandbox';
import type { Asker } from '../../../tools/check/ask';
import {
	runCommand,
	WrongUsage,
	type CommandOptions,
	type Surroundings,
} from '../../../tools/check/command';
import { variableOf } from '../../../tools/check/credentialFields';
import type { TestsResult } from '../../../tools/check/providerTests';
import { parseReport, type Report } from '../../../tools/check/report';
import { useLeapingClock } from '../../../tools/engine/leapingClock';
import { PROVIDERS } from '../../../tools/providers';
import { stampeeAccountWithCertificate } from '../../../tools/providers/stampee/node';
import { Reseller } from '../../../tools/providers/stampee/caller';

useLeapingClock();

let sandbox: Sandbox;
let reports: string;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	reports = await mkdtemp(join(tmpdir(), 'certified-mail-check-'));
	sandbox.journal.clear();
});
afterEach(async () => await rm(reports, { recursive: true }));

const [stampee] = PROVIDERS;

/** What a user has typed into n8n's form. */
const credential = () => ({
	apiToken: sandbox.stampee.token,
	environment: 'custom',
	baseUrl: sandbox.stampee.url,
	mutualTls: 'none',
});

/** The same as environment variables. */
const environment = () =>
	Object.fromEntries(
		Object.entries(credential()).map(([field, value]) => [variableOf(stampee, field), value]),
	);

interface Ran {
	code: number;
	lines: string;
}

async function run(
	options: Partial<CommandOptions>,
	surroundings: Partial<Surroundings> = {},
): Promise<Ran> {
	const lines: string[] = [];
	const whole = {
		names: [],
		all: false,
		given: {},
		renew: false,
		yes: false,
		reports,
		...options,
	};
	const code = await runCommand(whole, {
		environment: {},
		say: (line = '') => lines.push(line),
		read: async (path) => await readFile(path, 'utf8'),
		runTests: () => Promise.resolve({ passed: 0, failed: [] }),
		pause: 1000,
		...surroundings,
	});
	return { code, lines: lines.join('\n') };
}

/** Someone who answers in this order, and keeps what was asked. */
function someone(
	answers: string[],
): Asker & { asked: Array<[question: string, isSecret: boolean]> } {
	const asked: Array<[string, boolean]> = [];
	return {
		asked,
		ask: (question, isSecret = false) => {
			asked.push([question, isSecret]);
			return Promise.resolve(answers.shift() ?? '');
		},
		close: () => {},
	};
}

describe('npm run check', () => {
	it('reads with a credential of the environment, and ends with a table and a report', async () => {
		const message = await new Reseller(sandbox).send('reader@example.org');
		sandbox.journal.clear();
		const { code, lines } = await run(
			{ names: ['stampee'], given: { message } },
			{ environment: environment() },
		);
		expect(code).toBe(0);
		expect(lines).toContain('Stampee: reads only');
		expect(lines).toMatch(/\[1\/8\] The list of customers: answered/);
		expect(lines).toMatch(/✓ {2}A wrong token is answered with 401.*\n +held/);
		expect(lines).toContain('only a send can tell');
		expect(lines).toContain('`evidenceShape` `json`');
		expect(sandbox.journal.accepted('stampee')).toEqual([]);
		expect((await readdir(reports)).map((name) => name.replace(/\d{4}-\d\d-\d\d/, 'DATE'))).toEqual(
			['check-stampee-DATE.json', 'check-stampee-DATE.md'],
		);
	});

	it('prints no secret and stores none', async () => {
		const { lines } = await run({ names: ['stampee'] }, { environment: environment() });
		const files = await Promise.all(
			(await readdir(reports)).map(async (name) => await readFile(join(reports, name), 'utf8')),
		);
		expect([lines, ...files].join('\n')).not.toContain(sandbox.stampee.token);
	});

	it('reads a credential out of a file, by the name of its provider as well', async () => {
		for (const content of [credential(), { stampee: credential() }]) {
			const { code } = await run(
				{ names: ['stampee'], credentialFile: 'stampee.json' },
				{ read: () => Promise.resolve(JSON.stringify(content)) },
			);
			expect(code).toBe(0);
		}
	});

	it('asks for the fields that the form shows, and hides those that it hides', async () => {
		const { apiToken, baseUrl } = credential();
		const asker = someone([apiToken, 'custom', baseUrl, '', 'none', '']);
		expect((await run({ names: ['stampee'] }, { asker })).code).toBe(0);
		expect(
			asker.asked.map(([question, isSecret]) => [
				question.trim().split(/[(:]/)[0].trim(),
				isSecret,
			]),
		).toEqual([
			['API Token', true],
			['Environment', false],
			['Base URL', false],
			['Certificate Authority', false],
			['Client Certificate', false],
			['ID of a letter that was sent before, 12 digits', false],
		]);
	});

	it('ends with 1 if a documented fact did not hold', async () => {
		const customers = { id: 1, name: 'Atelier', state: 'NEW' };
		sandbox.faults.add({
			provider: 'stampee',
			on: 'GET /customers',
			fault: { kind: 'status', status: 200, body: { customers: [customers] } },
		});
		const { code, lines } = await run({ names: ['stampee'] }, { environment: environment() });
		expect(code).toBe(1);
		expect(lines).toMatch(/✗ {2}The state of a customer is .*\n +DID NOT HOLD/);
	});

	it('ends with 1 if the credential is not taken, and then claims nothing', async () => {
		const wrong = { ...environment(), [variableOf(stampee, 'apiToken')]: 'stampee_wrong' };
		const { code, lines } = await run({ names: ['stampee'] }, { environment: wrong });
		expect(code).toBe(1);
		expect(lines).toContain('does not take the credential');
		expect(lines).not.toMatch(/^ +held$/m);
	});

	it('checks all whose credentials are there, and says which are not', async () => {
		const { code, lines } = await run({ all: true }, { environment: environment() });
		expect(code).toBe(0);
		expect(lines).toContain('Stampee: reads only');
		for (const { title } of PROVIDERS.slice(1)) expect(lines).toContain(`${title}: skipped`);
	});

	it('gives no provider fields of a file that do not say whose they are', async () => {
		const withFile = async (content: object) =>
			await run(
				{ all: true, credentialFile: 'credentials.json' },
				{ read: () => Promise.resolve(JSON.stringify(content)) },
			);
		expect((await withFile(credential())).lines.match(/: skipped/g)).toHaveLength(PROVIDERS.length);
		for (const { name } of PROVIDERS) expect(sandbox.journal.requests(name)).toEqual([]);

		const { code, lines } = await withFile({ [stampee.name]: credential() });
		expect(code).toBe(0);
		expect(lines).toContain('Stampee: reads only');
		expect(lines.match(/: skipped/g)).toHaveLength(PROVIDERS.length - 1);
	});

	it('says without any credential that all are skipped', async () => {
		const { code, lines } = await run({ all: true });
		expect(code).toBe(0);
		expect(lines.match(/: skipped/g)).toHaveLength(PROVIDERS.length);
	});

	it('sends once that was agreed to, says before what it costs, and asks whom to', async () => {
		const asker = someone(['', 'me@example.org', 'yes']);
		const { code, lines } = await run(
			{ names: ['stampee'], send: 'least' },
			{ environment: environment(), asker },
		);
		expect(code).toBe(0);
		expect(sandbox.journal.accepted('stampee')).toMatchObject([{ recipient: 'me@example.org' }]);
		expect(lines.indexOf('for real, once. Stampee charges it')).toBeLessThan(
			lines.indexOf('Sent once.'),
		);
		expect(asker.asked.map(([question]) => question).join('\n')).toContain(
			'to me@example.org? (yes/no)',
		);
	});

	it('sends what was named, and refuses it before anything else where the credential is not enough', async () => {
		const lre = { names: ['stampee'], send: 'lre', to: 'me@example.org', yes: true };
		const withoutCertificate = run(lre, { environment: environment() });
		await expect(withoutCertificate).rejects.toThrow(/client certificate/);
		const unknown = run({ ...lre, send: 'sms' }, { environment: environment() });
		await expect(unknown).rejects.toThrow(/can't send 'sms', but ls, lre/);
		expect(sandbox.journal.requests('stampee')).toEqual([]);

		const account = Object.fromEntries(
			Object.entries(stampeeAccountWithCertificate(sandbox.stampee)).map(([field, value]) => [
				variableOf(stampee, field),
				textOf(value),
			]),
		);
		const { code, lines } = await run(lre, { environment: account });
		expect(code).toBe(0);
		expect(lines).toContain('This sends one registered letter (LRE), for real, once.');
		expect(sandbox.journal.accepted('stampee')).toHaveLength(1);
	});

	it('keeps the report of a send when it reads only later that day', async () => {
		const withVariables = { environment: environment() };
		await run(
			{ names: ['stampee'], send: 'least', to: 'me@example.org', yes: true },
			withVariables,
		);
		await run({ names: ['stampee'] }, withVariables);
		const names = (await readdir(reports)).filter((name) => name.endsWith('.json'));
		const isSent = await Promise.all(
			names.map(async (name) => parseReport(await readFile(join(reports, name), 'utf8')).isSent),
		);
		expect(isSent.sort()).toEqual([false, true]);
	});

	it.each([['no'], ['']])('sends nothing where the answer is "%s"', async (answer) => {
		const asker = someone(['', 'me@example.org', answer]);
		await run({ names: ['stampee'], send: 'least' }, { environment: environment(), asker });
		expect(sandbox.journal.accepted('stampee')).toEqual([]);
	});

	it('sends nothing where nobody can be asked and nobody has agreed', async () => {
		await run({ names: ['stampee'], send: 'least' }, { environment: environment() });
		const to = { send: 'least', to: 'me@example.org' };
		await run({ names: ['stampee'], ...to }, { environment: environment() });
		expect(sandbox.journal.accepted('stampee')).toEqual([]);
	});

	describe('that plays a report', () => {
		/** A report of a Stampee that differs from the sandbox by one position. */
		const report = async () => {
			sandbox.stampee.switches.customersShape = 'array';
			await run({ names: ['stampee'] }, { environment: environment() });
			sandbox.stampee.switches.customersShape = 'wrapped';
			const [file] = await readdir(reports);
			return join(reports, file);
		};

		/** Plays it with tests that come to this, and notes with which positions. */
		const replayWith = async (file: string, result: TestsResult) => {
			const asked: unknown[] = [];
			const ran = await run(
				{ replay: file },
				{
					runTests: (...words) => {
						asked.push(words);
						return Promise.resolve(result);
					},
				},
			);
			return { ...ran, asked };
		};

		it('lets the tests of the provider meet the positions that are in it', async () => {
			const { code, lines, asked } = await replayWith(await report(), { passed: 7, failed: [] });
			expect(code).toBe(0);
			expect(asked).toEqual([
				[stampee, expect.objectContaining({ customersShape: 'array' }) as unknown, undefined],
			]);
			expect(lines).toMatch(
				/not those that the sandbox has by itself:\n[^\n]*"customersShape":"array"/,
			);
			expect(lines).toContain('7 passed, 0 failed.');
			expect(lines).toMatch(/SANDBOX_SWITCHES='\{"stampee":\{[^\n]*"customersShape":"array"/);
		});

		it('ends with 1 if one of them fails, and says which, and why', async () => {
			const failed = [{ file: 'test/a.test.ts', name: 'A list is read', why: 'It was not' }];
			const { code, lines } = await replayWith(await report(), { passed: 6, failed });
			expect(code).toBe(1);
			expect(lines).toMatch(/✗ test\/a\.test\.ts\n +A list is read\n +It was not/);
			expect(lines).toContain('6 passed, 1 failed.');
		});

		it('ends with 1 if a node can make nothing of an answer in it', async () => {
			const file = await report();
			const text = await readFile(file, 'utf8');
			const changed = JSON.parse(text) as Report;
			for (const each of changed.exchanges.filter(({ step }) => step === 'customers')) {
				each.body = { kind: 'json', json: 'nothing that has customers' };
			}
			const played = await run(
				{ replay: file },
				{ read: () => Promise.resolve(JSON.stringify(changed)) },
			);
			expect(played.code).toBe(1);
			expect(played.lines).toMatch(/✗ customers: it fails, though it was answered: /);
		});
	});

	describe('with a refresh token', () => {
		const provider = PROVIDERS.find(({ name }) => name === 'stemp')!;

		const variables = (refreshToken: string, more: Record<string, string> = {}) => {
			const data = { refreshToken, environment: 'custom', baseUrl: sandbox.stemp.url, ...more };
			const entries = Object.entries<string>(data);
			return Object.fromEntries(
				entries.map(([field, value]) => [variableOf(provider, field), value]),
			);
		};

		/** The files of renewed tokens, and what is in them. */
		const tokenFiles = async () =>
			await Promise.all(
				(await readdir(reports))
					.filter((name) => name.startsWith('tokens-'))
					.map(async (name) => ({
						mode: (await stat(join(reports, name))).mode & 0o777,
						tokens: JSON.parse(await readFile(join(reports, name), 'utf8')) as {
							refreshToken: string;
						},
					})),
			);

		const renew = async (refreshToken: string) =>
			await fetch(`${sandbox.stemp.url}/v1/apps/oauth2/refresh`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ refresh_token: refreshToken }),
			});

		afterEach(() => {
			sandbox.stemp.switches.rotation = 'never';
		});

		it('renews no token that it was not told to', async () => {
			const environment = variables(sandbox.stemp.newRefreshToken());
			await expect(run({ names: ['stemp'] }, { environment })).rejects.toThrow(/--renew/);
			await run({ all: true }, { environment });
			expect(sandbox.journal.requests('stemp')).toEqual([]);
			expect((await run({ names: ['stemp'], renew: true }, { environment })).code).toBe(0);
			expect(await tokenFiles()).toEqual([]);
		});

		it.each([
			['', {}],
			[', also where a client was left out', { clientId: 'app_1', clientSecret: 'of the app' }],
		])(
			'saves the token that takes its place before anything else can fail%s',
			async (_title, client) => {
				sandbox.stemp.switches.rotation = 'always';
				const given = sandbox.stemp.newRefreshToken();
				const fault = { kind: 'status', status: 500 } as const;
				sandbox.faults.add({
					provider: 'stemp',
					on: 'GET /api/v1/platform/emails',
					times: 1000,
					fault,
				});
				const { code, lines } = await run(
					{ names: ['stemp'], renew: true },
					{ environment: variables(given, client) },
				);
				await sandbox.faults.clear();
				expect(code).toBe(1);
				const [file, ...others] = await tokenFiles();
				expect(others).toEqual([]);
				expect(file.mode).toBe(0o600);
				const { refreshToken } = file.tokens;
				expect(lines).toMatch(/stemp has replaced the token [^\n]*tokens-stemp-/);
				expect(lines.indexOf('has replaced')).toBeLessThan(lines.indexOf('answered'));
				expect(lines).not.toContain(refreshToken);
				expect((await renew(given)).status).toBe(401);
				expect((await renew(refreshToken)).status).toBe(200);
			},
		);

		it('asks nothing more if the new token can not be written, and says where it is in the end', async () => {
			sandbox.stemp.switches.rotation = 'always';
			const lines: string[] = [];
			const full = new Error('ENOSPC: no space left on device, write');
			jest.spyOn(fs, 'writeFile').mockRejectedValueOnce(full).mockRejectedValueOnce(full);
			const surroundings = {
				environment: variables(sandbox.stemp.newRefreshToken()),
				say: (line = '') => lines.push(line),
			};
			await expect(run({ names: ['stemp'], renew: true }, surroundings)).rejects.toThrow(/ENOSPC/);
			jest.restoreAllMocks();

			expect(sandbox.journal.requests('stemp').map(({ path }) => path)).toEqual([
				'/api/v1/apps/oauth2/refresh',
			]);
			const [{ tokens }] = await tokenFiles();
			expect(lines.join('\n')).toMatch(/stemp has replaced the token [^\n]*tokens-stemp-/);
			expect((await renew(tokens.refreshToken)).status).toBe(200);
		});
	});

	it.each<[string, Partial<CommandOptions>]>([
		['names none', {}],
		['names one that there is not', { names: ['courier'] }],
		['names one and says --all', { names: ['stampee'], all: true }],
		['has no credential and nobody to ask', { names: ['stampee'] }],
		['sends at all of them', { all: true, send: 'least' }],
	])('is wrong if it %s', async (_title, options) => {
		await expect(run(options)).rejects.toThrow(WrongUsage);
	});

	it('is wrong if something is named that the provider does not take', async () => {
		const wrong = { names: ['stampee'], given: { letter: '1' } };
		await expect(run(wrong, { environment: environment() })).rejects.toThrow(/takes no 'letter'/);
	});
});
