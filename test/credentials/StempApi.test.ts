import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { defaultSwitches } from '../../sandbox/stemp/switches';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import {
	mailToEachItem,
	readers,
	stemp,
	stempAccount,
	stempAccountWithAccessToken,
} from '../../tools/providers/stemp/node';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

const REFRESH = '/api/v1/apps/oauth2/refresh';

const account = () => stempAccount(stage.sandbox.stemp);

const readLogs = (stempApi: ICredentialDataDecryptedObject, node = {}) =>
	stage.engine.run(chain(start, stemp(['email', 'getMany'], { limit: 1 }, node)), {
		credentials: { stempApi },
	});

/** The requests that the provider received: renewals, and its answers to all others. */
const seen = () =>
	stage.sandbox.journal
		.requests('stemp')
		.map(({ path, status }) => (path === REFRESH ? `refresh ${status}` : status));

const stored = ({ tokens }: ICredentialDataDecryptedObject) =>
	JSON.parse(tokens as string) as { accessToken: string; refreshToken: string; renewAt: number };

describe('The credential test of stemp', () => {
	const testOf = (change: object = {}) =>
		stage.engine.testCredential('stempApi', { ...account(), ...change });

	it('reads one row of the logs', async () => {
		expect(await testOf()).toEqual({ status: 'OK', message: 'Connection successful!' });
		const [refresh, logs] = stage.sandbox.journal.requests('stemp');
		expect(refresh).toMatchObject({ method: 'POST', path: REFRESH });
		expect(logs).toMatchObject({
			method: 'GET',
			path: '/api/v1/platform/emails',
			query: { page: '0', size: '1' },
		});
	});

	it('takes an access token as it is', async () => {
		const credential = stempAccountWithAccessToken(stage.sandbox.stemp);
		expect((await stage.engine.testCredential('stempApi', credential)).status).toBe('OK');
		const [{ headers }] = stage.sandbox.journal.requests('stemp');
		expect(headers.authorization).toBe(`Bearer ${credential.accessToken as string}`);
	});

	it('says what is wrong with a token, in words without it', async () => {
		const wrong = await testOf({ refreshToken: 'srt_wrong' });
		expect(wrong).toEqual({
			status: 'Error',
			message:
				'The access token could not be renewed: stemp answered with status 401. Put a new refresh token into the credential: they live 30 days.',
		});
		const access = { authentication: 'accessToken', accessToken: 'sk_live_1' };
		expect((await testOf(access)).message).toContain('Access tokens live 30 minutes');
	});

	it('says which scope is missing', async () => {
		stage.sandbox.stemp.switches.scopes = 'user:read';
		expect((await testOf()).message).toContain('platform:email:send');
	});

	it('gives the client id and secret where there are some', async () => {
		stage.sandbox.stemp.switches.refreshNeedsClient = true;
		const { client } = stage.sandbox.stemp;
		expect((await testOf()).status).toBe('Error');
		expect(await testOf({ clientId: client.id, clientSecret: client.secret })).toMatchObject({
			status: 'OK',
		});
		const { body } = stage.sandbox.journal.requests('stemp')[1];
		expect(body).toMatchObject({ client_id: client.id, client_secret: client.secret });
	});
});

