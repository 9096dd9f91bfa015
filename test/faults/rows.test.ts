import { basename } from 'node:path';
import packageJson from '../../package.json';
import { operationsOf } from './operations';
import { PROVIDERS } from '../../tools/providers';
import { POLLED_EVENTS } from './triggers/events';

it('each node with operations is in the fault matrix', () => {
	const nodes = packageJson.n8n.nodes.filter((file) => !file.endsWith('Trigger.node.js'));
	expect(PROVIDERS).toHaveLength(nodes.length);
});

describe.each(PROVIDERS)('$title', (provider) => {
	it('has a row in the fault matrix for each operation of its node', () => {
		expect(() => operationsOf(provider)).not.toThrow();
	});

	it('has no two rows of the same name', () => {
		const titles = operationsOf(provider).map(({ title }) => title);
		expect(new Set(titles).size).toBe(titles.length);
	});
});

it('each trigger that polls has rows in the fault matrix', () => {
	const polling = packageJson.n8n.nodes
		.map((file) => basename(file, '.node.js').toLowerCase())
		.filter((name) => name.endsWith('trigger') && !name.endsWith('webhooktrigger'));
	const inMatrix = POLLED_EVENTS.map(({ provider }) => `${provider.name}Trigger`.toLowerCase());
	expect([...new Set(inMatrix)].sort()).toEqual(polling.sort());
});
