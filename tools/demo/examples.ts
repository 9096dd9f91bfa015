import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeJson, WorkflowJson } from '../engine/engine';

/** The fields of an Edit Fields node, as the editor writes them. */
interface Assignments {
	assignments: Array<{ id: string; name: string; value: unknown; type: string }>;
}

/** The example that users should start with. */
export const FIRST_EXAMPLE = 'stampee-letter-from-form';

const folder = resolve(__dirname, '../../examples');

/** The names of all example workflows, without `.json`. */
export const exampleNames = (): string[] =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length));

/** Reads a workflow of examples/, in n8n's import format. */
export const readExample = (name: string): WorkflowJson =>
	JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as WorkflowJson;

/**
 * Sets parameters of a node, as a user does in the editor after the import.
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

/** Replaces a node with another one. */
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

/** The folder in n8n's Docker image that nodes can write to; the examples use it. */
const FOLDER_OF_IMAGE = '/home/node/.n8n-files';

/** A workflow that writes its files into a folder other than that of n8n's Docker image. */
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

/** Shortens the interval of a Wait node to some seconds. */
export const soon = (workflow: WorkflowJson, name: string, seconds: number): WorkflowJson =>
	fillIn(workflow, name, { amount: seconds, unit: 'seconds' });

/**
 * Sets the values of fields in an Edit Fields node.
 * @throws if the workflow has no such node, or the node has no such field
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

/** A form field, as the editor writes it. */
interface FormField {
	fieldLabel: string;
	/** Default: `text`. */
	fieldType?: string;
	/** Accepted file types, such as `.pdf`. */
	acceptFileTypes?: string;
	requiredField?: boolean;
}

/** The form trigger of a workflow. @throws if there is none, or more than one */
export function formOf({ name, nodes }: WorkflowJson): INodeJson {
	const [form, ...others] = nodes.filter(({ type }) => type === 'n8n-nodes-base.formTrigger');
	if (!form || others.length > 0) throw new Error(`The workflow '${name}' has not one form`);
	return form;
}

/** The fields of a form. */
export const fieldsOf = (form: INodeJson): FormField[] =>
	(form.parameters as { formFields: { values: FormField[] } }).formFields.values;

/** A submission of a workflow's form. */
export interface Submission {
	values: Record<string, string>;
	/** Keyed by the field's label, which has only letters and digits. */
	files?: Record<string, IBinaryData>;
	/** Default: now. */
	at?: Date;
}

/**
 * The Form Trigger's output for a submission.
 * @throws if the form lacks a submitted field, or a required field is missing
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

/**
 * A workflow with a submission pinned to its form trigger, so that no one has to fill in the form. Files can't be
 * pinned.
 */
export const withPinnedForm = (
	workflow: WorkflowJson,
	values: Record<string, string>,
): WorkflowJson => {
	const { name } = formOf(workflow);
	const fields = fieldsOf(formOf(workflow)).filter(({ fieldType }) => fieldType !== 'file');
	const unfiled = fillIn(workflow, name, { formFields: { values: fields } });
	return { ...workflow, pinData: { [name]: [{ json: submitted(unfiled, { values }).json }] } };
};

/** The editor's value for a customer chosen from the list. */
export const chosenCustomer = ({ id, name }: { id: string; name: string }) => ({
	__rl: true,
	mode: 'list',
	value: id,
	cachedResultName: name,
});
