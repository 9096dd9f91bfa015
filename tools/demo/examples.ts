import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { WorkflowJson } from '../engine/engine';

/** The fields of an Edit Fields node, as the editor writes them. */
interface Assignments {
	assignments: Array<{ id: string; name: string; value: unknown; type: string }>;
}

const folder = resolve(__dirname, '../../examples');

/** The names of all example workflows, without `.json`. */
export const exampleNames = (): string[] =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length));

/** A workflow of examples/, as n8n imports it. */
export const readExample = (name: string): WorkflowJson =>
	JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as WorkflowJson;

/**
 * Puts values into a node's parameters, as a user does in the editor after the import.
 * @throws if the workflow has no such node
 */
export function fillIn(workflow: WorkflowJson, name: string, parameters: object): WorkflowJson {
	if (!workflow.nodes.some((node) => node.name === name)) {
		throw new Error(`The workflow '${workflow.name}' has no node '${name}'`);
	}
	const nodes = workflow.nodes.map((node) =>
		node.name === name ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	);
	return { ...workflow, nodes };
}

/** Puts another node into the place of one. */
export const inPlaceOf = (
	workflow: WorkflowJson,
	name: string,
	type: string,
	parameters: object,
): WorkflowJson => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.name === name ? { ...node, type, typeVersion: 1.1, parameters } : node,
	),
});

/** Lets one of its nodes wait for no more than some seconds. */
export const soon = (workflow: WorkflowJson, name: string, seconds: number): WorkflowJson =>
	fillIn(workflow, name, { amount: seconds, unit: 'seconds' });

/**
 * Puts values into the fields that a node of the type Edit Fields sets.
 * @throws if the workflow has no such node, or the node no such field
 */
export function assign(
	workflow: WorkflowJson,
	name: string,
	values: Record<string, string>,
): WorkflowJson {
	const node = workflow.nodes.find((each) => each.name === name);
	const parameters = node?.parameters as { assignments?: Assignments } | undefined;
	const fields = parameters?.assignments?.assignments ?? [];
	for (const field of Object.keys(values)) {
		if (!fields.some((each) => each.name === field)) {
			throw new Error(`The node '${name}' of '${workflow.name}' sets no field '${field}'`);
		}
	}
	const assignments = fields.map((field) => ({
		...field,
		value: Object.hasOwn(values, field.name) ? values[field.name] : field.value,
	}));
	return fillIn(workflow, name, { assignments: { assignments } });
}

/** How the editor writes a customer that was chosen from the list. */
export const chosenCustomer = ({ id, name }: { id: string; name: string }) => ({
	__rl: true,
	mode: 'list',
	value: id,
	cachedResultName: name,
});
