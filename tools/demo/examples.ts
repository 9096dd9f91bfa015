import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeJson, WorkflowJson } from '../engine/engine';

/** The fields of an Edit Fields node, as the editor writes them. */
interface Assignments {
	assignments: Array<{ id: string; name: string; value: unknown; type: string }>;
}

/** The one to begin with. */
export const FIRST_EXAMPLE = 'stampee-letter-from-form';

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

/** Where n8n's Docker image lets nodes write, which examples name. */
const FOLDER_OF_IMAGE = '/home/node/.n8n-files';

/** A workflow that writes its files into another folder than that of n8n's Docker image. */
export const inFolder = (workflow: WorkflowJson, folder: string): WorkflowJson => ({
	...workflow,
	nodes: workflow.nodes.map((node) => ({
		...node,
		parameters: JSON.parse(
			JSON.stringify(node.parameters ?? {}).replaceAll(
				`"=${FOLDER_OF_IMAGE}`,
				`"=${JSON.stringify(folder).slice(1, -1)}`,
			),
		) as object,
	})),
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

/** A field of a form, as the editor writes it. */
interface FormField {
	fieldLabel: string;
	/** `text` by default. */
	fieldType?: string;
	/** Of a file, such as `.pdf`. */
	acceptFileTypes?: string;
	requiredField?: boolean;
}

/** The form with which a workflow begins. @throws if there is none, or more than one */
export function formOf({ name, nodes }: WorkflowJson): INodeJson {
	const [form, ...others] = nodes.filter(({ type }) => type === 'n8n-nodes-base.formTrigger');
	if (!form || others.length > 0) throw new Error(`The workflow '${name}' has not one form`);
	return form;
}

/** What there is to fill in. */
export const fieldsOf = (form: INodeJson): FormField[] =>
	(form.parameters as { formFields: { values: FormField[] } }).formFields.values;

/** What somebody fills in and hands in with the form of a workflow. */
export interface Submission {
	values: Record<string, string>;
	/** By the labels of their fields, which have letters and digits only. */
	files?: Record<string, IBinaryData>;
	/** Default: now. */
	at?: Date;
}

/**
 * What the Form Trigger makes of a submitted form.
 * @throws if the form has no such field, or one that must be filled in is not
 */
export function submitted(
	workflow: WorkflowJson,
	{ values, files = {}, at = new Date() }: Submission,
): INodeExecutionData {
	const fields = fieldsOf(formOf(workflow));
	const given = [...Object.keys(values), ...Object.keys(files)];
	const unknown = given.filter((label) => fields.every(({ fieldLabel }) => fieldLabel !== label));
	const missing = fields
		.filter(({ fieldLabel, requiredField }) => requiredField && !given.includes(fieldLabel))
		.map(({ fieldLabel }) => fieldLabel);
	if (unknown.length + missing.length > 0) {
		const faults = [
			...unknown.map((label) => `no ${label}`),
			...missing.map((label) => `${label} is empty`),
		];
		throw new Error(`The form of '${workflow.name}': ${faults.join(', ')}`);
	}
	const described = Object.entries(files).map(
		([label, { fileName, mimeType }]): [string, IDataObject] => [
			label,
			{ filename: fileName, mimetype: mimeType },
		],
	);
	return {
		json: {
			...values,
			...Object.fromEntries<IDataObject>(described),
			submittedAt: at.toISOString(),
			formMode: 'test',
		},
		...(described.length > 0 && { binary: files }),
	};
}

/** A workflow with a submission pinned to its form, so that nobody has to fill it in. Files can't be pinned. */
export const withPinnedForm = (
	workflow: WorkflowJson,
	values: Record<string, string>,
): WorkflowJson => {
	const { name } = formOf(workflow);
	const fields = fieldsOf(formOf(workflow)).filter(({ fieldType }) => fieldType !== 'file');
	const unfiled = fillIn(workflow, name, { formFields: { values: fields } });
	return { ...workflow, pinData: { [name]: [{ json: submitted(unfiled, { values }).json }] } };
};

/** How the editor writes a customer that was chosen from the list. */
export const chosenCustomer = ({ id, name }: { id: string; name: string }) => ({
	__rl: true,
	mode: 'list',
	value: id,
	cachedResultName: name,
});
