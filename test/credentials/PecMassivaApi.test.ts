import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { PecMassivaApi } from '../../credentials/PecMassivaApi.credentials';
import { chain, start } from '../../tools/engine/chain';
import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccount,
	pecMassivaAccountWithKey,
	recipients,
} from '../../tools/providers/pecMassiva/node';
import { setStage } from '../../tools/engine/stage';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.pecMassiva.switches.secondsBetweenSends = 0;
	stage.sandbox.pecMassiva.switches.tokenEnvelope = 'bare';
});

const withToken = (change: ICredentialDataDecryptedObject = {}) => ({
	...pecMassivaAccount(stage.sandbox.pecMassiva),
	...change,
});

let accounts = 0;

/** A new account each time, because tokens are remembered by account. */
const withKey = (change: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
	...pecMassivaAccountWithKey(stage.sandbox.pecMassiva),
	email: `account+${++accounts}@example.org`,
	...change,
});

const test = (account: ICredentialDataDecryptedObject) =>
	stage.engine.testCredential('pecMassivaApi', account);

const getQuota = (account: ICredentialDataDecryptedObject, count = 1) =>
	stage.engine.run(chain(start, pecMassiva(['mailbox', 'getQuota'])), {
		input: recipients(count),
		credentials: { pecMassivaApi: account },
	});

const seen = (provider: string) => stage.sandbox.journal.requests(provider);

describe('the test of a PEC Massiva credential', () => {
	it('asks for the quota, with token and mailbox login', async () => {
		expect(await test(withToken())).toEqual({ status: 'OK', message: 'Connection successful!' });

		const { token, username, password } = stage.sandbox.pecMassiva;
		const [{ method, path, headers }] = seen('pecMassiva');
		expect(`${method} ${path}`).toBe('GET /quota/INBOX');
		expect(headers).toMatchObject({
			authorization: `Bearer ${token}`,
			'x-username': username,
			'x-password': password,
		});
	});

	it.each([
		['the mailbox password is wrong', { password: 'wrong' }],
		['the token is wrong', { token: 'wrong' }],
	])('says what to check when %s', async (_, change) => {
		const { status, message } = await test(withToken(change));
		expect(status).toBe('Error');
		expect(message).toMatch(/does not accept the token or the mailbox login/);
	});

	it('names the scope when the token lacks it', async () => {
		const { tokens } = stage.sandbox.pecMassiva;
		const token = tokens.make(['GET:test.ws.pecmassiva.com/inbox'], 60);
		expect((await test(withToken({ token }))).message).toMatch(/lacks a scope/);
	});

	it('makes a token and keeps it', async () => {
		const account = withKey();
		expect((await test(account)).status).toBe('OK');
		expect(account.sessionToken).toContain('"token"');
	});

	it('says what Openapi said when the API key is wrong', async () => {
		const { status, message } = await test(withKey({ apiKey: 'wrong' }));
		expect(status).toBe('Error');
		expect(message).toMatch(
			/^Openapi gave no token: Unauthorized\. Check the account email and the API key/,
		);
		expect(seen('pecMassiva-oauth')).toHaveLength(1);
	});
});

