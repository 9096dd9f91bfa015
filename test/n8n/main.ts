import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { Ends } from '../../tools/n8n/ends';
import { freePort } from '../../tools/n8n/freePort';
import { owner } from '../../tools/n8n/owner';
import { openWorkplace, type Workplace } from '../../tools/n8n/workplace';
import { PROVIDERS } from '../../tools/providers';
import { liftPerAddress } from '../../tools/providers/sandboxSettings';
import { credentialsOf } from '../../tools/providers/credential';
import { red, say, step } from '../../tools/setup/progress.cjs';
import { findBrowser, startBrowser } from './browser';
import { keepPictures, PICTURES, withoutPictures } from './pictures';
import { toEnvironment, type Stage } from './stage';

/** Signs in as a user does; the browser stays signed in for all tests. */
async function signIn(browser: BrowserContext, url: string): Promise<void> {
	const page = browser.pages()[0] ?? (await browser.newPage());
	await page.goto(`${url}/signin`, { timeout: 120_000 });
	await page.fill('input[type=email]', owner.email);
	await page.fill('input[type=password]', owner.password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/home/, { timeout: 120_000 });
}

async function runTests(stage: Stage, only?: string): Promise<number> {
	const words = ['--config', join(__dirname, 'jest.config.js'), ...(only ? [only] : [])];
	const jest = spawn(process.execPath, [require.resolve('jest/bin/jest'), ...words], {
		cwd: resolve(__dirname, '../..'),
		env: { ...process.env, ...toEnvironment(stage) },
		stdio: 'inherit',
	});
	// Ctrl-C also reaches Jest; what was started here is stopped after it.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => jest.kill());
	const [code] = (await once(jest, 'exit')) as [number | null];
	return code ?? 1;
}

const stageOn = (
	{ url, sandbox, credentials, files, mailbox }: Workplace,
	browserPort: number,
): Stage => ({
	url,
	sandbox: sandbox.controlUrl,
	browser: `http://127.0.0.1:${browserPort}`,
	accounts: credentialsOf(PROVIDERS, sandbox),
	folders: { files, emails: mailbox.folder },
	credentials: Object.fromEntries(credentials),
});

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { only: { type: 'string' }, pictures: { type: 'boolean' } },
	});
	const chromium = await findBrowser();
	const home = await mkdtemp(join(tmpdir(), 'certified-mail-n8n-'));
	const ends = new Ends();
	ends.of({ stop: async () => await rm(home, { recursive: true, force: true, maxRetries: 5 }) });
	try {
		await withoutPictures();
		const workplace = await openWorkplace({ home, port: await freePort() });
		ends.of({ stop: workplace.close });
		// The providers' rate limits are tested elsewhere, and would only slow down these tests.
		liftPerAddress(PROVIDERS, workplace.sandbox);
		const port = await freePort();
		const browser = await step('Start the browser', async () =>
			startBrowser(chromium, join(home, 'browser'), port),
		);
		ends.of({ stop: async () => await browser.close() });
		await step('Sign in', async () => signIn(browser, workplace.url));
		process.exitCode = await runTests(stageOn(workplace, port), values.only);
		if (process.exitCode === 0 && values.pictures) {
			await step('Keep the pictures of the documentation', keepPictures);
		}
		say(`A picture of each step is in ${PICTURES}/.`);
	} catch (error) {
		await ends.after(error);
	}
	await ends.come();
}

main().catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
