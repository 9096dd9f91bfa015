import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHookFunctions,
	INodeType,
} from 'n8n-workflow';
import { textOf } from '../../nodes/shared/json';
import packageJson from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';

/** The webhook triggers by provider name. */
const triggers = Object.fromEntries(
	packageJson.n8n.nodes
		.map((file) => instanceFrom<INodeType>(file))
		.flatMap((trigger) => {
			const { name } = trigger.description;
			const provider = PROVIDERS.find((each) => name === `${each.name}WebhookTrigger`);
			return provider ? [[provider.name, trigger]] : [];
		}),
);

const examples = PROVIDERS.flatMap(({ name, credentials }) =>
	Object.values(credentials).flatMap(({ examples: all = [] }) =>
		all.map(([data, result]) => [name, data, result] as const),
	),
);

it('Each webhook trigger has examples of its credential, right ones and wrong ones', () => {
	const having = (result: string) =>
		[...new Set(examples.filter((each) => each[2] === result).map(([name]) => name))].sort();
	const all = Object.keys(triggers).sort();
	expect([having('OK'), having('Error')]).toEqual([all, all]);
});

const secretsIn = (data: ICredentialDataDecryptedObject) =>
	Object.values(data).filter((value) => /^whsec_\w+$/.test(textOf(value)));

it.each(examples)(
	'The credential of the webhook trigger of %s, %j, is tested: %s',
	async (name, data, status) => {
		const [test] = Object.values(triggers[name].methods!.credentialTest!);
		const credential = { id: '1', name: '', type: '', data } as ICredentialsDecrypted;
		const result = await test.call({} as ICredentialTestFunctions, credential);

		expect(result.status).toBe(status);
		for (const secret of secretsIn(data)) expect(result.message).not.toContain(secret);
	},
);

it.each(Object.entries(triggers))(
	'%s is registered by hand: n8n finds nothing to do',
	async (_, trigger) => {
		const { checkExists, create, delete: remove } = trigger.webhookMethods!.default!;
		const asItIs = {
			getNode: () => ({ parameters: {} }),
			getNodeParameter: () => undefined,
		} as unknown as IHookFunctions;

		expect([
			await checkExists.call(asItIs),
			await create.call(asItIs),
			await remove.call(asItIs),
		]).toEqual([true, true, true]);
	},
);
