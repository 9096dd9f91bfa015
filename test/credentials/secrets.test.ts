import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { inspect } from 'node:util';
import type { Fault } from '../../sandbox';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS } from '../../tools/providers';
import { connect, hangUp, webhookTriggers } from '../../tools/providers/webhookTriggers';

const faults: Array<[string, Fault]> = [
	['nothing', { kind: 'status', status: 200, accept: true, body: {} }],
	['a 401', { kind: 'status', status: 401 }],
	['a 422', { kind: 'status', status: 422 }],
	['a 500 with a page', { kind: 'status', status: 500, body: '<html></html>' }],
	['a lost answer', { kind: 'resetAfter' }],
	['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/otherOrigin' }],
];

const stage = setStage();

/** All tokens in a credential's values, including those inside a JSON text. */
const partsOf = (value: unknown) =>
	(typeof value === 'string' ? value : '')
		.match(/[\w.-]{8,}/g)
		?.filter((part) => /\d/.test(part)) ?? [];

describe.each(PROVIDERS.map((each) => [each.name, each] as const))(
	'The secrets of %s',
	(provider, { credential: type, account, accounts, credentials, node, sending }) => {
		const secrets = credentials[type].secrets ?? [];
		const send = node(sending.operation, sending.parameters);

		/** What the items of a send leave, if each request meets a fault. */
		const leftBy = async (credential: ICredentialDataDecryptedObject, fault: Fault) => {
			stage.sandbox.faults.add({ provider, times: 20, fault });
			const run = (onError?: string) =>
				stage.engine.run(chain(start, { ...send, ...(onError && { onError }) }), {
					input: sending.items(stage.sandbox, 2) as never,
					credentials: { [type]: credential },
				});

			// Includes what n8n hides, such as the cause of an error and the state of its HTTP client.
			const seen = inspect(await Promise.all([run(), run('continueRegularOutput')]), {
				depth: Infinity,
				showHidden: true,
				maxStringLength: Infinity,
				maxArrayLength: Infinity,
			});
			await stage.sandbox.faults.clear();
			const hidden = [...secrets, 'accessToken'].flatMap((name) => partsOf(credential[name]));
			expect(hidden.length).toBeGreaterThan(0);
			return { seen, leaks: hidden.filter((secret) => seen.includes(secret)) };
		};

		it.each(faults)('are in no error and no output after %s', async (_, fault) => {
			expect((await leftBy(account(stage.sandbox), fault)).leaks).toEqual([]);
		});

		it.each([200, 400, 401, 429, 500])(
			'are hidden where the provider repeats them with status %d',
			async (status) => {
				const credential = (accounts.unrenewed ?? account)(stage.sandbox);
				const { apiToken, projectApiKey, password, token, accessToken } = credential;
				const used = [apiToken, projectApiKey, password, token, accessToken]
					.filter(Boolean)
					.map(String);
				const plain = `No ${used.join(', nor "')}".`;
				const encoded = used.map((each) => `Bearer%20${each}, \\n${each}`);
				const said = [plain, ...encoded].join(' ');
				const headers = used.map((each) => ['X-API-TOKEN', each]);
				const answer = { message: said, status: said, error: { [said]: used }, headers };
				const body = { ...answer, response: answer, success: status === 200 };
				const { seen, leaks } = await leftBy(credential, { kind: 'status', status, body });
				expect(leaks).toEqual([]);
				// So what it says arrives.
				if (status === 400 && provider === 'stampee') expect(seen).toContain('[hidden]');
			},
		);
	},
);

describe.each(Object.entries(webhookTriggers))(
	'The secrets of the webhook trigger of %s',
	(provider, { credentials: ofSandbox, checking }) => {
		afterEach(hangUp);

		it('are in no output, no failure, no answer and not in what is kept', async () => {
			const credentials = ofSandbox(stage.sandbox);
			const staticData = {};
			const answers: string[] = [];
			const line = await connect(stage, provider, checking.nothing, {
				credentials,
				staticData,
			});
			const event = { type: 'delivered', data: { recipient: 'ada@example.org' } };
			for (const signature of ['right', 'wrong', 'none'] as const) {
				await line.webhook.push({ ...event, signature });
			}
			answers.push(await (await fetch(line.url, { method: 'POST', body: '{}' })).text());
			// A credential that can't be used, and a provider that can't be reached.
			const [broken] = Object.entries(credentials).map(([type, fields]) => ({
				[type]: { ...fields, signingSecrets: 'whsec_brok3n-secret' },
			}));
			stage.sandbox.faults.add({ provider, times: 20, fault: { kind: 'status', status: 401 } });
			const other = await connect(stage, provider, {}, { credentials: broken });
			await other.webhook.push(event);

			const told = [line, other].map(({ started, failures }) => ({ started, failures }));
			const seen = inspect([told, staticData, answers], {
				depth: Infinity,
				showHidden: true,
				maxStringLength: Infinity,
				maxArrayLength: Infinity,
			});
			const hidden = Object.values(credentials)
				.flatMap((fields) => Object.entries(fields))
				.filter(([name]) => /secret|key/i.test(name))
				.flatMap(([, value]) => partsOf(value));
			expect(line.started.length).toBeGreaterThan(0);
			expect(hidden.length).toBeGreaterThan(0);
			expect([...hidden, 'brok3n-secret'].filter((secret) => seen.includes(secret))).toEqual([]);
		});
	},
);
