import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodeTypeDescription,
	NodeParameterValueType,
} from 'n8n-workflow';
import { entriesOf, kindOf } from '../../nodes/shared/parameters/kind';
import { choices, parametersOf } from '../../tools/engine/published';

/** A parameter that holds a value of its own, wherever it stands in an operation's form. */
export interface Field {
	/** Where it stands: `['options', 'sender']`, `['recipients', 'recipient', '0', 'email']`. */
	path: string[];
	type: INodeProperties['type'];
	/** What it is read as. */
	kind: string;
	/** As the editor and errors name it. */
	label: string;
	/** How many at the least and at the most, of a number. */
	range: { minValue?: number; maxValue?: number };
	/** n8n works out no expression there. */
	isFixed?: boolean;
	/** It stands in an entry of a list that is given as JSON. */
	isInJson?: boolean;
	/** What other parameters have to be for it to be shown: values by path. */
	shownBy: Array<[string[], NodeParameterValueType]>;
	/** The way to name something, where a resource locator offers several. */
	mode?: string;
	/** What it holds before anything is entered. */
	usual: NodeParameterValueType;
	/** What it can be, where that is a list. */
	choices?: string[];
	/** It is for text, and takes more than text. */
	takesMore?: boolean;
}

/** An operation with the fields of its form. */
export interface Operation {
	resource: string;
	operation: string;
	fields: Field[];
}

/** Kinds of text that also take lists or objects. */
const MORE_THAN_TEXT: Array<ReturnType<typeof kindOf>> = [
	'emails',
	'files',
	'free',
	'ids',
	'namedEmails',
];

const optionsOf = (properties: INodeProperties[], name: string, resource?: string) =>
	properties
		.filter((property) => property.name === name)
		.filter(({ displayOptions }) => !resource || displayOptions?.show?.resource?.includes(resource))
		.flatMap(({ options }) => (options ?? []) as Array<{ value: string }>)
		.map(({ value }) => value);

/**
 * All operations of a node, read from its description.
 * @param fields finds the fields of a parameter; by default those that an expression can fill in
 */
export function operationsOf(
	{ properties }: INodeTypeDescription,
	fields = (property: INodeProperties) => fieldsIn(property, []),
): Operation[] {
	return optionsOf(properties, 'resource').flatMap((resource) =>
		optionsOf(properties, 'operation', resource).map((operation) => ({
			resource,
			operation,
			fields: parametersOf(properties, resource, operation).flatMap((property) => fields(property)),
		})),
	);
}

/** The fields of a trigger's form. */
export const triggerFieldsOf = (properties: INodeProperties[]): Field[] =>
	properties.flatMap((property) =>
		// What starts the workflow is chosen by hand.
		fieldsIn({ ...property, noDataExpression: false }, []),
	);

/** All fields of a parameter: those that take no expression, and those of entries that are given as JSON. */
export const allFieldsIn = (property: INodeProperties): Field[] => [
	...fieldsIn(property, [], true),
	...entryFieldsIn(property),
];

/** The fields of the entries of a JSON parameter, if it holds a list whose entries have some. */
function entryFieldsIn(property: INodeProperties): Field[] {
	const { values = [] } = entriesOf(property) ?? {};
	const show = Object.entries(property.displayOptions?.show ?? {})
		.filter(([other]) => !['resource', 'operation'].includes(other))
		.map(([other, shown]): Field['shownBy'][number] => [
			[other],
			shown![0] as NodeParameterValueType,
		]);
	return values
		.flatMap((value) => fieldsIn(value, [property.name, '0']))
		.map((field) => ({ ...field, shownBy: show, isInJson: true }));
}

/** What a user can't fill in by an expression holds no data of others. */
function fieldsIn(property: INodeProperties, above: string[], withFixed = false): Field[] {
	if (property.noDataExpression && !withFixed) return [];
	const { name, type } = property;
	const path = [...above, name];
	const shownBy = Object.entries(property.displayOptions?.show ?? {})
		.filter(([other]) => !['resource', 'operation'].includes(other.replace('/', '')))
		.map(([other, values]): Field['shownBy'][number] => [
			// With a slash it stands at the top.
			other.startsWith('/') ? [other.slice(1)] : [...above, other],
			values![0] as NodeParameterValueType,
		]);
	const inside = (fields: Field[]) =>
		fields.map((field) => ({ ...field, shownBy: [...shownBy, ...field.shownBy] }));
	if (type === 'collection') {
		return inside(
			(property.options as INodeProperties[]).flatMap((option) =>
				fieldsIn(option, path, withFixed),
			),
		);
	}
	if (type === 'fixedCollection') {
		return inside(
			(property.options as INodePropertyCollection[]).flatMap((group) => {
				// Without the option it is one entry, and not a list.
				const at = property.typeOptions?.multipleValues ? ['0'] : [];
				return group.values.flatMap((value) =>
					fieldsIn(value, [...path, group.name, ...at], withFixed),
				);
			}),
		);
	}
	const modes = property.modes?.map((mode) => mode.name) ?? [undefined];
	return modes.map((mode) => ({
		path,
		type,
		kind: kindOf(property),
		label: property.displayName,
		range: property.typeOptions ?? {},
		...(property.noDataExpression && { isFixed: true }),
		shownBy,
		...(mode && { mode }),
		usual: mode ? '' : property.default,
		takesMore: MORE_THAN_TEXT.includes(kindOf(property)),
		...(['options', 'multiOptions'].includes(type) && {
			choices: choices(property).map(({ value }) => value),
		}),
	}));
}

/** A step of the path that is a number leads into a list. */
function put(into: object, [first, ...rest]: string[], value: unknown): void {
	const at = into as Record<string, object>;
	if (rest.length === 0) Object.assign(at, { [first]: value });
	else put((at[first] ??= /^\d+$/.test(rest[0]) ? [] : {}), rest, value);
}

/** Fills a field in, and whatever shows it. */
export function fillIn(
	parameters: INodeParameters,
	{ path, mode, shownBy }: Pick<Field, 'path' | 'mode' | 'shownBy'>,
	value: NodeParameterValueType,
): void {
	for (const [other, shown] of shownBy) put(parameters, other, shown);
	put(parameters, path, mode ? { __rl: true, mode, value } : value);
}
