import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import packageJson from '../../package.json';
import { choices, instanceFrom } from '../../tools/engine/published';
import { PROVIDERS, type Provider } from '../../tools/providers';
import { operationsOf } from './operations';

const descriptions = packageJson.n8n.nodes.map((file) => instanceFrom<INodeType>(file).description);

const isOf = ({ name }: Provider, node: INodeTypeDescription) =>
	[name, `${name}Trigger`, `${name}WebhookTrigger`].includes(node.name);

/** The file of a provider's folder in which something is missing. */
const fileOf = ({ name }: Provider, part: string) => `tools/providers/${name}/${part}.ts`;

it('each node of package.json has a provider in tools/providers/index.ts', () => {
	const strange = descriptions.filter((node) => !PROVIDERS.some((each) => isOf(each, node)));
	expect(strange.map(({ name }) => name)).toEqual([]);
});

describe.each(PROVIDERS)('$title', (provider) => {
	const { operations, pollEvents, walks, sandboxSettings } = provider;
	const rows = Object.values(operations.rows);

	it('has a row for each operation of its node', () => {
		expect(() => operationsOf(provider)).not.toThrow();
	});

	it('has no two rows of the same name', () => {
		const titles = operationsOf(provider).map(({ title }) => title);
		expect(new Set(titles).size).toBe(titles.length);
	});

	it('has a read and a send that stand for others, under the names of their rows', () => {
		const { typicalRead, oneOfEachKind } = operations;
		expect(operations.rows[typicalRead].kind).toBe('read');
		const kinds = oneOfEachKind.map((key) => operations.rows[key]?.kind);
		expect(kinds.filter((kind) => kind !== 'read')).not.toEqual([]);
		expect(kinds).not.toContain(undefined);
	});

	it('says of each operation with Prevent Duplicates By what can be known of a lost send', () => {
		const silent = operationsOf(provider)
			.filter(({ takesKey, key }) => takesKey && !key.includes(' '))
			.filter(({ row }) => !row.deduplication)
			.map(({ key }) => `${fileOf(provider, 'operations')}: '${key}' needs 'deduplication'`);
		expect(silent).toEqual([]);
	});

	it('lets its sandbox be slow, if sends are looked for, and forget, if it keeps keys', () => {
		const isLookedFor = rows.some(({ lookups = [] }) => lookups.length > 0);
		const keepsKeys = rows.some(({ deduplication }) => deduplication?.knowledge === 'by key');
		const wanted = [...(isLookedFor ? ['showAfter'] : []), ...(keepsKeys ? ['keepFor'] : [])];
		const missing = wanted
			.filter((name) => !(name in sandboxSettings))
			.map((name) => `${fileOf(provider, 'sandboxSettings')} needs '${name}'`);
		expect(missing).toEqual([]);
	});

	const trigger = descriptions.find(({ name }) => name === `${provider.name}Trigger`);
	const events = choices(trigger?.properties.find(({ name }) => name === 'event')).map(
		({ value }) => value,
	);

	it('has each event of its trigger among its poll events', () => {
		const there = pollEvents.events.map(({ event }) => event);
		const missing = events
			.filter((event) => !there.includes(event))
			.map((event) => `${fileOf(provider, 'pollEvents')} needs the event '${event}'`);
		expect(missing).toEqual([]);
		expect(there.filter((event) => !events.includes(event))).toEqual([]);
	});

	it('has walks for each event of its trigger', () => {
		const there = Object.values(walks.models).map(({ parameters }) => parameters.event);
		const missing = events
			.filter((event) => !there.includes(event))
			.map((event) => `${fileOf(provider, 'walks')} needs a model of the event '${event}'`);
		expect(missing).toEqual([]);
		expect(there.filter((event) => !events.includes(event))).toEqual([]);
	});
});
