import { NodeHelpers, type INode } from 'n8n-workflow';
import { resolve } from 'node:path';
import { exampleNames, readExample } from '../../tools/demo/examples';
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
	PROVIDERS.find(({ credentials }) => type in credentials)?.credentials[type].title;

/** @throws if the file's name tells of no provider */
function providerOf(example: string) {
	const provider = providers.find(({ file }) => example.startsWith(file));
	if (!provider) throw new Error(`'${example}' begins with no provider's name`);
	return provider;
}

const note = 'n8n-nodes-base.stickyNote';

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
	if (!isOurs(node)) return [];
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

	it('has no data pinned', () => {
		expect(workflow.pinData).toEqual({});
	});

	it('uses no parameter that a node does not have', () => {
		for (const node of working.filter(isOurs)) {
			expect(keptParameters(node)).toMatchObject(node.parameters!);
		}
	});

	it('lays no node on another', () => {
		const size = 96;
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
