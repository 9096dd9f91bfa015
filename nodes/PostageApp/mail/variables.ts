import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { firstTwice, isObject, objectsIn, textOf } from '../../shared/json';
import { badInput } from '../../shared/parameters/badInput';
import { ofKind } from '../../shared/parameters/kind';
import { choiceIn, fieldsIn, jsonIn } from '../../shared/parameters/parameter';
import type { MailNames } from './parameterNames';

const EXAMPLE = '{ "name": "Ada", "order_number": "1001" }';

/**
 * Variables as PostageApp takes them.
 * @param whose e.g. "of ada@example.org", for the error
 * @throws NodeOperationError for what is no object, and for a name with capitals, which PostageApp
 * would not find in the content (the page on send_message)
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
	const twice = firstTwice(names);
	if (twice !== undefined) {
		throw badInput(context, `The variable '${twice}' is there twice`, 'Leave one of them out.');
	}
	return Object.fromEntries(entries.map(({ value }, index) => [names[index], value]));
}

/** The variables that all recipients share. */
export function globalVariables(context: IExecuteSingleFunctions, nameOf: MailNames): IDataObject {
	if (choiceIn(context, nameOf('specifyVariables'), 'form') === 'form') {
		const form = fieldsIn(context, nameOf('variables'));
		return checkedVariables(context, variablesInForm(context, form), 'for all recipients');
	}
	const given = jsonIn(context, nameOf('variablesJson')) || {};
	return checkedVariables(context, given, 'for all recipients');
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

export const globalVariableFields = (nameOf: MailNames): INodeProperties[] => [
	{
		displayName: 'Specify Variables',
		name: nameOf('specifyVariables'),
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'form' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'form',
	},
	{
		...variablesField('Values for all recipients who have none of their own'),
		name: nameOf('variables'),
		displayOptions: { show: { [nameOf('specifyVariables')]: ['form'] } },
	},
	{
		displayName: 'Variables (JSON)',
		name: nameOf('variablesJson'),
		type: 'json',
		default: '{}',
		displayOptions: { show: { [nameOf('specifyVariables')]: ['json'] } },
		description: 'Values for all recipients who have none of their own',
	},
];
