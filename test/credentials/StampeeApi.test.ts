import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { createPrivateKey, type KeyExportOptions } from 'node:crypto';
import { inspect } from 'node:util';
import { StampeeApi } from '../../credentials/StampeeApi.credentials';
import { textOf } from '../../nodes/shared/json';
import { chain, start } from '../../tools/engine/chain';
import { setReplay } from '../support/replay';
import { setStage } from '../../tools/engine/stage';
import {
	addressees,
	asked,
	letterToEachItem,
	operate,
	stampeeAccount,
	stampeeAccountWithCertificate,
} from '../../tools/providers/stampee/node';

/** A third-party node that uses the credential for its own URL. */
const stranger: INodeType = {
	description: {
		displayName: 'Stranger',
		name: 'stranger',
		group: ['output'],
		version: 1,
		description: 'Uses the credential elsewhere',
		defaults: { name: 'Stranger' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'stampeeApi', required: true }],
		properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
	},
	async execute() {
		const url = this.getNodeParameter('url', 0) as string;
		await this.helpers.httpRequestWithAuthentication.call(this, 'stampeeApi', { url });
		return [[]];
	},
};

const stage = setStage({ extraNodes: { 'test.stranger': stranger } });
const replay = setReplay();

type Account = ICredentialDataDecryptedObject;

const stampeeSandbox = () => stage.sandbox.stampee;
const account = () => stampeeAccount(stampeeSandbox());
const accountWithCertificate = () => stampeeAccountWithCertificate(stampeeSandbox());
const test = (data: Account) => stage.engine.testCredential('stampeeApi', data);
const ok = { status: 'OK', message: 'Connection successful!' };

describe('The test of the credential', () => {
	it('is one read of the customers, with the token', async () => {
		expect(await test(account())).toEqual(ok);
		expect(asked(stage.sandbox)).toMatchObject([
			{
				method: 'GET',
				path: '/customers',
				query: { state: 'ACCEPTED' },
				headers: { 'x-api-token': stampeeSandbox().token },
			},
		]);
	});

	it('takes a base URL and a token with blanks and slashes around', async () => {
		const { baseUrl, apiToken, ...others } = account() as Record<string, string>;

		expect(
			await test({ ...others, baseUrl: ` ${baseUrl}// `, apiToken: ` ${apiToken}\n` }),
		).toEqual(ok);
		expect(asked(stage.sandbox).map(({ path }) => path)).toEqual(['/customers']);
	});

	it('says that Stampee does not know the token', async () => {
		expect(await test({ ...account(), apiToken: 'stampee_wrong' })).toEqual({
			status: 'Error',
			message: 'Stampee does not accept this API token',
		});
	});

	it('says that nobody answers', async () => {
		expect(await test({ ...account(), baseUrl: 'http://127.0.0.1:1' })).toEqual({
			status: 'Error',
			message: 'ECONNREFUSED',
		});
	});

	it.each([
		['', 'is empty'],
		['stampee', 'has no http:// or https:// before the host: write http://stampee'],
		['api.stampee.fr', 'has no http:// or https:// before the host: write https://api.stampee.fr'],
		['localhost:1234', 'has no http:// or https:// before the host: write http://localhost:1234'],
		['//', 'has no http:// or https:// before the host'],
	])('says of the base URL %j that it %s', async (baseUrl, what) => {
		expect(await test({ ...account(), baseUrl })).toEqual({
			status: 'Error',
			message: `The field 'Base URL' of the credential ${what}`,
		});
	});

	it('says that it does not trust a server whose authority is not given', async () => {
		const { ca, ...untrusting } = accountWithCertificate();

		expect(ca).toContain('BEGIN CERTIFICATE');
		expect(await test(untrusting)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/CERT|VERIFY|ISSUER|certificate/i) as string,
		});
		expect(asked(stage.sandbox)).toEqual([]);
	});
});

