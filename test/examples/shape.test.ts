import { NodeHelpers, type INode } from 'n8n-workflow';
import { resolve } from 'node:path';
import { exampleNames, fieldsOf, readExample } from '../../tools/demo/examples';
import type { INodeJson, WorkflowJson } from '../../tools/engine/engine';
import { PROVIDERS } from '../../tools/providers';
import { install, type Installation } from '../../tools/engine/installation';

/** How the examples of each provider begin: their file, and their name in n8n. */
const providers = [
	...PROVIDERS.map(({ page, title }) => ({ file: `${page}-`, name: title })),
	{ file: 'several-providers-', name: 'Several providers' },
];

/** How a credential is called in the examples. */
const titleOf = (type: string) =>
	type === 'smtp'
		? 'SMTP account'
		: PROVIDERS.find(({ credentials }) => type in credentials)?.credentials[type].title;

/** @throws if the file's name tells of no provider */
function providerOf(example: string) {
	const provider = providers.find(({ file }) => example.startsWith(file));
	if (!provider) throw new Error(`'${example}' begins with no provider's name`);
	return provider;
}

const note = 'n8n-nodes-base.stickyNote';
const form = 'n8n-nodes-base.formTrigger';
const stop = 'n8n-nodes-base.stopAndError';
const wait = 'n8n-nodes-base.wait';

/** What asks a provider for something, by itself and not as the tool of an agent. */
const isActing = (node: INodeJson) => isOurs(node) && !/(Trigger|Tool)$/.test(node.type);

const isOurs = ({ type }: INodeJson) => type.startsWith('n8n-nodes-certified-mail.');

let installation: Installation;

beforeAll(async () => {
	installation = await install(resolve(__dirname, '../..'));
});

const descriptionOf = ({ type, typeVersion }: INodeJson) =>
	installation.nodeTypes.getByNameAndVersion(type, typeVersion).description;

/** The parameters that n8n keeps on import: those that the node type has, where it shows them. */
function keptParameters(node: INodeJson) {
	const description = descriptionOf(node);
	const given = node as INode;
	return NodeHelpers.getNodeParameters(
		description.properties,
		given.parameters,
		true,
		false,
		given,
		description,
	);
}

/** The credentials that the editor asks for. */
function neededCredentials(node: INodeJson): string[] {
	if (!isOurs(node)) return node.type === 'n8n-nodes-base.emailSend' ? ['smtp'] : [];
	const description = descriptionOf(node);
	const parameters = keptParameters(node) ?? {};
	return (description.credentials ?? [])
		.filter((each) => NodeHelpers.displayParameter(parameters, each, node as INode, description))
		.map(({ name }) => name);
}

/** Where the outputs of a node lead, by their kind. */
type Outputs = Record<string, Array<Array<{ node: string }>>>;

const allOutputs = ({ connections: all }: WorkflowJson) => all as Record<string, Outputs>;

const outputsOf = (workflow: WorkflowJson, node: string): Outputs =>
	allOutputs(workflow)[node] ?? {};

/** Each connection as the names of the nodes at its ends. */
function connections(workflow: WorkflowJson): Array<[from: string, to: string]> {
	return Object.entries(allOutputs(workflow)).flatMap(([from, outputs]) =>
		Object.values(outputs)
			.flat(2)
			.map(({ node }): [string, string] => [from, node]),
	);
}

/**
 * The triggers that the editor's run button prefers, the first of them most: of several, it takes this one
 * unless the user chooses (n8n 2.41, the editor's `selectedTriggerNodeName`).
 */
const PREFERRED: Array<(node: INodeJson) => boolean> = [
	({ type }) => type === form,
	({ type }) => type === 'n8n-nodes-base.webhook',
	(node) => isOurs(node),
	({ type }) => type === 'n8n-nodes-base.scheduleTrigger',
	({ type }) => type === 'n8n-nodes-base.manualTrigger',
	() => true,
];

const isTrigger = ({ type }: INodeJson) => type.endsWith('Trigger');

/** The trigger that the run button takes. */
const takenByButton = (nodes: INodeJson[]): INodeJson =>
	PREFERRED.map((has) => nodes.find((node) => isTrigger(node) && has(node))).find(Boolean)!;

