import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { textOf } from '../../nodes/shared/json';
import packageJson from '../../package.json';
import { pushSchema } from '../../sandbox/webhook';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson } from '../../tools/engine/engine';
import { instanceFrom } from '../../tools/engine/published';
import { setStage } from '../../tools/engine/stage';
import { connect, hangUp } from '../../tools/providers/webhookTriggers';
import { PROVIDERS, type Provider } from '../../tools/providers';
import type { CredentialFacts, FieldKind as Kind } from '../../tools/providers/credential';
import type { WebhookTrigger } from '../../tools/providers/webhook';

/**
 * Whatever is pasted into a field of a credential is understood, or named in an error before any request leaves. The
 * fields are read from the properties of all credential types, so that each is tested, including future ones.
 */
const stage = setStage();

type Fields = ICredentialDataDecryptedObject;

/** The visible effects of using a credential: requests that were made, or events that were accepted. */
interface Use {
	isRight: boolean;
	/** The message to the user, if it is not right. */
	message: string;
	shown: unknown;
}

/** A credential type, its provider, and how it is really used. */
interface Case {
	provider: Provider;
	facts: CredentialFacts;
	use: (type: string, fields: Fields) => Promise<Use>;
}

/** The request of the credential's own test, with everything that gives access to the account. */
async function tested(type: string, fields: Fields): Promise<Use> {
	stage.sandbox.journal.clear();
	const { status, message } = await stage.engine.testCredential(type, { ...fields });
	const shown = stage.sandbox.journal
		.requests()
		// An existing token is not created again.
		.filter(({ path }) => !/refresh$|tokens?$/.test(path))
		.map(({ provider, method, path, query, headers, body, clientCertificate }) => ({
			provider,
			method,
			path,
			query,
			body,
			clientCertificate,
			opens: ['authorization', 'x-api-token', 'x-username', 'x-password'].map(
				(name) => headers[name],
			),
		}));
	return { isRight: status === 'OK', message, shown };
}

/** An event that the provider signs, or that is sent with the secret. */
const told =
	(provider: string, { checking, event, shown, dialect, pusher }: WebhookTrigger) =>
	async (type: string, fields: Fields): Promise<Use> => {
		const line = await connect(stage, provider, checking.secret, {
			credentials: { [type]: fields },
		});
		/** Sends an event with headers that contain the account's secret, as entered at both ends, not as pasted. */
		const show = async (headers: Record<string, string>) => {
			const data = { recipient: 'x@example.org' };
			const push = { ...pushSchema.parse({ type: event, data }), at: new Date(), number: 1 };
			const request = dialect(stage.sandbox).request(push, new Date(), pusher(stage.sandbox)[1]);
			const { status } = await fetch(line.url, {
				method: 'POST',
				...request,
				headers: { ...request.headers, ...headers },
			});
			return status;
		};
		const status = shown
			? await show(shown(bareOf(type, fields)))
			: (await line.webhook.push({ type: event, data: {} })).at(0)?.status;
		const [failure] = line.failures;
		await hangUp();
		return { isRight: status === 200, message: failure?.message ?? '', shown: status };
	};

/** The account that the fields come from, without the pasted value. */
const bareOf = (type: string, fields: Fields): Fields => {
	const accounts = cases[type].facts.accounts(stage.sandbox);
	const alike = (one: Fields) =>
		Object.keys(one).filter((name) => one[name] === fields[name]).length;
	return accounts.reduce((best, each) => (alike(each) > alike(best) ? each : best));
};

/** A test with a call, and reads for the fields that the call does not need. */
const testedWith =
	({ node }: Provider, { reads = {} }: CredentialFacts) =>
	async (type: string, fields: Fields): Promise<Use> => {
		const test = await tested(type, fields);
		for (const operation of Object.values(reads)) {
			const { error } = await stage.engine.run(chain(start, node(operation)), {
				credentials: { [type]: fields },
			});
			if (test.isRight && error) return { isRight: false, message: error.message, shown: [] };
		}
		return test;
	};

const cases: Record<string, Case> = Object.fromEntries(
	PROVIDERS.flatMap((provider) =>
		Object.entries(provider.credentials).map(([type, facts]) => {
			const isWebhook = type !== provider.credential && provider.webhook;
			const use = isWebhook ? told(provider.name, provider.webhook!) : testedWith(provider, facts);
			return [type, { provider, facts, use }];
		}),
	),
);

