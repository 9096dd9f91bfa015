import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';
import packageJson from '../../package.json';
import { chain, start } from '../../tools/engine/chain';
import { instanceFrom } from '../../tools/engine/published';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS, type Provider } from '../../tools/providers';
import { newMarker } from './cell';
import { partsOf } from './operations';
import { credentialType, disguises, leaksIn, secretsOf, textsIn } from './secrets';

const stage = setStage();

const credentials = packageJson.n8n.credentials.map((file) => instanceFrom<ICredentialType>(file));

/** Each way in which the tests fill in the credential of a provider. */
function accountsOf({ account, accounts, operations }: Provider): ICredentialDataDecryptedObject[] {
	const { unrenewed, others = [] } = accounts;
	const ofRows = Object.values(operations.rows).map((row) => row.account);
	return [account, unrenewed, ...others, ...ofRows].flatMap((fillIn) =>
		fillIn ? [fillIn(stage.sandbox)] : [],
	);
}

it('A field that is named like a secret is one', () => {
	const open = credentials.flatMap(({ name, properties }) =>
		properties
			.filter((field) => /secret|token|password|passphrase|apiKey$|privateKey/i.test(field.name))
			.filter(({ type, typeOptions }) => type === 'string' && !typeOptions?.password)
			.map((field) => `credentials/${name}: '${field.name}' needs typeOptions.password`),
	);
	expect(open).toEqual([]);
});

it.each([
	['in a text', (secret: string) => `a ${secret} b`],
	['in JSON', (secret: string) => JSON.stringify({ secret })],
	['in a URL', (secret: string) => `?key=${encodeURIComponent(secret)}`],
	['in Base64', (secret: string) => Buffer.from(`user:${secret}`).toString('base64')],
])('A secret is found %s', (_, hide) => {
	const secret = 'se"cret/+99';
	expect(leaksIn(hide(secret), [secret])).not.toEqual([]);
	expect(disguises(secret).every((each) => each.length > 4)).toBe(true);
});

describe.each(PROVIDERS)('Of the credential of $title', (provider) => {
	const { properties } = credentialType(provider.credential);
	// Hidden fields are written by the credential itself, when it gets a token.
	const secrets = properties.filter(
		({ type, typeOptions }) => typeOptions?.password && type !== 'hidden',
	);

	it('each secret is filled in by an account of its descriptor, so that it is looked for', () => {
		const accounts = accountsOf(provider);
		const missing = secrets
			.filter(
				({ name }) =>
					!accounts.some(
						(each) =>
							secretsOf(credentialType(provider.credential), { [name]: each[name] }).length > 0,
					),
			)
			.map(
				({ name }) =>
					`tools/providers/${provider.name}/accounts.ts needs '${name}' in one of 'others'`,
			);
		expect(missing).toEqual([]);
	});

	it('none is in what an execution leaves whose send is refused, whichever account it is', async () => {
		const [key, row] = Object.entries(provider.operations.rows).find(
			([, { kind }]) => kind !== 'read',
		)!;
		for (const account of accountsOf(provider)) {
			const markers = [newMarker()];
			const input = (await row.prepare?.(stage, markers)) ?? [{ json: { marker: markers[0] } }];
			const fault = { kind: 'status', status: 422 } as const;
			stage.sandbox.faults.add({ provider: provider.name, times: 9, fault });
			const node = provider.node(partsOf(key), row.parameters, {
				credentials: { [provider.credential]: { id: markers[0], name: 'Account' } },
			});
			const result = await stage.engine.run(chain(start, node), {
				input,
				credentials: { [provider.credential]: account },
			});
			await stage.sandbox.faults.clear();
			const known = secretsOf(credentialType(provider.credential), account);
			expect(result.error).toBeDefined();
			expect(known).not.toEqual([]);
			expect(leaksIn(textsIn(result), known)).toEqual([]);
		}
	});
});

it.each(PROVIDERS)(
	'The walks of $title have a secret that is looked for',
	({ credential, walks }) => {
		expect(secretsOf(credentialType(credential), walks.account)).not.toEqual([]);
	},
);
