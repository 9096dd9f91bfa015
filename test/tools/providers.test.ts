import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { startSandbox, type Sandbox } from '../../sandbox';
import { providers as sandboxProviders } from '../../sandbox/providers';
import { exampleNames } from '../../tools/demo/examples';
import { choices, instanceFrom } from '../../tools/engine/published';
import { PROVIDERS, type Provider } from '../../tools/providers';
import { credentialsOf } from '../../tools/providers/credential';
import { providerFolders, packageOf, repository, wholePackage } from '../../tools/release/packages';

/** A node that package.json lists, and the provider whose folder it is in. */
interface PublishedNode {
	description: INodeTypeDescription;
	folder: string;
	/** None if there is no descriptor for the folder. */
	provider?: Provider;
}

const nodes = packageJson.n8n.nodes.map((file): PublishedNode => {
	const [, folder] = /nodes\/(\w+)\//.exec(file)!;
	const { description } = instanceFrom<INodeType>(file);
	return { description, folder, provider: PROVIDERS.find((each) => each.folder === folder) };
});

/** The nodes of a provider. */
const nodesOf = (provider: Provider) =>
	nodes.filter((node) => node.provider === provider).map(({ description }) => description);

const credentials = packageJson.n8n.credentials.map((file) => instanceFrom<ICredentialType>(file));

const isTrigger = ({ group }: INodeTypeDescription) => group.includes('trigger');

const fullType = ({ name }: INodeTypeDescription) => `${wholePackage.name}.${name}`;

/** Where a part of a descriptor stands. */
const fileOf = ({ name }: Provider, part: string) => `tools/providers/${name}/${part}.ts`;

/** What a descriptor lacks of a node, in words. */
function lacksOf({ description, folder, provider }: PublishedNode): string[] {
	if (!provider)
		return [
			`tools/providers/index.ts has no provider whose folder is '${folder}', of the node ${folder}`,
		];
	const { node, trigger, webhook } = provider;
	const type = fullType(description);
	const lacks = (part: string, found?: string) =>
		found === type ? [] : [`${fileOf(provider, part)} has no '${part}' whose node is ${type}`];
	if (description.webhooks) return lacks('webhook', webhook?.node.type);
	if (description.polling) return lacks('trigger', trigger.node.type);
	return lacks('node', node(['', '']).type);
}

/** The events of its polling trigger, by their values. */
const eventsOf = (provider: Provider) =>
	nodesOf(provider)
		.filter(({ polling }) => polling)
		.flatMap(({ properties }) => choices(properties.find(({ name }) => name === 'event')))
		.map(({ value }) => value);

/** Which of some names are not among others. */
const without = (names: string[], others: string[]) =>
	names.filter((name) => !others.includes(name));

/** Examples of more than one provider begin so. */
const SEVERAL = 'several-providers-';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());

it('there is a provider for each folder and each server of the sandbox', () => {
	expect(PROVIDERS.map(({ folder }) => folder).sort()).toEqual([...providerFolders].sort());
	expect(PROVIDERS.map(({ name }) => name).sort()).toEqual(Object.keys(sandboxProviders).sort());
});

it.each(nodes.map((node) => [node.description.displayName, node] as const))(
	'%s is the node of a part of its provider',
	(_, node) => expect(lacksOf(node)).toEqual([]),
);

/** The words that n8n's editor takes out of the name of a credential type, to name a new credential of it. */
const LEFT_OUT = ['API', 'OAuth1', 'OAuth2', 'MCP'];

/** What the editor calls a new credential. A workflow that is pasted finds its credentials by their names. */
const nameByDefault = (displayName: string) =>
	`${displayName
		.split(' ')
		.filter((word) => !LEFT_OUT.includes(word))
		.join(' ')} account`;

it.each(credentials.map(({ displayName, name }) => [displayName, name]))(
	'The examples and npm run n8n call the credential %s as n8n does',
	(displayName, type) => {
		const titles = PROVIDERS.map((provider) => provider.credentials[type]?.title).filter(Boolean);
		expect(titles).toEqual([nameByDefault(displayName)]);
	},
);

