import type { ICredentialDataDecryptedObject, ICredentialType, NodeApiError } from 'n8n-workflow';
import packageJson from '../../package.json';
import type { FaultRule } from '../../sandbox/faults';
import { chain, start } from '../../tools/engine/chain';
import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccountWithKey,
	recipients,
} from '../../tools/providers/pecMassiva/node';
import { PROVIDERS } from '../../tools/providers';
import { stempAccount } from '../../tools/providers/stemp/node';
import { instanceFrom } from '../../tools/engine/published';
import { setStage } from '../../tools/engine/stage';

const stage = setStage();
let accounts = 0;
const withKey = (change = {}): ICredentialDataDecryptedObject => ({
	...pecMassivaAccountWithKey(stage.sandbox.pecMassiva),
	email: `account+b${++accounts}@example.org`,
	...change,
});
const send = (account: ICredentialDataDecryptedObject, count = 1, node = {}) =>
	stage.engine.run(chain(start, pecMassiva(['message', 'send'], messageToEachItem, node)), {
		input: recipients(count),
		credentials: { pecMassivaApi: account },
	});
const quota = (account: ICredentialDataDecryptedObject, count = 1, node = {}) =>
	stage.engine.run(chain(start, pecMassiva(['mailbox', 'getQuota'], {}, node)), {
		input: recipients(count),
		credentials: { pecMassivaApi: account },
	});
const seen = (provider: string) => stage.sandbox.journal.requests(provider);
const tokenOf = (account: ICredentialDataDecryptedObject) =>
	(JSON.parse(account.sessionToken as string) as { token: string }).token;
const continuing = { onError: 'continueRegularOutput' };

/** Providers whose credential obtains tokens: the route of the token request, and such a credential. */
const MAKERS = [
	{ name: 'pecMassiva', server: 'pecMassiva-oauth', on: 'POST /tokens', account: () => withKey() },
	{
		name: 'stemp',
		server: 'stemp',
		on: 'POST /api/v1/apps/oauth2/refresh',
		account: () => stempAccount(stage.sandbox.stemp),
	},
];

const SLOW: Array<[how: string, fault: FaultRule['fault']]> = [
	['nobody answers for', { kind: 'silence', accept: false }],
	['arrives in pieces over ten minutes', { kind: 'trickle', seconds: 600 }],
];

it.each(MAKERS.flatMap((maker) => SLOW.map(([how, fault]) => ({ ...maker, how, fault }))))(
	'A token that $how holds up its poll, and none after it: $name',
	async ({ name, server, on, account, fault }) => {
		const { trigger, credential } = PROVIDERS.find((each) => each.name === name)!;
		const node = { ...trigger.node, credentials: { [credential]: { id: 'own', name: 'Own' } } };
		const credentials = { [credential]: account() };
		const poll = async () => await stage.engine.poll(chain(node), { credentials, staticData: {} });
		const { faults } = stage.sandbox;
		faults.add({ provider: server, on, times: 3, fault });

		const begun = performance.now();
		const { error } = await poll();
		expect(error?.message).toMatch(/could not be reached|did not answer/);
		expect(performance.now() - begun).toBeLessThan(50_000);
		await faults.clear();
		expect((await poll()).error).toBeUndefined();
	},
);

it('Each credential that makes tokens is known', () => {
	const making = packageJson.n8n.credentials
		.map((file) => instanceFrom<ICredentialType>(file))
		.filter(({ preAuthentication }) => preAuthentication !== undefined);
	expect(MAKERS.map(({ name }) => `${name}Api`)).toEqual(making.map(({ name }) => name));
});

/** Answers without a token, and what to do about them. */
const NO_TOKENS: Array<[what: string, fault: FaultRule['fault'], todo: RegExp]> = [
	['a web page', { kind: 'notJson' }, /web page.*check the network/],
	['nothing', { kind: 'status', status: 200, body: '' }, /web page.*check the network/],
	['a redirect', { kind: 'redirect', location: 'https://x.example' }, /redirect.*check that/],
	[
		"a firewall's page",
		{ kind: 'status', status: 403, body: '<html/>' },
		/firewall.*check the network/,
	],
	['a wrong address', { kind: 'status', status: 404, body: '<html/>' }, /address.*check that/],
	['an error', { kind: 'status', status: 500, body: '<html/>' }, /[Tt]ry again later/],
	['no answer', { kind: 'resetBefore' }, /check the network/],
	['a refusal', { kind: 'status', status: 401, body: {} }, /in(to)? the credential/],
];

describe.each(MAKERS)('What comes instead of a token of $name', ({ name, server, on, account }) => {
	const { trigger, credential } = PROVIDERS.find((each) => each.name === name)!;

	it.each(NO_TOKENS)(
		'is explained by the test of the credential and by nodes, once: %s',
		async (_, fault, todo) => {
			stage.sandbox.faults.add({ provider: server, on, times: 99, fault });
			const data = account();
			const said = await stage.engine.testCredential(credential, data);
			expect(said).toEqual({ status: 'Error', message: expect.stringMatching(todo) as string });

			const node = { ...trigger.node, credentials: { [credential]: { id: 'own', name: 'Own' } } };
			const { error } = await stage.engine.poll(chain(node), {
				credentials: { [credential]: data },
				staticData: {},
			});
			expect((error as NodeApiError).description).toMatch(todo);
			expect(error?.message).not.toMatch(todo);
		},
	);
});

describe('tokens', () => {
	it('are two at most where 20 items and several nodes have a wrong password', async () => {
		const account = withKey({ password: 'wrong' });
		await Promise.all([
			send(account, 20, continuing),
			quota(account, 20, continuing),
			send(account, 5, continuing),
		]);
		expect(seen('pecMassiva-oauth').length).toBeLessThanOrEqual(2);
	});

	it('that are revoked are renewed, also after a renewal that came to nothing, once a request succeeded since', async () => {
		const account = withKey();
		// The mailbox is locked for a moment.
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			on: 'POST /send',
			times: 2,
			fault: { kind: 'status', status: 401, body: { success: false, message: 'no' } },
		});
		const locked = await send(account);
		expect(locked.error?.message).toMatch(/^Refused/);
		expect((await send(account)).status).toBe('success');
		stage.sandbox.pecMassiva.tokens.revoke(tokenOf(account));
		const { status, error } = await send(account);
		expect(error?.message).toBeUndefined();
		expect(status).toBe('success');
	});

	it('are told apart from a password where two of them are revoked one after the other', async () => {
		const account = withKey();
		await quota(account);
		for (let round = 0; round < 3; round++) {
			stage.sandbox.pecMassiva.tokens.revoke(tokenOf(account));
			expect((await send(account)).status).toBe('success');
		}
	});
});
