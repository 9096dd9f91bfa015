import { inspect } from 'node:util';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Fault, Sandbox } from '../../sandbox';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson } from '../../tools/engine/engine';
import {
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
	recipients,
} from '../../tools/providers/legallyMail/node';
import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccountWithKey,
} from '../../tools/providers/pecMassiva/node';
import {
	customers,
	mailToEachItem as receipt,
	postageApp,
	postageAppAccount,
} from '../../tools/providers/postageApp/node';
import { setStage } from '../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
} from '../../tools/providers/stampee/node';
import { mailToEachItem, readers, stemp, stempAccount } from '../../tools/providers/stemp/node';
import {
	connect,
	hangUp,
	webhookTriggers,
	type WebhookProvider,
} from '../../tools/engine/webhookTriggers';

/** How a provider is used where something goes wrong, and which of its credential's fields are secrets. */
interface Case {
	type: string;
	account: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	secrets: string[];
	send: INodeJson;
	input: (sandbox: Sandbox) => Array<{ json: object }>;
}

const cases: Record<string, Case> = {
	stampee: {
		type: 'stampeeApi',
		account: ({ stampee: provider }) => stampeeAccount(provider),
		secrets: ['apiToken'],
		send: stampee(['message', 'send'], letterToEachItem),
		input: () => addressees(2),
	},
	pecMassiva: {
		type: 'pecMassivaApi',
		account: ({ pecMassiva: provider }) => pecMassivaAccountWithKey(provider),
		secrets: ['password', 'apiKey', 'token', 'session'],
		send: pecMassiva(['message', 'send'], messageToEachItem),
		input: () => recipients(2),
	},
	legallyMail: {
		type: 'legallyMailApi',
		account: ({ legallyMail: provider }) => legallyMailAccount(provider),
		secrets: ['token'],
		send: legallyMail(['email', 'send'], emailToEachItem),
		input: () => recipients(2),
	},
	stemp: {
		type: 'stempApi',
		account: ({ stemp: provider }) => stempAccount(provider),
		secrets: ['refreshToken', 'tokens'],
		send: stemp(['email', 'send'], mailToEachItem),
		input: ({ stemp: provider }) => readers(provider, 2),
	},
	postageApp: {
		type: 'postageAppApi',
		account: ({ postageApp: provider }) => postageAppAccount(provider),
		secrets: ['projectApiKey', 'accountApiKey'],
		send: postageApp(['message', 'send'], receipt),
		input: () => customers(2),
	},
};

const faults: Array<[string, Fault]> = [
	['nothing', { kind: 'status', status: 200, accept: true, body: {} }],
	['a 401', { kind: 'status', status: 401 }],
	['a 422', { kind: 'status', status: 422 }],
	['a 500 with a page', { kind: 'status', status: 500, body: '<html></html>' }],
	['a lost answer', { kind: 'resetAfter' }],
	['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere' }],
];

const stage = setStage();

/** All tokens in what a credential keeps, also those inside of a JSON text. */
const partsOf = (value: unknown) =>
	(typeof value === 'string' ? value : '')
		.match(/[\w.-]{8,}/g)
		?.filter((part) => /\d/.test(part)) ?? [];

describe.each(Object.entries(cases))(
	'The secrets of %s',
	(provider, { type, account, secrets, send, input }) => {
		it.each(faults)('are in no error and no output after %s', async (_, fault) => {
			const credential = account(stage.sandbox);
			stage.sandbox.faults.add({ provider, times: 20, fault });
			const run = (onError?: string) =>
				stage.engine.run(chain(start, { ...send, ...(onError && { onError }) }), {
					input: input(stage.sandbox) as never,
					credentials: { [type]: credential },
				});

			// With what n8n hides, such as the cause of an error and what its HTTP client had in hand.
			const seen = inspect(await Promise.all([run(), run('continueRegularOutput')]), {
				depth: Infinity,
				showHidden: true,
				maxStringLength: Infinity,
				maxArrayLength: Infinity,
			});

			const hidden = secrets.flatMap((name) => partsOf(credential[name]));
			expect(hidden.length).toBeGreaterThan(0);
			expect(hidden.filter((secret) => seen.includes(secret))).toEqual([]);
		});
	},
);

describe.each(Object.keys(webhookTriggers) as WebhookProvider[])(
	'The secrets of the webhook trigger of %s',
	(provider) => {
		afterEach(hangUp);

		it('are in no output, no failure, no answer and not in what is kept', async () => {
			const credentials = webhookTriggers[provider].credentials(stage.sandbox);
			const staticData = {};
			const answers: string[] = [];
			const parameters = { authentication: 'none', checkWithPostageApp: false };
			const line = await connect(stage, provider, parameters, { credentials, staticData });
			const event = { type: 'delivered', data: { recipient: 'ada@example.org' } };
			for (const signature of ['right', 'wrong', 'none'] as const) {
				await line.webhook.push({ ...event, signature });
			}
			answers.push(await (await fetch(line.url, { method: 'POST', body: '{}' })).text());
			// A credential that can't be used, and a provider that can't be asked.
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
