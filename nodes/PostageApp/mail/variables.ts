import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { firstDuplicate, isObject, objectsIn, textOf } from '../../shared/json';
import { badInput } from '../../shared/parameters/badInput';
import { ofKind } from '../../shared/parameters/kind';
import { fieldsIn, jsonIn } from '../../shared/parameters/parameter';

const EXAMPLE = '{ "name": "Ada", "order_number": "1001" }';

/**
 * Variables in PostageApp's format.
 * @param whose e.g. "of ada@example.org", for the error
 * @throws NodeOperationError for anything but an object, and for a name in upper case, which PostageApp would not
 * find in the content (the page on send_message)
 */
export function checkedVariables(
	context: IExecuteSingleFunctions,
	variables: unknown,
	whose: string,
): IDataObject {
	if (!isObject(variables)) {
		throw badInput(context, `The variables ${whose} are not an object`, `Enter ${EXAMPLE}`);
	}
	const wrong = Object.keys(variables).find((name) => name !== name.toLowerCase() || name === '');
	if (wrong === undefined) return variables;
	throw badInput(
		context,
		`The name of the variable '${wrong}' ${whose} is not in lower case`,
		`PostageApp takes names in lower case only: write ${wrong.toLowerCase() || 'a name'}, here and in the content.`,
	);
}

/** The variables of a form's fixed collection. */
export function variablesInForm(
	context: IExecuteSingleFunctions,
	collection: unknown,
): IDataObject {
	const entries = isObject(collection) ? objectsIn(collection.variable) : [];
	const names = entries.map(({ name }) => textOf(name));
	const twice = firstDuplicate(names);
	if (twice !== undefined) {
		throw badInput(context, `The variable '${twice}' is there twice`, 'Leave one of them out.');
	}
	return Object.fromEntries(entries.map(({ value }, index) => [names[index], value]));
}

/**
 * The variables that all recipients share, from the form and from JSON.
 * @throws NodeOperationError as `checkedVariables`, and for a variable that both of them have
 */
export function globalVariables(context: IExecuteSingleFunctions, settings: string): IDataObject {
	const form = variablesInForm(context, fieldsIn(context, `${settings}.variables`));
	const given = jsonIn(context, `${settings}.variablesJson`) || {};
	const json = checkedVariables(context, given, 'for all recipients');
	const twice = firstDuplicate([...Object.keys(form), ...Object.keys(json)]);
	if (twice === undefined) {
		return { ...json, ...checkedVariables(context, form, 'for all recipients') };
	}
	throw badInput(
		context,
		`The variable '${twice}' is both in 'Variables' and in 'Variables (JSON)'`,
		'Leave one of them out.',
	);
}

export const variablesField = (description: string): INodeProperties => ({
	displayName: 'Variables',
	name: 'variables',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add variable',
	default: {},
	description,
	options: [
		{
			displayName: 'Variable',
			name: 'variable',
			values: [
				ofKind('line', {
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. name',
					description: 'In lower case. The content has it in double curly brackets.',
				}),
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
				},
			],
		},
	],
});

export const globalVariableFields = {
	variables: variablesField('Values for all recipients who have none of their own'),
	variablesJson: {
		displayName: 'Variables (JSON)',
		name: 'variablesJson',
		type: 'json',
		default: '{}',
		description: 'The same from data, as an object of names and values',
	},
} satisfies Record<string, INodeProperties>;