describe('a credential with account email and API key', () => {
	it.each([
		['v2', '/tokens'],
		['v1', '/token'],
	])('makes a token by OAuth %s with exactly the six scopes', async (oauthVersion, path) => {
		await getQuota(withKey({ oauthVersion }));

		const [request] = seen('pecMassiva-oauth');
		const { apiKey } = stage.sandbox.pecMassiva;
		expect(request.path).toBe(path);
		expect(request.headers.authorization).toBe(
			`Basic ${Buffer.from(`account+${accounts}@example.org:${apiKey}`).toString('base64')}`,
		);
		const { scopes } = request.body as { scopes: string[] };
		expect(scopes.sort()).toEqual(
			[
				'GET:test.ws.pecmassiva.com/send',
				'POST:test.ws.pecmassiva.com/send',
				'DELETE:test.ws.pecmassiva.com/send',
				'GET:test.ws.pecmassiva.com/inbox',
				'DELETE:test.ws.pecmassiva.com/inbox',
				'GET:test.ws.pecmassiva.com/quota',
			].sort(),
		);
		expect(seen('pecMassiva').map(({ status }) => status)).toEqual([200]);
	});

	it.each([
		['v1', { hours: 3 }],
		['v1', { hours: -3 }],
		['v2', { hours: 3 }],
		['v2', { hours: -3 }],
	])(
		'keeps a token of OAuth %s as long as it lives, by a clock there that is off by %j',
		async (oauthVersion, off) => {
			const { clock } = stage.sandbox;
			const account = withKey({ oauthVersion });
			clock.advance(off);
			await getQuota(account);
			clock.advance({ hours: -off.hours });
			const { renewAt } = JSON.parse(account.sessionToken as string) as { renewAt: number };
			// Thirty days, less one.
			expect(Math.abs(renewAt - Date.now() - 29 * 24 * 60 * 60_000)).toBeLessThan(5000);
		},
	);

	it('understands a token in an envelope as well', async () => {
		stage.sandbox.pecMassiva.switches.tokenEnvelope = 'data';
		const { status } = await getQuota(withKey());
		expect(status).toBe('success');
	});

	it('makes one token for many items, and uses it again later', async () => {
		const account = withKey();
		await getQuota(account, 10);
		await getQuota(account, 10);
		expect(seen('pecMassiva-oauth')).toHaveLength(1);
		expect(seen('pecMassiva').map(({ status }) => status)).toEqual(Array(20).fill(200));
	});

	it('renews a token before it ends, without a request that fails', async () => {
		const account = withKey();
		await getQuota(account);
		stage.sandbox.journal.clear();
		const session = JSON.parse(account.sessionToken as string) as { renewAt: number };
		account.sessionToken = JSON.stringify({ ...session, renewAt: Date.now() - 1, token: 'old' });

		const { status } = await getQuota(account);

		expect(status).toBe('success');
		expect(account.sessionToken).not.toContain('old');
		expect(seen('pecMassiva').map(({ status: each }) => each)).toEqual([200]);
	});

	it('makes another token when the account is another one', async () => {
		const account = withKey();
		await getQuota(account);
		const before = account.sessionToken;
		account.oauthVersion = 'v1';
		await getQuota(account);
		expect(account.sessionToken).not.toBe(before);
		expect(seen('pecMassiva').map(({ status }) => status)).toEqual([200, 200]);
	});

	it('renews a token that was revoked, and sends what met it once', async () => {
		const account = withKey();
		await getQuota(account);
		const { token } = JSON.parse(account.sessionToken as string) as { token: string };
		stage.sandbox.pecMassiva.tokens.revoke(token);
		stage.sandbox.journal.clear();

		const { status } = await stage.engine.run(
			chain(start, pecMassiva(['message', 'send'], messageToEachItem)),
			{ input: recipients(1), credentials: { pecMassivaApi: account } },
		);

		expect(status).toBe('success');
		expect(seen('pecMassiva').map(({ status: each }) => each)).toEqual([401, 201]);
		expect(seen('pecMassiva-oauth')).toHaveLength(1);
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});

	it('makes one token when ten items meet a revoked one', async () => {
		const account = withKey();
		await getQuota(account);
		const { token } = JSON.parse(account.sessionToken as string) as { token: string };
		stage.sandbox.pecMassiva.tokens.revoke(token);
		stage.sandbox.journal.clear();

		const { status } = await getQuota(account, 10);

		expect(status).toBe('success');
		expect(seen('pecMassiva-oauth')).toHaveLength(1);
	});

	it('tells what to do when Openapi does not know its scopes', async () => {
		stage.sandbox.faults.add({
			provider: 'pecMassiva-oauth',
			fault: {
				kind: 'status',
				status: 422,
				body: { message: 'Invalid scopes specified or API not enabled', error: 90 },
			},
		});
		const { error } = await getQuota(withKey());
		expect(error?.message).toContain('Invalid scopes specified or API not enabled');
		expect(error?.description).toContain('Enable PEC Massiva');
	});

	it.each(['resetBefore', 'notJson'] as const)(
		'sends nothing, and says so, when Openapi does not answer (%s)',
		async (kind) => {
			stage.sandbox.faults.add({ provider: 'pecMassiva-oauth', fault: { kind } });
			const account = withKey();
			const { error } = await stage.engine.run(
				chain(start, pecMassiva(['message', 'send'], messageToEachItem)),
				{ input: recipients(1), credentials: { pecMassivaApi: account } },
			);
			expect(error?.message).toMatch(/^Not sent: Openapi/);
			expect(error?.context?.outcome).toBe('notSent');
			expect(stage.sandbox.journal.accepted()).toHaveLength(0);
		},
	);

	it('shows its secrets in no error', async () => {
		const { apiKey, password } = stage.sandbox.pecMassiva;
		const { error } = await getQuota(withKey({ apiKey: `${apiKey}x` }));
		expect(JSON.stringify([error, String(error?.stack)])).not.toContain(apiKey);
		expect(JSON.stringify(error)).not.toContain(password);
	});
});

