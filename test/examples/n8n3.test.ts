import type { INodeType } from 'n8n-workflow';
import { exampleNames, readExample } from '../../tools/demo/examples';
import packageJson from '../../package.json';
import { codeBlocks, documents, read } from '../docs/markdown';
import type { INodeJson, WorkflowJson } from '../../tools/engine/engine';
import { instanceFrom } from '../../tools/engine/published';

/**
 * What n8n 3.0 takes away or changes, as its list of breaking changes had it in November 2026
 * (https://docs.n8n.io/changelog/v30-breaking-changes), and that examples and documents must not rest on.
 */

/** Node types that are gone. */
const GONE = [
	'@n8n/n8n-nodes-langchain.code',
	'n8n-nodes-base.aiTransform',
	'n8n-nodes-base.function',
	'n8n-nodes-base.functionItem',
	'n8n-nodes-base.itemLists',
];

const AGENT = '@n8n/n8n-nodes-langchain.agent';
const SUB_WORKFLOW = 'n8n-nodes-base.executeWorkflow';

/** Nodes with several outputs of their own; any other has two if its failures leave by an output. */
const SEVERAL_OUTPUTS = [
	'n8n-nodes-base.filter',
	'n8n-nodes-base.if',
	'n8n-nodes-base.splitInBatches',
	'n8n-nodes-base.switch',
];

const hasSeveralOutputs = ({ type, onError }: INodeJson) =>
	SEVERAL_OUTPUTS.includes(type) || onError === 'continueErrorOutput';

/** What a node of an example rests on and must not, in words. */
const FAULTS: Array<[fault: string, has: (node: INodeJson) => boolean]> = [
	['is of a type that is gone', ({ type }) => GONE.includes(type)],
	['is the agent of version 1', ({ type, typeVersion }) => type === AGENT && typeVersion < 2],
	[
		'calls a workflow once for each item',
		({ type, parameters }) =>
			type === SUB_WORKFLOW && (parameters as { mode?: string } | undefined)?.mode === 'each',
	],
	[
		'has Always Output Data on several outputs',
		(node) => isAlways(node) && hasSeveralOutputs(node),
	],
	['asks for $getPairedItem', (node) => JSON.stringify(node).includes('$getPairedItem')],
	// Where n8n keeps files out of the item, `data` holds no more than where they are.
	[
		'reads a file out of the item',
		(node) => /\$?binary(\.|\[)[^"]*\bdata\b/.test(JSON.stringify(node.parameters ?? {})),
	],
];

const isAlways = (node: INodeJson) =>
	(node as INodeJson & { alwaysOutputData?: boolean }).alwaysOutputData === true;

const faultsOf = ({ nodes }: WorkflowJson) =>
	nodes.flatMap((node) =>
		FAULTS.filter(([, has]) => has(node)).map(([fault]) => `'${node.name}' ${fault}`),
	);

describe('What n8n 3.0 no longer has', () => {
	it.each(exampleNames())('is not in %s', (name) => {
		expect(faultsOf(readExample(name))).toEqual([]);
	});

	it.each<[string, Partial<INodeJson> & { alwaysOutputData?: boolean }]>([
		['is of a type that is gone', { type: 'n8n-nodes-base.function' }],
		['is the agent of version 1', { type: AGENT, typeVersion: 1.9 }],
		['calls a workflow once for each item', { type: SUB_WORKFLOW, parameters: { mode: 'each' } }],
		[
			'has Always Output Data on several outputs',
			{ alwaysOutputData: true, onError: 'continueErrorOutput' },
		],
		['asks for $getPairedItem', { parameters: { value: '={{ $getPairedItem("A", 0, 0) }}' } }],
		['reads a file out of the item', { parameters: { value: '={{ $binary.letter.data }}' } }],
	])('would be found if a node %s', (fault, part) => {
		const node = { name: 'A', type: 'n8n-nodes-base.set', typeVersion: 3, ...part };
		expect(faultsOf({ nodes: [node], connections: {} })).toEqual([`'A' ${fault}`]);
	});
});

it.each(packageJson.n8n.nodes)('%s gives no colour, which n8n 3.0 does not take', (file) => {
	const { defaults } = instanceFrom<INodeType>(file).description;
	expect(Object.keys(defaults)).toEqual(['name']);
});

/** The page that tells of the changes themselves. */
const told = 'docs/compatibility.md';

describe.each(documents.filter((document) => document !== told))('%s', (document) => {
	const text = read(document);

	it('tells nobody to import from a URL, or to keep files in memory', () => {
		expect(text).not.toMatch(/import from (a )?url/i);
		expect(text).not.toContain('N8N_DEFAULT_BINARY_DATA_MODE');
	});

	it('turns unverified packages on wherever it builds an image of n8n', () => {
		for (const image of codeBlocks(text, 'dockerfile')) {
			expect(image).toContain('ENV N8N_UNVERIFIED_PACKAGES_ENABLED=true');
		}
	});
});

it('README says before the installation from the editor what n8n 3.0 wants to have set', () => {
	const [, install] = /\*\*In n8n:\*\* (.*)/.exec(read('README.md')) ?? [];
	expect(install).toContain('N8N_UNVERIFIED_PACKAGES_ENABLED=true');
});

it.each([
	['docs/deduplication.md', 'Prevent Duplicates By'],
	['docs/guarantees.md', 'What can not be promised'],
])('%s says under "%s" that workers make the runs from the editor', (page, heading) => {
	const [, part = ''] = read(page).split(`## ${heading}\n`);
	expect(part.split('\n## ')[0]).toMatch(/[Rr]uns from the editor.*n8n 3\.0/);
});
