import packageJson from '../../package.json';
import { operationsOf } from './operations';
import { PROVIDERS } from './providers';

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