describe('A refresh token of stemp', () => {
	it('is sent as JSON without a grant type, and gives the token of all requests', async () => {
		const stempApi = account();
		await readLogs(stempApi);
		await readLogs(stempApi);
		expect(seen()).toEqual(['refresh 200', 200, 200]);
		const [refresh, logs] = stage.sandbox.journal.requests('stemp');
		expect(refresh.body).toEqual({ refresh_token: stempApi.refreshToken });
		expect(refresh.headers['content-type']).toContain('application/json');
		expect(refresh.headers.authorization).toBeUndefined();
		expect(logs.headers.authorization).toBe(`Bearer ${stored(stempApi).accessToken}`);
	});

	it('renews the access token before it expires: no request is ever refused', async () => {
		// Renewed after half of that, one second.
		stage.sandbox.stemp.switches.accessTokenLife = 2;
		stage.sandbox.latency(100);
		const { status, items } = await stage.engine.run(
			chain(
				start,
				stemp(['email', 'send'], { ...mailToEachItem, options: { maxConcurrentRequests: 1 } }),
			),
			{ input: readers(stage.sandbox.stemp, 25), credentials: { stempApi: account() } },
		);
		expect(status).toBe('success');
		expect(items('stemp')).toHaveLength(25);
		expect(seen().filter((what) => what === 'refresh 200').length).toBeGreaterThanOrEqual(3);
		expect(seen()).not.toContain(401);
		expect(stage.sandbox.journal.accepted()).toHaveLength(25);
	});

	it('renews it once for all requests that meet a 401, and each goes on', async () => {
		const stempApi = account();
		await readLogs(stempApi);
		stage.sandbox.clock.advance({ minutes: 31 });
		stage.sandbox.journal.clear();
		stage.sandbox.latency(20);

		const { status } = await stage.engine.run(
			chain(start, stemp(['email', 'send'], mailToEachItem)),
			{
				input: readers(stage.sandbox.stemp, 20),
				credentials: { stempApi },
			},
		);

		expect(status).toBe('success');
		expect(seen().filter((what) => what === 'refresh 200')).toHaveLength(1);
		expect(seen()).toContain(401);
		expect(stage.sandbox.journal.accepted()).toHaveLength(20);
	});

	it('is kept in its rotated form, and one renewal serves requests that come at once', async () => {
		stage.sandbox.stemp.switches.rotation = 'always';
		const stempApi = account();
		const { refreshToken } = stempApi;
		const runs = await Promise.all([readLogs(stempApi), readLogs(stempApi), readLogs(stempApi)]);

		expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect(seen().filter((what) => what === 'refresh 200')).toHaveLength(1);
		expect(stempApi.refreshToken).toBe(refreshToken);
		expect(stored(stempApi).refreshToken).not.toBe(refreshToken);
	});

	it('survives a restart of n8n in its rotated form', async () => {
		stage.sandbox.stemp.switches.rotation = 'always';
		const stempApi = account();
		await readLogs(stempApi);
		stage.sandbox.clock.advance({ minutes: 31 });

		const { stdout } = await promisify(execFile)(process.execPath, [
			'--import',
			'tsx',
			join(__dirname, 'stempInAnotherProcess.ts'),
			JSON.stringify(stempApi),
		]);
		const after = JSON.parse(stdout) as {
			status: string;
			stempApi: ICredentialDataDecryptedObject;
		};

		expect(after.status).toBe('success');
		expect(seen()).toEqual(['refresh 200', 200, 401, 'refresh 200', 200]);
		expect(stored(after.stempApi).refreshToken).not.toBe(stored(stempApi).refreshToken);
	});

	it('gives way to another one that the user puts in its place', async () => {
		const stempApi = account();
		await readLogs(stempApi);
		stempApi.refreshToken = stage.sandbox.stemp.newRefreshToken();
		await readLogs(stempApi);
		expect(seen()).toEqual(['refresh 200', 200, 'refresh 200', 200]);
		expect(stored(stempApi).refreshToken).toBe(stempApi.refreshToken);
	});

	it('is used again when stemp could not be asked the first time', async () => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: `POST ${REFRESH}`,
			fault: { kind: 'status', status: 503 },
		});
		expect((await readLogs(account())).status).toBe('success');
		expect(seen()).toEqual(['refresh 503', 'refresh 200', 200]);
	});

	it.each([
		['was refused', { refreshToken: 'srt_secret' }],
		['expired', {}],
	])('that %s sends nothing, and is in no word of the failure', async (what, change) => {
		const stempApi = { ...account(), ...change };
		if (what === 'expired') stage.sandbox.clock.advance({ days: 31 });
		const run = await stage.engine.run(chain(start, stemp(['email', 'send'], mailToEachItem)), {
			input: readers(stage.sandbox.stemp, 1),
			credentials: { stempApi },
		});
		expect(run.error?.message).toContain('The access token could not be renewed');
		expect(run.error?.description).toContain('new refresh token');
		expect(run.error?.context?.outcome).toBe('notSent');
		expect(JSON.stringify(run)).not.toContain(stempApi.refreshToken);
		expect(stage.sandbox.journal.accepted()).toHaveLength(0);
	});
});

describe('An access token of stemp', () => {
	it('that has expired is said to have done so', async () => {
		const stempApi = stempAccountWithAccessToken(stage.sandbox.stemp);
		stage.sandbox.clock.advance({ minutes: 31 });
		const { error } = await readLogs(stempApi);
		expect(error?.message).toBe('stemp answered: unauthorized [item 0]');
		expect(error?.description).toContain('Access tokens live 30 minutes');
		expect(JSON.stringify(error)).not.toContain(stempApi.accessToken);
	});

	it('goes to no other host than that of the credential', async () => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			fault: { kind: 'redirect', location: stage.sandbox.stampee.url },
		});
		const { error } = await readLogs(stempAccountWithAccessToken(stage.sandbox.stemp));
		expect(error?.message).toContain('which is not followed');
		expect(stage.sandbox.journal.requests('stampee')).toHaveLength(0);
	});
});