interface Box {
	content: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** The sticky notes of a workflow, in its order, and what they cover. */
const notesOf = ({ nodes }: WorkflowJson): Box[] =>
	nodes
		.filter(({ type }) => type === note)
		.map(({ position, parameters }) => {
			const { content, width, height } = parameters as Record<string, number> & { content: string };
			const [left, top] = position!;
			return { content, left, top, right: left + width, bottom: top + height };
		});

/** The sizes of a node on the canvas, and of the name beneath it. */
const NODE = 96;
const LABEL = 40;

const covers = ({ left, top, right, bottom }: Box, { position }: INodeJson) =>
	left <= position![0] &&
	top <= position![1] &&
	right >= position![0] + NODE &&
	bottom >= position![1] + NODE + LABEL;

/** The parts of a workflow: its notes but for the first, which is about all of it. */
const sectionsOf = (workflow: WorkflowJson) => notesOf(workflow).slice(1);

/**
 * Where what leaves by an output ends, but for what is tried again: at a Wait, or by another node of ours,
 * whose own failures end somewhere.
 */
function endsOf(workflow: WorkflowJson, node: string, seen = new Set<string>()): INodeJson[] {
	if (seen.has(node)) return [];
	seen.add(node);
	const found = workflow.nodes.find(({ name }) => name === node)!;
	if (found.type === wait || isActing(found)) return [];
	const next = (outputsOf(workflow, node).main ?? []).flat();
	if (next.length === 0) return [found];
	return next.flatMap((to) => endsOf(workflow, to.node, seen));
}

/** All that an expression of a workflow calls by `$('name')`. */
const namedNodes = ({ nodes }: WorkflowJson) =>
	nodes.flatMap(({ parameters }) =>
		[...JSON.stringify(parameters ?? {}).matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name),
	);

/** All fields that expressions take from what a node gave: `$('name').item.json.field`, or `['a field']`. */
const fieldsTakenFrom = ({ nodes }: WorkflowJson, name: string) =>
	nodes.flatMap(({ parameters }) =>
		[
			...JSON.stringify(parameters ?? {}).matchAll(
				/\$\('([^']+)'\)\.\w+(?:\(\))?\.json(?:\.(\w+)|\['([^']+)'\])/g,
			),
		]
			.filter(([, from]) => from === name)
			.map(([, , field, quoted]) => field ?? quoted),
	);

it('gives every node of all examples an ID of its own', () => {
	const ids = exampleNames().flatMap((name) => readExample(name).nodes.map(({ id }) => id));

	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? ''))).toBe(
		true,
	);
});

