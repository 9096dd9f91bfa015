import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workflow, type INodeParameters, type INodeProperties, type INodeType } from 'n8n-workflow';
import packageJson from '../../../../package.json';
import { asAiTool } from '../../../../tools/engine/aiTool';
import { instanceFrom } from '../../../../tools/engine/published';
import { PROVIDERS, type Provider } from '../../../../tools/providers';
import { operationsOf, partsOf } from '../../../faults/operations';

/** The hints that n8n's editor shows while a node runs with `count` items, evaluated as in the editor. */
function shown(type: INodeType, parameters: INodeParameters, count: number): string[] {
	const { description } = type;
	const node = {
		id: '1',
		name: 'Node',
		type: description.name,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type };
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { ...nodeTypes, getKnownTypes: () => ({}) },
	});
	const items = Array.from({ length: count }, () => ({ json: {} }));
	return (description.hints ?? [])
		.filter(({ displayCondition }) => {
			try {
				const value = workflow.expression.getParameterValue(
					displayCondition,
					null,
					0,
					0,
					node.name,
					items,
					'manual',
					{},
				);
				return value === true;
			} catch {
				// Hints that can't be evaluated are not shown.
				return false;
			}
		})
		.map(({ message }) => message);
}

const nodeOf = ({ name }: Provider) => {
	const isOf = (path: string) => path.toLowerCase().endsWith(`/${name.toLowerCase()}.node.js`);
	return instanceFrom<INodeType>(packageJson.n8n.nodes.find(isOf)!);
};

const parametersOf = (key: string, options: INodeParameters = {}): INodeParameters => {
	const [resource, operation] = partsOf(key);
	return { resource, operation, options };
};

const operations = PROVIDERS.flatMap(operationsOf).map(
	(operation) => [`${operation.provider.title}: ${operation.title}`, operation] as const,
);

/** Deletions, which users do not regard as sends. */
const NOT_PACED = ['message.deleteReceipts', 'inbox.delete'];

it('n8n shows them while the node runs, in the pane of its output', () => {
	const hints = PROVIDERS.flatMap((provider) => nodeOf(provider).description.hints ?? []);
	expect(hints.length).toBeGreaterThan(10);
	for (const hint of hints) {
		expect(hint).toMatchObject({ location: 'outputPane', whenToDisplay: 'beforeExecution' });
	}
});

describe.each(operations)('%s', (_, { provider, key, row, waits }) => {
	const type = nodeOf(provider);
	const { hundredSends } = provider.facts;
	const isSend = row.kind === 'send' || row.kind === 'keyed send';
	const isSlow = hundredSends !== undefined && isSend && !NOT_PACED.includes(key);

	it('tells how long 100 sends take, if the provider documents a slow pace, and else nothing', () => {
		const texts = shown(type, parametersOf(key), 100);
		expect(texts.filter((text) => text.includes('stays sent'))).toHaveLength(isSlow ? 1 : 0);
		if (!isSlow) return;
		expect(texts).toEqual([expect.stringContaining(`these items take ${hundredSends}.`)]);
		expect(texts[0]).toContain(provider.title);
	});

	it('tells nothing of a single item', () => {
		expect(shown(type, parametersOf(key), 1)).toEqual([]);
	});

	it('tells nothing as the tool of an agent, which has no items', () => {
		expect(shown(asAiTool(type), parametersOf(key), 0)).toEqual([]);
	});

	it('tells that it waits, if it can', () => {
		const options: INodeParameters = waits ? { waitForFinalStatus: true } : {};
		const texts = shown(type, parametersOf(key, options), 1);
		expect(texts).toEqual(waits ? [expect.stringContaining('stays open')] : []);
	});
});

it.each(PROVIDERS)('$title: the option to wait names an example that there is', (provider) => {
	const gallery = readFileSync(join(__dirname, '../../../../docs/examples.md'), 'utf8');
	const { properties } = nodeOf(provider).description;
	const options = properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
	const { hint } = options.find(({ name }) => name === 'waitAtMost')!;
	const [, named] = /"(.*)"/.exec(hint ?? '') ?? [];
	expect(gallery).toContain(`### ${named}\n`);
});