describe('the hosts of a credential', () => {
	const authenticate = new PecMassivaApi().authenticate as (
		credential: ICredentialDataDecryptedObject,
		request: { url: string; method?: 'GET' | 'POST'; body?: object },
	) => Promise<{ baseURL?: string; body?: object; headers: object }>;

	it.each([
		['production', 'https://ws.pecmassiva.com'],
		['sandbox', 'https://test.ws.pecmassiva.com'],
	])('are the documented ones: %s', async (environment, host) => {
		const account = withToken({ environment });
		expect((await authenticate(account, { url: '/inbox' })).baseURL).toBe(host);
	});

	it('get the mailbox login in the body of a send, and in no header', async () => {
		const request = { url: '/send', method: 'POST' as const, body: { subject: 'A' } };
		const { body, headers } = await authenticate(withToken(), request);
		const { username, password } = stage.sandbox.pecMassiva;
		expect(body).toEqual({ subject: 'A', username, password });
		expect(Object.keys(headers)).toEqual(['Authorization']);
		expect(request.body).toEqual({ subject: 'A' });
	});

	it('are the only ones that its secrets go to', async () => {
		const elsewhere = authenticate(withToken(), { url: 'https://example.org/inbox' });
		await expect(elsewhere).rejects.toThrow('not meant for example.org');
	});
});

describe('a message that meets a 401', () => {
	const send = (account: ICredentialDataDecryptedObject, count = 1, node = {}) =>
		stage.engine.run(chain(start, pecMassiva(['message', 'send'], messageToEachItem, node)), {
			input: recipients(count),
			credentials: { pecMassivaApi: account },
		});
	const posts = () => seen('pecMassiva').filter(({ method }) => method === 'POST');
	const tokensMade = () => seen('pecMassiva-oauth').length;

	beforeEach(() => {
		stage.sandbox.pecMassiva.switches.secondsBetweenSends = 1;
	});

	it.each([
		['token', { token: 'wrong' }],
		['mailbox password', { password: 'wrong' }],
	])('is sent once, and says so, where its user gave a wrong %s', async (_, change) => {
		const { error } = await send(withToken(change));

		expect(error?.message).toMatch(/^Refused: PEC Massiva answered: /);
		expect(error?.description).toContain('Check the credential');
		expect(posts().map(({ status }) => status)).toEqual([401]);
	});

	it('is sent with a new token, a second later, where the one that the credential made has ended', async () => {
		const account = withKey();
		await getQuota(account);
		const { token } = JSON.parse(account.sessionToken as string) as { token: string };
		stage.sandbox.pecMassiva.tokens.revoke(token);
		stage.sandbox.journal.clear();
		const { status } = await send(account);

		expect(status).toBe('success');
		expect(posts().map(({ status: code }) => code)).toEqual([401, 201]);
		expect(tokensMade()).toBe(1);
	});

	it('makes one token only where the password is what is wrong, and sends nothing too fast', async () => {
		const account = withKey({ password: 'wrong' });
		await getQuota(account);
		stage.sandbox.journal.clear();
		const { items } = await send(account, 5, { onError: 'continueRegularOutput' });

		const outcomes = items('PEC Massiva').map(
			({ json }) => (json.error as { details: { outcome: string } }).details.outcome,
		);
		expect(outcomes).toEqual(Array(5).fill('refused'));
		expect(posts().map(({ status }) => status)).toEqual(Array(posts().length).fill(401));
		expect(posts().length).toBeLessThanOrEqual(6);
		expect(tokensMade()).toBeLessThanOrEqual(1);
	});
});