describe('The client certificate', () => {
	const oneLine = (...pems: unknown[]) => pems.join('').trim().replace(/\n/g, ' ');
	const locked = (key: string, passphrase: string, type: 'pkcs8' | 'pkcs1' = 'pkcs8') =>
		createPrivateKey(key)
			.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase } as KeyExportOptions<'pem'>)
			.toString();

	const ways: Array<[string, () => Account]> = [
		['PEM', accountWithCertificate],
		[
			'PEM in one line, as a pasted one becomes',
			() => {
				const { certificate, privateKey, ca, ...others } = accountWithCertificate();
				return {
					...others,
					ca,
					certificate: oneLine(certificate),
					privateKey: oneLine(privateKey),
				};
			},
		],
		[
			'a chain of PEM in one line',
			() => {
				const { certificate, ca, ...others } = accountWithCertificate();
				return { ...others, ca, certificate: oneLine(certificate, ca) };
			},
		],
		[
			'PEM with an authority in one line',
			() => ({ ...accountWithCertificate(), ca: oneLine(stampeeSandbox().certificateAuthority) }),
		],
		[
			'PEM whose key is under a passphrase',
			() => ({
				...accountWithCertificate(),
				privateKey: locked(stampeeSandbox().clientCertificate.key, 'open sesame'),
				passphrase: 'open sesame',
			}),
		],
		[
			'PEM whose key is under a passphrase in the old way, in one line',
			() => ({
				...accountWithCertificate(),
				privateKey: oneLine(locked(stampeeSandbox().clientCertificate.key, 'open sesame', 'pkcs1')),
				passphrase: 'open sesame',
			}),
		],
		[
			'PEM of both in one, with remarks around, in one line',
			() => {
				const { certificate, key } = stampeeSandbox().clientCertificate;
				const both = oneLine(`Bag Attributes\n${certificate}Key Attributes\n${key}`);
				return { ...accountWithCertificate(), certificate: both, privateKey: both };
			},
		],
		[
			'a PFX file under a passphrase',
			() => ({
				...account(),
				baseUrl: stampeeSandbox().secureUrl,
				ca: stampeeSandbox().certificateAuthority,
				mutualTls: 'pfx',
				clientCertificatePfx: stampeeSandbox().clientCertificate.pfx,
				passphrase: stampeeSandbox().clientCertificate.passphrase,
			}),
		],
		[
			'a PFX file whose Base64 is broken into lines',
			() => ({
				...account(),
				baseUrl: stampeeSandbox().secureUrl,
				ca: stampeeSandbox().certificateAuthority,
				mutualTls: 'pfx',
				clientCertificatePfx: stampeeSandbox().clientCertificate.pfx.replace(/.{76}/g, '$&\n'),
				passphrase: stampeeSandbox().clientCertificate.passphrase,
			}),
		],
	];

	it.each(ways)('can be %s', async (_, data) => {
		expect(await test(data())).toEqual(ok);
		expect(asked(stage.sandbox)).toMatchObject([{ clientCertificate: 'Stampee sandbox client' }]);
	});

	it('is not shown when the credential has none, though one was entered before', async () => {
		expect(await test({ ...accountWithCertificate(), mutualTls: 'none' })).toEqual(ok);
		expect(asked(stage.sandbox)[0].clientCertificate).toBeUndefined();
	});
});

