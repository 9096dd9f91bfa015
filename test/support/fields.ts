import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodeTypeDescription,
	NodeParameterValueType,
} from 'n8n-workflow';
import { entriesOf, kindOf } from '../../nodes/shared/parameters/kind';
import { choices, parametersOf } from '../../tools/engine/published';

/** A parameter that holds a value itself, at any depth of an operation's form. */
export interface Field {
	/** Its location: `['options', 'sender']`, `['recipients', 'recipient', '0', 'email']`. */
	path: string[];
	type: INodeProperties['type'];
	/** The kind of its reader. */
	kind: string;
	/** Its name in the editor and in errors. */
	label: string;
	/** The minimum and maximum of a number. */
	range: { minValue?: number; maxValue?: number };
	/** n8n evaluates no expression there. */
	isFixed?: boolean;
	/** It is in an entry of a list that is given as JSON. */
	isInJson?: boolean;
	/** The values, by path, that other parameters must have for it to be shown. */
	shownBy: Array<[string[], NodeParameterValueType]>;
	/** The mode of a resource locator that offers several. */
	mode?: string;
	/** Its default value. */
	usual: NodeParameterValueType;
	/** Its possible values, if there is a fixed list. */
	choices?: string[];
	/** It is a text field that also takes lists or objects. */
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
		// The choice of the event takes no expression, but is included.
		fieldsIn({ ...property, noDataExpression: false }, []),
	);

/** All fields of a parameter, including those that take no expression and those of entries given as JSON. */
export const allFieldsIn = (property: INodeProperties): Field[] => [
	...fieldsIn(property, [], true),
	...entryFieldsIn(property),
];

/** The fields of the entries of a JSON parameter, if it holds a list of entries with fields. */
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

/** Fields that take no expression are left out unless `withFixed`: they hold no third-party data. */
function fieldsIn(property: INodeProperties, above: string[], withFixed = false): Field[] {
	if (property.noDataExpression && !withFixed) return [];
	const { name, type } = property;
	const path = [...above, name];
	const shownBy = Object.entries(property.displayOptions?.show ?? {})
		.filter(([other]) => !['resource', 'operation'].includes(other.replace('/', '')))
		.map(([other, values]): Field['shownBy'][number] => [
			// A leading slash refers to the top level.
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
				// Without the option, it is a single entry instead of a list.
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

/** Sets the value at a path. A number in the path is an index into a list. */
function put(into: object, [first, ...rest]: string[], value: unknown): void {
	const at = into as Record<string, object>;
	if (rest.length === 0) Object.assign(at, { [first]: value });
	else put((at[first] ??= /^\d+$/.test(rest[0]) ? [] : {}), rest, value);
}

/** Fills in a field, and the parameters that it depends on to be shown. */
export function fillIn(
	parameters: INodeParameters,
	{ path, mode, shownBy }: Pick<Field, 'path' | 'mode' | 'shownBy'>,
	value: NodeParameterValueType,
): void {
	for (const [other, shown] of shownBy) put(parameters, other, shown);
	put(parameters, path, mode ? { __rl: true, mode, value } : value);
}
