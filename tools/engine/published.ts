import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';

const load = createRequire(__filename);
const repository = resolve(__dirname, '../..');

/** Instantiates the class that a built file is named after, which is the one that n8n loads. */
export function instanceFrom<Type>(file: string): Type {
	const exported = load(join(repository, file)) as Record<string, new () => Type>;
	return new exported[basename(file).split('.', 1)[0]]();
}

/** An option of a list: the label in the editor, and the value in workflows. */
export interface Choice {
	name: string;
	value: string;
}

export const choices = (property?: INodeProperties) => (property?.options ?? []) as Choice[];

const shownFor = (property: INodeProperties, parameter: string): unknown[] =>
	property.displayOptions?.show?.[parameter] ?? [];

/** A parameter of an operation, with only the collection options that are shown for it. */
function forOperation(
	property: INodeProperties,
	resource: string,
	operation: string,
): INodeProperties {
	if (property.type !== 'collection') return property;
	const isShown = ({ displayOptions: { show = {} } = {} }: INodeProperties) =>
		[show['/resource'] ?? [resource], show['/operation'] ?? [operation]].every((values, index) =>
			(values as unknown[]).includes([resource, operation][index]),
		);
	return { ...property, options: (property.options as INodeProperties[]).filter(isShown) };
}

/** The parameters of an operation. */
export const parametersOf = (
	properties: INodeProperties[],
	resource: string,
	operation: string,
): INodeProperties[] =>
	properties
		.filter(
			(property) =>
				shownFor(property, 'resource').includes(resource) &&
				shownFor(property, 'operation').includes(operation),
		)
		.map((property) => forOperation(property, resource, operation));

/** An operation of a node, with its parameters. */
export interface PublishedOperation {
	resource: Choice;
	operation: Choice;
	parameters: INodeProperties[];
}

/** The operations of a node. */
export const operationsOf = ({ properties }: INodeTypeDescription): PublishedOperation[] =>
	choices(properties.find(({ name }) => name === 'resource')).flatMap((resource) => {
		const list = properties.find(
			(property) =>
				property.name === 'operation' && shownFor(property, 'resource').includes(resource.value),
		);
		return choices(list).map((operation) => ({
			resource,
			operation,
			parameters: parametersOf(properties, resource.value, operation.value),
		}));
	});