const kindOf = ({ name: type }: ICredentialType, { name }: INodeProperties): Kind =>
	name === 'baseUrl' ? 'address' : cases[type].facts.kinds[name];

/** Residue around a pasted value, and the kinds of fields in which it is part of the value. */
const AROUND: Array<[string, (text: string) => string, Kind[]]> = [
	['a blank before', (text) => ` ${text}`, []],
	['a blank behind', (text) => `${text} `, []],
	['a line end', (text) => `${text}\n`, []],
	['line ends of Windows', (text) => `\r\n${text}\r\n`, []],
	['a blank that does not break', (text) => `\u00a0${text}`, []],
	['a zero-width space', (text) => `${text}\u200b`, []],
	['a byte order mark', (text) => `\ufeff${text}`, []],
	['a soft hyphen', (text) => `${text}\u00ad`, []],
	['quotation marks', (text) => `"${text}"`, ['password']],
	['single quotation marks', (text) => `'${text}'`, ['password']],
	['typographic quotation marks', (text) => `“${text}”`, ['password']],
	['French quotation marks', (text) => `« ${text} »`, ['password']],
	['its scheme', (text) => `Bearer ${text}`, ['password', 'name', 'certificate']],
];

const within = (text: string, character: string) =>
	`${text.slice(0, -4)}${character}${text.slice(-4)}`;

/** What can't be part of a value, and the kinds of fields in which it can. */
const INSIDE: Array<[string, string, Kind[]]> = [
	['a blank', ' ', ['password', 'name', 'tokens']],
	['a zero-width space', '\u200b', ['password']],
	['a line end', '\n', ['tokens']],
	['a control character', '\u0001', []],
	[
		'a letter that no header carries',
		'é',
		['password', 'name', 'tokens', 'address', 'certificate'],
	],
];

const types = packageJson.n8n.credentials.map((file) => instanceFrom<ICredentialType>(file));

const fieldsOf = ({ properties }: ICredentialType) =>
	properties.filter(({ type }) => type === 'string');

/** The filled-in accounts in which a field is used. */
const accountsWith = ({ name: type }: ICredentialType, { name }: INodeProperties) =>
	cases[type].facts.accounts(stage.sandbox).filter(({ [name]: value }) => (value ?? '') !== '');

beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) {
		sandboxSettings.liftLimits?.(stage.sandbox);
		sandboxSettings.showAfter?.(stage.sandbox, 0);
	}
});

describe.each(types.map((type) => [type.name, type] as const))('The credential %s', (_, type) => {
	const fields = fieldsOf(type).map((field) => [field.displayName, field] as const);

	it('is used in this test, with all of its fields', () => {
		expect(Object.keys(cases)).toContain(type.name);
		const filledIn = fieldsOf(type).filter((field) => accountsWith(type, field).length > 0);
		expect(filledIn).toEqual(fieldsOf(type));
	});

	const lists = type.properties.filter((property) => property.type === 'options');

	if (lists.length > 0) {
		it.each(lists.map(({ displayName, name }) => [displayName, name] as const))(
			'does nothing where %s is what it does not have, and names it',
			async (label, name) => {
				for (const account of cases[type.name].facts.accounts(stage.sandbox)) {
					// Each list that applies to this account.
					const { displayOptions: { show = {} } = {} } = lists.find((list) => list.name === name)!;
					if (
						Object.entries(show).some(
							([other, values]) => !values?.includes(account[other] as never),
						)
					)
						continue;
					const fields = { ...account, [name]: 'no such thing' };
					const { isRight, message, shown } = await cases[type.name].use(type.name, fields);
					expect(isRight).toBe(false);
					expect(message).toContain("'no such thing', which is none of ");
					expect(message.toLowerCase()).toContain(label.toLowerCase());
					if (Array.isArray(shown)) expect(shown).toEqual([]);
				}
			},
		);
	}

	describe.each(fields)('with its field %s', (label, field) => {
		const kind = kindOf(type, field);
		const around = AROUND.filter(([, , exempt]) => !exempt.includes(kind));
		const inside = INSIDE.filter(([, , exempt]) => !exempt.includes(kind));

		const use = async (account: Fields, value: unknown) =>
			await cases[type.name].use(type.name, { ...account, [field.name]: value } as Fields);

		/** It has the same effect as the bare value, or an error names the field and nothing leaves. */
		async function expectUnderstood(account: Fields, value: string) {
			const bare = textOf(account[field.name]);
			// This comes first, while there is no token yet that was obtained with the bare value.
			const other = await use(account, value);
			const right = await use(account, bare);
			if (other.isRight || JSON.stringify(other) === JSON.stringify(right)) {
				expect(other).toEqual(right);
				return 'understood';
			}
			expect(other.message).toContain(`'${label}'`);
			if (kind !== 'address') expect(other.message).not.toContain(bare.slice(0, -4));
			if (Array.isArray(other.shown)) expect(other.shown).toEqual([]);
			return 'named';
		}

		it.each(around)('understands %s, or names it', async (_around, paste) => {
			for (const account of accountsWith(type, field)) {
				const came = await expectUnderstood(account, paste(textOf(account[field.name])));
				if (kind !== 'password' && kind !== 'address') expect(came).toBe('understood');
			}
		});

		it.each(inside)('names %s in the middle of it', async (_inside, character) => {
			for (const account of accountsWith(type, field)) {
				const came = await expectUnderstood(
					account,
					within(textOf(account[field.name]), character),
				);
				if (kind !== 'certificate') expect(came).toBe('named');
			}
		});

		if (field.required) {
			it.each(['', ' \n', '\u200b'])('asks for it where it is %j', async (none) => {
				for (const account of accountsWith(type, field)) {
					const { isRight, message, shown } = await use(account, none);
					expect([isRight, message]).toEqual([
						false,
						expect.stringContaining(`'${label}' of the credential is empty`),
					]);
					if (Array.isArray(shown)) expect(shown).toEqual([]);
				}
			});
		}

		it('is not a list', async () => {
			for (const account of accountsWith(type, field)) {
				const { isRight, message } = await use(account, [account[field.name]]);
				expect([isRight, message]).toEqual([
					false,
					expect.stringContaining(`'${label}' of the credential is not text`),
				]);
			}
		});
	});
});

