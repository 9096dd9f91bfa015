import { startSandbox, type Sandbox } from '../../../sandbox';
import { json, type Answer } from '../../../tools/providers/client';
import { App } from '../../../tools/providers/stemp/caller';

let sandbox: Sandbox;
let app: App;
beforeEach(async () => {
	sandbox = await startSandbox();
	app = new App(sandbox);
});
afterEach(() => sandbox.stop());

const outcome = (answer: Answer) => ({ status: answer.status, body: json(answer) });

describe('stemp refuses', () => {
	it.each([
		['usr_nobody0', 'platform.email.user_not_found'],
		['mem_nobody0', 'platform.email.member_not_found'],
		['jane@example.org', 'platform.email.invalid_recipient_format'],
	])('the recipient %s', async (to, code) => {
		expect(outcome(await app.send(to))).toEqual({ status: 400, body: { code, params: null } });
	});

	it('fields that are missing, by name', async () => {
		const answer = await app.send('usr_1', { subject: undefined });
		expect(outcome(answer)).toEqual({
			status: 400,
			body: { STANDARD_VALIDATION: { subject: expect.any(String) as string } },
		});
	});

	it('an address that another user has', async () => {
		app.user('taken@example.org');
		const answer = await app.call('/v1/users', { body: { email: 'taken@example.org' } });
		expect(outcome(answer)).toEqual({
			status: 400,
			body: { CUSTOM_VALIDATION: { email_already_exists: ['taken@example.org'] } },
		});
	});

	it('what the installation was not granted', async () => {
		sandbox.stemp.switches.scopes = 'platform:email:send';
		expect(outcome(await app.call('/v1/users'))).toEqual({
			status: 403,
			body: { code: 'access_denied', message: 'Insufficient scope: requires user:read' },
		});
	});

	it('an unknown email, a wrong source and a wrong page', async () => {
		expect((await app.call('/v1/platform/emails/email_0/events')).status).toBe(404);
		expect((await app.call('/v1/platform/emails?source=ME')).status).toBe(400);
		expect(outcome(await app.call('/v1/platform/emails?page=x'))).toEqual({
			status: 400,
			body: { code: 'wrong_param_type', params: ['page'] },
		});
	});

	it('more requests than its limit, and says when the next may come', async () => {
		sandbox.stemp.switches.rateLimit = { requests: 1, seconds: 30 };
		const first = await app.call('/v1/users');
		const second = await app.call('/v1/users');

		expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0' });
		const untilReset = Number(first.headers['x-ratelimit-reset']) - Date.now() / 1000;
		expect(untilReset).toBeGreaterThan(25);
		expect(second.status).toBe(429);
		const seconds = second.headers['retry-after'];
		expect(json(second)).toEqual({
			error: {
				code: 'rate_limit_exceeded',
				message: `Rate limit exceeded. Retry after ${seconds} seconds.`,
			},
		});
	});
});

describe('A token of stemp', () => {
	const status = async (token: string) => (await app.call('/v1/users', { token })).status;

	it('lives 30 minutes', async () => {
		const token = sandbox.stemp.accessToken;
		sandbox.clock.advance({ minutes: 29 });
		expect(await status(token)).toBe(200);
		sandbox.clock.advance({ minutes: 1 });
		expect(await status(token)).toBe(401);
	});

	it('can be revoked, and is needed', async () => {
		const token = sandbox.stemp.accessToken;
		sandbox.stemp.revoke(token);
		expect(await status(token)).toBe(401);
		expect(await status('')).toBe(401);
	});

	it('is renewed by a refresh token that stays good', async () => {
		const { refreshToken } = sandbox.stemp;
		const answers = [
			await app.refresh({ refresh_token: refreshToken }),
			await app.refresh({ refresh_token: refreshToken }),
		];
		const grant = json<{ access_token: string }>(answers[1]);
		expect(grant).toStrictEqual({
			access_token: expect.stringMatching(/^eyJ/) as string,
			token_type: 'bearer',
			expires_in: 1800,
			scope: 'platform:email:send user:read user:create user:update',
			refresh_token: null,
		});
		expect(await status(grant.access_token)).toBe(200);
	});

	it('is renewed by a refresh token that is good once, if so switched', async () => {
		sandbox.stemp.switches.rotation = 'always';
		const { refreshToken } = sandbox.stemp;
		const grant = json<{ refresh_token: string }>(
			await app.refresh({ refresh_token: refreshToken }),
		);
		expect(grant.refresh_token).toMatch(/^srt_/);
		expect((await app.refresh({ refresh_token: refreshToken })).status).toBe(401);
		expect((await app.refresh({ refresh_token: grant.refresh_token })).status).toBe(200);
	});

	it('is not renewed after 30 days, nor without the client where that is asked for', async () => {
		const { refreshToken, client } = sandbox.stemp;
		sandbox.stemp.switches.refreshNeedsClient = true;
		const asClient = { client_id: client.id, client_secret: client.secret };
		expect((await app.refresh({ refresh_token: refreshToken })).status).toBe(401);
		expect((await app.refresh({ refresh_token: refreshToken, ...asClient })).status).toBe(200);
		sandbox.clock.advance({ days: 30 });
		expect((await app.refresh({ refresh_token: refreshToken, ...asClient })).status).toBe(401);
	});
});