describe('The secrets', () => {
	const production = { apiToken: 'stampee_token', environment: 'production', mutualTls: 'none' };

	const authenticate = async (data: Account, request: IHttpRequestOptions) => {
		const { authenticate: sign } = new StampeeApi();
		if (typeof sign !== 'function') throw new Error('authenticate is a function');
		return await sign(data, request);
	};

	it('go to the production host, whatever was entered as base URL before', async () => {
		const request = await authenticate(
			{ ...production, baseUrl: 'https://elsewhere.example' },
			{ url: '/customers', headers: { accept: 'application/json' } },
		);

		expect(request).toMatchObject({
			baseURL: 'https://api.stampee.fr',
			headers: { accept: 'application/json', 'X-API-TOKEN': 'stampee_token' },
			disableFollowRedirect: true,
		});
	});

	it.each([
		['https://elsewhere.example/x'],
		['http://api.stampee.fr/customers'],
		['https://api.stampee.fr.elsewhere.example/'],
		['https://api.stampee.fr:8443/'],
		['https://api.stampee.fr@elsewhere.example/'],
		['//elsewhere.example/x'],
	])('do not go to %s', async (url) => {
		await expect(authenticate(production, { url })).rejects.toThrow('not meant for');
	});

	it('do not go to another host that a node asks for', async () => {
		replay.answer({ body: {} });
		const node = {
			name: 'Stranger',
			type: 'test.stranger',
			typeVersion: 1,
			parameters: { url: `${replay.url}/collect` },
			credentials: { stampeeApi: { id: '1', name: 'Stampee account' } },
		};

		const { error } = await stage.engine.run(chain(start, node), {
			credentials: { stampeeApi: account() },
		});

		expect(error?.message).toContain('not meant for');
		expect(replay.requests).toEqual([]);
	});

	it.each([301, 302, 303, 307, 308] as const)(
		'do not go where a redirect (%d) leads',
		async (status) => {
			replay.answer({ body: {} });
			stage.sandbox.faults.add({
				provider: 'stampee',
				fault: { kind: 'redirect', location: `${replay.url}/collect`, status },
			});

			const { error } = await operate(stage, ['customer', 'getMany'], {});

			expect(error?.message).toContain('a redirect to 127.0.0.1');
			expect(replay.requests).toEqual([]);
		},
	);

	/** Everything that can go wrong with a request, and the credential with which it does. */
	const failures: Array<[string, () => Account]> = [
		['a wrong token', () => ({ ...account(), apiToken: 'stampee_5ecret-token' })],
		['nobody there', () => ({ ...accountWithCertificate(), baseUrl: 'https://127.0.0.1:1' })],
		['no such name', () => ({ ...accountWithCertificate(), baseUrl: 'https://stampee.invalid' })],
		['no URL', () => ({ ...accountWithCertificate(), baseUrl: 'stampee' })],
		[
			'plain HTTP to TLS',
			() => ({ ...account(), baseUrl: stampeeSandbox().secureUrl.replace('https', 'http') }),
		],
		[
			'TLS to plain HTTP',
			() => ({
				...accountWithCertificate(),
				baseUrl: stampeeSandbox().url.replace('http', 'https'),
			}),
		],
		['an untrusted server', () => ({ ...accountWithCertificate(), ca: '' })],
		[
			'a wrong passphrase',
			() => ({
				...accountWithCertificate(),
				mutualTls: 'pfx',
				clientCertificatePfx: stampeeSandbox().clientCertificate.pfx,
				passphrase: '5ecret-passphrase',
			}),
		],
		[
			'a PFX file that is none',
			() => ({
				...accountWithCertificate(),
				mutualTls: 'pfx',
				clientCertificatePfx: Buffer.from('5ecret-pfx').toString('base64'),
				passphrase: '5ecret-passphrase',
			}),
		],
		['a key that is none', () => ({ ...accountWithCertificate(), privateKey: '5ecret-key' })],
		[
			'a certificate that is none',
			() => ({ ...accountWithCertificate(), certificate: '5ecret-certificate' }),
		],
		[
			'a token that is no header',
			() => ({ ...account(), apiToken: 'stampee_5ecret\u0000\u00e9\u4e00' }),
		],
	];

	const faults = [
		{ kind: 'resetBefore' },
		{ kind: 'resetAfter' },
		{ kind: 'truncate' },
		{ kind: 'notJson' },
		{ kind: 'successFalse' },
		{ kind: 'status', status: 400 },
		{ kind: 'status', status: 401 },
		{ kind: 'status', status: 403 },
		{ kind: 'status', status: 500, body: '<html>oops</html>' },
		{ kind: 'redirect', location: 'https://elsewhere.example/' },
	] as const;

	/** All content of a value, including what is not enumerable, and the whole chain of causes. */
	const everythingIn = (value: unknown) =>
		[
			JSON.stringify(value),
			inspect(value, {
				depth: Infinity,
				showHidden: true,
				maxArrayLength: null,
				maxStringLength: null,
				breakLength: Infinity,
			}),
		].join('\n');

	/** The secrets of which nothing must be found, not even a long part. */
	function secretsOf(data: Account): string[] {
		const names = ['apiToken', 'privateKey', 'certificate', 'clientCertificatePfx', 'passphrase'];
		const { clientCertificate } = stampeeSandbox();
		const keyLine = clientCertificate.key.split('\n')[1];
		return [
			...names.map((name) => textOf(data[name])),
			keyLine,
			clientCertificate.pfx.slice(100, 160),
			'5ecret',
		].filter(Boolean);
	}

	const leaks = (value: unknown, data: Account) => {
		const found = everythingIn(value);
		return secretsOf(data).filter((secret) => found.includes(secret));
	};

	/** Whether there is an error with a readable message. */
	const isTold = (error: unknown) => {
		const message = (error as { message?: string } | undefined)?.message ?? error;
		return typeof message === 'string' && !/^$|undefined|\[object|<\w/.test(message);
	};

	/** A separate credential for each failure, so that none waits for another. */
	const named = (what: string) => ({ stampeeApi: { id: what, name: what } });

	type Ways = Array<
		[string, (data: Account, what: string) => Promise<{ error: unknown; all: unknown }>]
	>;

	const run =
		(operation: [string, string], parameters: INodeParameters, onError: string) =>
		async (data: Account, what: string) => {
			const node = { onError, credentials: named(what) };
			const input = addressees(2);
			const result = await operate(stage, operation, parameters, { account: data, input, node });
			const [failed] = result.items('Stampee', 1);
			return { error: result.error ?? failed?.json.error, all: [result.error, result.runData] };
		};

	const ways: Ways = [
		['a send', run(['message', 'send'], letterToEachItem, 'stopWorkflow')],
		['a send that goes on', run(['message', 'send'], letterToEachItem, 'continueErrorOutput')],
		['a read', run(['customer', 'getMany'], {}, 'stopWorkflow')],
		['a read that goes on', run(['customer', 'getMany'], {}, 'continueErrorOutput')],
		[
			'a poll',
			async (data, what) => {
				const trigger = {
					name: 'Stampee Trigger',
					type: 'n8n-nodes-certified-mail.stampeeTrigger',
					typeVersion: 1,
					parameters: { event: 'customerStateChanged' },
					credentials: named(what),
				};
				const workflow = { ...chain(trigger), id: what };
				const credentials = { stampeeApi: data };
				const { error } = await stage.engine.poll(workflow, { credentials, staticData: {} });
				return { error, all: error };
			},
		],
		[
			'the test of the credential',
			async (data) => {
				const result = await test(data);
				return { error: result.status === 'Error' && result.message, all: result };
			},
		],
	];

	it.each(ways)(
		'stay out of the failure of %s, whatever is wrong with the credential',
		async (_, fail) => {
			const found = await Promise.all(
				failures.map(async ([what, data]) => {
					const { error, all } = await fail(data(), what);
					return { what, isTold: isTold(error), leaks: leaks(all, data()) };
				}),
			);

			expect(found).toEqual(failures.map(([what]) => ({ what, isTold: true, leaks: [] })));
		},
	);

	it.each(faults)('stay out of all failures after %j', async (fault) => {
		stage.sandbox.faults.add({ provider: 'stampee', times: 1_000, fault: { ...fault } });

		const found = await Promise.all(
			ways.map(async ([way, fail]) => {
				const { error, all } = await fail(account(), way);
				return { way, isTold: isTold(error), leaks: leaks(all, account()) };
			}),
		);

		// n8n's credential test looks only at the status.
		const expected = ways.map(([way]) => ({ way, isTold: true, leaks: [] }));
		const looksAtStatus = (each: { way: string }) => each.way !== 'the test of the credential';
		expect(found.filter(looksAtStatus)).toEqual(expected.filter(looksAtStatus));
		expect(found.flatMap((each) => each.leaks)).toEqual([]);
	});

	it('are found by this search where they are', () => {
		const cause = Object.assign(new Error('x'), {
			config: { headers: { token: account().apiToken } },
		});

		expect(leaks(new Error('y', { cause }), account())).toEqual([account().apiToken]);
	});
});
