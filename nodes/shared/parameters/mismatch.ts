import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	NodePropertyTypes,
} from 'n8n-workflow';

import { isObject, textOf } from '../json';

/** How a value does not fit the parameter that it stands in. */
export interface Mismatch {
	/** What is wrong, naming the parameter and what it can be; no final period. */
	message: string;
	/** How to fix it. */
	description: string;
}

type Check = (property: INodeProperties, value: unknown) => Mismatch | undefined;

/** n8n adds this to the resources and operations of each node, and the editor turns it into another node. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** What was given, in few words: an object may hold what is none of an error's business. */
function shown(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (isObject(value)) return 'an object';
	return textOf(value ?? 'nothing').slice(0, 100);
}

const choice: Check = ({ displayName, options = [] }, value) => {
	const choices = (options as INodePropertyOptions[]).filter(
		(each) => each.value !== CUSTOM_API_CALL,
	);
	if (choices.some((each) => each.value === value)) return undefined;
	const values = choices.map((each) => (each.value === '' ? "''" : each.value));
	return {
		message: `The parameter '${displayName}' is '${shown(value)}', which is none of its choices: ${values.join(', ')}`,
		description: `It can be ${choices.map(({ name }, index) => `${values[index]} (${name})`).join(', ')}.`,
	};
};

const choices: Check = (property, value) => {
	if (Array.isArray(value)) return first(value as unknown[], (each) => choice(property, each));
	return {
		message: `The parameter '${property.displayName}' is no list: ${shown(value)}`,
		description: 'Choose from the list, or let an expression give an array of its values.',
	};
};

const boolean: Check = ({ displayName }, value) =>
	typeof value === 'boolean'
		? undefined
		: {
				message: `The parameter '${displayName}' is neither true nor false: ${shown(value)}`,
				description: 'An expression has to give the boolean true or false, not text.',
			};

const wholeNumber: Check = ({ displayName, typeOptions: { minValue, maxValue } = {} }, value) => {
	const isText = typeof value === 'string' && value.trim() !== '';
	const given = isText ? Number(value) : value;
	const isWithin = (number: number) =>
		number >= (minValue ?? -Infinity) && number <= (maxValue ?? Infinity);
	if (typeof given === 'number' && Number.isInteger(given) && isWithin(given)) return undefined;
	const from = minValue === undefined ? '' : ` from ${minValue}`;
	const to = maxValue === undefined ? '' : ` to ${maxValue}`;
	return {
		message: `The parameter '${displayName}' is not a whole number${from}${to}: ${shown(value)}`,
		description: 'Enter a number, or let an expression give one.',
	};
};

/** Text with n8n's `ignoreValidationDuringExecution` may be more: its reader also takes lists, or objects. */
const text: Check = ({ displayName, ignoreValidationDuringExecution: takesMore }, value) =>
	takesMore || typeof value !== 'object' || value === null
		? undefined
		: {
				message: `The parameter '${displayName}' is not text: ${shown(value)}`,
				description: 'Let the expression give text, such as one field of an object.',
			};

/** A way to name something. What it names is for the operation to look at. */
const locator: Check = ({ displayName, modes = [] }, value) => {
	if (!isObject(value) || modes.some(({ name }) => name === value.mode)) return undefined;
	return {
		message: `The parameter '${displayName}' is given by '${shown(value.mode)}', which is none of its ways: ${modes.map(({ name }) => name).join(', ')}`,
		description: `It can be given by ${modes.map((mode) => `${mode.name} (${mode.displayName})`).join(', ')}.`,
	};
};

const collection: Check = ({ displayName, options }, value) =>
	within(displayName, options as INodeProperties[], value);

const fixedCollection: Check = ({ displayName, options }, value) => {
	const groups = options as INodePropertyCollection[];
	const valuesOf = (group: string) => groups.find(({ name }) => name === group)?.values;
	return isObject(value)
		? first(Object.entries(value), ([group, entries]) =>
				first([entries].flat(), (entry) => within(displayName, valuesOf(group) ?? [], entry)),
			)
		: notFields(displayName, value);
};

/** What is free has no entry: JSON, and what only the editor shows. */
const CHECKS: Partial<Record<NodePropertyTypes, Check>> = {
	boolean,
	collection,
	fixedCollection,
	multiOptions: choices,
	number: wholeNumber,
	options: choice,
	resourceLocator: locator,
	string: text,
};

const mismatchOf: Check = (property, value) => CHECKS[property.type]?.(property, value);

/**
 * The first of a node's parameters that does not fit the node's description. n8n checks none of them, and
 * its editor only what is entered there by hand.
 * @param parameters as the workflow has them; n8n has left out of them what is not declared or not shown
 * @param read gives the value of a parameter, with its expressions worked out; not asked for what is free
 */
export const firstMismatch = (
	parameters: INodeParameters,
	properties: INodeProperties[],
	read: (name: string) => unknown,
): Mismatch | undefined =>
	first(Object.entries(parameters), ([name, raw]) => {
		const property = propertyOf(parameters, properties, name);
		// n8n selects by what stands there, not by what an expression comes to.
		const value = () => (property?.noDataExpression ? raw : read(name));
		return property && CHECKS[property.type]?.(property, value());
	});

/** The declaration of a parameter that the chosen resource has. */
export const propertyOf = (
	{ resource }: INodeParameters,
	properties: INodeProperties[],
	wanted: string,
): INodeProperties | undefined =>
	properties.find(({ name, displayOptions }) => {
		const resources: unknown[] | undefined = displayOptions?.show?.resource;
		return name === wanted && (resources?.includes(resource) ?? true);
	});

function first<T>(values: T[], look: (value: T) => Mismatch | undefined): Mismatch | undefined {
	for (const value of values) {
		const found = look(value);
		if (found) return found;
	}
	return undefined;
}

/** The first of the values of a collection that does not fit. */
function within(
	displayName: string,
	properties: INodeProperties[],
	values: unknown,
): Mismatch | undefined {
	if (!isObject(values)) return notFields(displayName, values);
	return first(Object.entries(values), ([name, value]) => {
		const property = properties.find((each) => each.name === name);
		if (property) return mismatchOf(property, value);
		return {
			message: `The parameter '${displayName}' has no '${shown(name)}', only ${properties.map((each) => each.name).join(', ')}`,
			description: 'Check how the name is written.',
		};
	});
}

const notFields = (displayName: string, value: unknown): Mismatch => ({
	message: `The parameter '${displayName}' holds no fields: ${shown(value)}`,
	description: 'Fill it in in the editor, field by field.',
});