const senders = types.filter(({ name }) => cases[name]?.provider.credential === name);

describe.each(senders.map((type) => [type.name, type] as const))('A send with %s', (_, type) => {
	const { provider, facts } = cases[type.name];
	const { sending } = provider;
	const send = provider.node(sending.operation, sending.parameters);
	const input = () => sending.items(stage.sandbox, 1);
	const run = async (fields: Fields, node: Partial<INodeJson> = {}, id = 'pasted') =>
		await stage.engine.run(
			{ ...chain(start, { ...send, ...node }), id },
			{ input: input() as never, credentials: { [type.name]: fields } },
		);

	const fields = fieldsOf(type).map((field) => [field.displayName, field] as const);

	it.each(fields)('is not sent where %s is broken, and it is named', async (label, field) => {
		// Sending requires another key.
		const read = facts.reads?.[field.name];
		const node = read && { parameters: { resource: read[0], operation: read[1] } };
		for (const account of accountsWith(type, field)) {
			const bare = textOf(account[field.name]);
			const broken = kindOf(type, field) === 'certificate' ? '*' : '\u0001';
			stage.sandbox.journal.clear();
			const { error } = await run({ ...account, [field.name]: within(bare, broken) }, node);
			if (!node) {
				expect(error?.message).toMatch(/^Not sent: /);
				expect(error?.context).toMatchObject({ outcome: 'notSent' });
			}
			expect(error?.message).toContain(`'${label}'`);
			expect(error?.message).not.toContain(bare.slice(0, -4));
			expect(error?.description).toBeTruthy();
			expect(stage.sandbox.journal.requests().map(({ path }) => path)).toEqual([]);
		}
	});

	it('goes out of the same account, whatever was pasted along with what opens it', async () => {
		const [account] = cases[type.name].facts.accounts(stage.sandbox);
		const pasted = Object.fromEntries(
			fieldsOf(type)
				.filter(
					(field) => !['password', 'address'].includes(kindOf(type, field)) && account[field.name],
				)
				.map(({ name }) => [name, ` “${textOf(account[name])}” \u200b\n`]),
		);
		const parameters = {
			...send.parameters,
			options: { deduplicationKey: `pasted ${type.name}` },
		};
		const item = input();
		const sendTo = async (more: Fields) =>
			await stage.engine.run(
				{ ...chain(start, { ...send, parameters }), id: `same account of ${type.name}` },
				{ input: item as never, credentials: { [type.name]: { ...account, ...more } } },
			);
		stage.sandbox.journal.clear();
		const first = await sendTo({});
		const second = await sendTo(pasted);
		expect([first.error?.message, second.error?.message]).toEqual([undefined, undefined]);
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});
});