it.each(credentials.map(({ displayName, name }) => [displayName, name]))(
	'%s is filled in by a provider',
	(_, type) => {
		const filled = PROVIDERS.filter(({ credentials }) => type in credentials);
		const lacks = `tools/providers/<its provider>/credentials.ts has no '${type}'`;
		expect(filled.length === 1 ? [] : [lacks]).toEqual([]);
	},
);

it('no example begins with the name of no provider', () => {
	const begins = (example: string) =>
		[...PROVIDERS.map(({ page }) => `${page}-`), SEVERAL].some((start) =>
			example.startsWith(start),
		);
	expect(exampleNames().filter((example) => !begins(example))).toEqual([]);
});

describe.each(PROVIDERS)('$title', (provider) => {
	it('is called in the sandbox as its node is', () => {
		expect(nodesOf(provider).filter((node) => !isTrigger(node))).toMatchObject([
			{ name: provider.name },
		]);
	});

	it('has a page, which its package is called after', () => {
		const { name, page } = packageOf(provider);
		expect(existsSync(join(repository, page)) ? [] : [`${page} is missing`]).toEqual([]);
		expect(page).toBe(`docs/${name.replace('n8n-nodes-', '')}.md`);
	});

	it('sends by its own node, with its own credential', () => {
		const { node } = provider.mailing;
		const names = nodesOf(provider).map(fullType);
		expect(names).toContain(node.type);
		expect(Object.keys(node.credentials ?? {})).toEqual([provider.credential]);
	});

	it('fills in its credentials with the fields that they have', () => {
		const unknown = Object.entries(credentialsOf([provider], sandbox)).flatMap(([type, data]) => {
			const fields = credentials
				.filter(({ name }) => name === type)
				.flatMap(({ properties }) => properties.map(({ name }) => name));
			const { mistake } = provider.credentials[type];
			return without([...Object.keys(data), mistake.field], fields).map(
				(field) => `${fileOf(provider, 'credentials')}: ${type} has no field '${field}'`,
			);
		});
		expect(unknown).toEqual([]);
	});

	it('says of each event of its trigger what it tells', () => {
		const events = eventsOf(provider);
		const known = Object.keys(provider.trigger.events);
		const file = fileOf(provider, 'trigger');
		expect([
			...without(events, known).map((event) => `${file}: 'events' has no '${event}'`),
			...without(known, events).map((event) => `${file}: there is no event '${event}'`),
		]).toEqual([]);
	});

	it('has a webhook trigger if its sandbox pushes', () => {
		const pushes = 'webhook' in sandbox[provider.name];
		const lacks = `${fileOf(provider, 'webhook')} is missing, or its sandbox has no 'webhook'`;
		expect(pushes === (provider.webhook !== undefined) ? [] : [lacks]).toEqual([]);
	});

	it('has examples, and each is used in the editor', () => {
		const own = exampleNames().filter((example) => example.startsWith(`${provider.page}-`));
		const used = Object.keys(provider.examples.uses);
		const file = fileOf(provider, 'examples');
		expect([
			...(own.length === 0 ? [`examples/ has no ${provider.page}-….json`] : []),
			...without(own, used).map((example) => `${file}: 'uses' has no '${example}'`),
			...without(used, own).map((example) => `${file}: there is no examples/${example}.json`),
		]).toEqual([]);
	});

	it('has an example that sends by its nodes alone, from a node that it has', () => {
		const { workflow, trigger, upTo = trigger } = provider.examples.sending;
		const { nodes: used } = workflow();
		const ours = used.filter(({ type }) => type.startsWith(`${wholePackage.name}.`));
		const types = ours.map(({ type }) => type);
		expect(types.length).toBeGreaterThan(0);
		expect(without(types, nodesOf(provider).map(fullType))).toEqual([]);
		expect(used.map(({ name }) => name)).toEqual(expect.arrayContaining([trigger, upTo]));
	});

	it('watches events that its trigger has', () => {
		const watched = provider.measured.watched.map(({ parameters }) => parameters([]).event);
		expect(without(watched as string[], eventsOf(provider))).toEqual([]);
	});
});