describe.each(exampleNames())('%s', (name) => {
	const provider = providerOf(name);
	const workflow = readExample(name);
	const { nodes } = workflow;
	const working = nodes.filter(({ type }) => type !== note);

	it('has a name, and the order of execution of new workflows', () => {
		expect(workflow.name?.startsWith(`${provider.name}: `)).toBe(true);
		expect(workflow.settings).toEqual({ executionOrder: 'v1' });
		expect(workflow.active).toBe(false);
	});

	it('says on a sticky note what to fill in', () => {
		const texts = nodes
			.filter(({ type }) => type === note)
			.map(({ parameters }) => (parameters as { content: string }).content);

		expect(texts.join('\n')).toMatch(/\*\*Fill in/);
	});

	it('connects nodes that are there, and leaves none aside', () => {
		const ends = connections(workflow).flat();

		expect(new Set(ends)).toEqual(new Set(working.map((node) => node.name)));
	});

	it('names the credentials that the nodes need, and holds none', () => {
		for (const node of working) {
			const named = neededCredentials(node).map((name) => [name, { id: '1', name: titleOf(name) }]);
			expect(node.credentials ?? {}).toEqual(Object.fromEntries(named));
		}
	});

	it('leads what fails to a node of its own', () => {
		for (const node of working.filter(isActing)) {
			const { main = [] } = outputsOf(workflow, node.name);
			expect([node.name, node.onError, main[1]?.length]).toEqual([
				node.name,
				'continueErrorOutput',
				1,
			]);
		}
	});

	it('ends red where something fails, and says why', () => {
		for (const node of working.filter(isActing)) {
			const [, failure] = outputsOf(workflow, node.name).main;
			const ends = failure.flatMap((to) => endsOf(workflow, to.node));
			expect([node.name, ends.map(({ type }) => type)]).toEqual([node.name, ends.map(() => stop)]);
			for (const { name, parameters } of ends) {
				const { errorMessage } = parameters as { errorMessage: string };
				// What n8n itself can't evaluate is a text without a message.
				expect(errorMessage).toMatch(
					/\$json\.error\.message \?\? \$json\.error\b|\$json\.error\?\.message \?\? ''/,
				);
				expect([name, errorMessage]).toEqual([name, expect.stringMatching(/^=/)]);
			}
		}
	});

	// n8n puts words of its own in the place of a message that has the code of a fault in it, such as
	// ECONNRESET: that it can be retried at once. What a failure's description says ends with that code.
	it('ends red with words that n8n leaves as they are', () => {
		for (const { parameters } of working.filter(({ type }) => type === stop)) {
			expect(JSON.stringify(parameters)).not.toMatch(/error\??\.(details|description|code)/);
		}
	});

	it('lets the run button begin with what is to be tried', () => {
		const taken = takenByButton(working);
		const [first] = sectionsOf(workflow);

		expect([taken.name, covers(first, taken)]).toEqual([taken.name, true]);
		expect(working.map(({ type }) => type)).not.toContain('n8n-nodes-base.manualTrigger');
	});

	it('has a note for each of its parts, in their order, with all of its nodes', () => {
		const sections = sectionsOf(workflow);
		const numbered = sections.filter(({ content }) => !content.startsWith('## If '));

		expect(numbered.map(({ content }) => /^## (\d) \w/.exec(content)?.[1])).toEqual(
			numbered.map((_, index) => `${index + 1}`),
		);
		for (const node of working) {
			const around = notesOf(workflow).filter((each) => covers(each, node));
			expect([node.name, around.length]).toEqual([node.name, 1]);
		}
	});

	it('lays no note on another', () => {
		const notes = notesOf(workflow);
		const overlaps = notes.flatMap((a, index) =>
			notes
				.slice(index + 1)
				.filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
				.map((b) => [a.content, b.content]),
		);

		expect(overlaps).toEqual([]);
	});

	it('asks by a form, and neither by JSON nor by code', () => {
		for (const { name: node, type, parameters } of working) {
			expect([node, type]).not.toEqual([node, 'n8n-nodes-base.code']);
			const values = type.endsWith('.set') ? JSON.stringify(parameters) : '';
			expect([node, values]).toEqual([node, expect.not.stringMatching(/"type":"(array|object)"/)]);
			expect([node, values]).toEqual([node, expect.not.stringContaining('"mode":"raw"')]);
		}
	});

	it('names nodes that are there, and fields that its form has', () => {
		const names = working.map((node) => node.name);
		expect(namedNodes(workflow).filter((node) => !names.includes(node))).toEqual([]);

		for (const each of working.filter(({ type }) => type === form)) {
			const labels = fieldsOf(each).map(({ fieldLabel }) => fieldLabel);
			const taken = fieldsTakenFrom(workflow, each.name);
			expect(taken.filter((field) => ![...labels, 'submittedAt'].includes(field))).toEqual([]);
		}
	});

	it('names files as n8n does, after the labels of their fields', () => {
		for (const each of working.filter(({ type }) => type === form)) {
			const files = fieldsOf(each).filter(({ fieldType }) => fieldType === 'file');
			expect(files.map(({ fieldLabel }) => fieldLabel).filter((label) => /\W/.test(label))).toEqual(
				[],
			);
		}
	});

	it('has no data pinned', () => {
		expect(workflow.pinData).toEqual({});
	});

	it('uses no parameter that a node does not have', () => {
		for (const node of working.filter(isOurs)) {
			expect(keptParameters(node)).toMatchObject(node.parameters!);
		}
	});

	it('lays no node on another', () => {
		const size = NODE;
		const [xs, ys] = [0, 1].map((axis) => working.map(({ position }) => position![axis]));
		const overlaps = working.flatMap((node, a) =>
			working
				.slice(a + 1)
				.filter((_, index) => {
					const b = a + 1 + index;
					return Math.abs(xs[a] - xs[b]) < size && Math.abs(ys[a] - ys[b]) < size;
				})
				.map((other) => `${node.name} and ${other.name}`),
		);

		expect(overlaps).toEqual([]);
	});
});
