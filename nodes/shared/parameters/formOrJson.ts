import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { isObject } from '../json';
import { badInput } from './badInput';
import { ofEntries } from './kind';
import { choiceIn, givenIn, jsonIn } from './parameter';

/** A list that users enter in a form or as JSON: the names of its parameters, and its appearance. */
export interface ListParameters {
	/** Label of the list, e.g. "Recipients". */
	label: string;
	/** Name of the parameter that chooses between `form` and `json`. */
	choice: string;
	/** Name of the form's fixed collection, and of the collection within. */
	form: [string, string];
	/** Name of the JSON parameter. */
	json: string;
	/** An example of the JSON. */
	example: string;
}

/** The name of a single entry. */
const oneOf = (label: string) => label.replace(/s$/, '');

/**
 * The entries of the list, each with the form's fields; at least one.
 * @param fromForm converts an entry of the form to the format of the JSON, if the two differ
 * @throws NodeOperationError if the list is empty
 */
export function listFrom(
	context: IExecuteSingleFunctions,
	names: ListParameters,
	fromForm: (entry: IDataObject) => IDataObject = (entry) => entry,
): IDataObject[] {
	const isJson = choiceIn(context, names.choice, 'form') === 'json';
	const given = isJson ? jsonIn(context, names.json) : givenIn(context, names.form.join('.'), []);
	const list = (given === '' ? [] : [given].flat()).map((entry, index) => {
		if (isObject(entry)) return isJson ? entry : fromForm(entry);
		throw badInput(
			context,
			`${oneOf(names.label)} ${index + 1} is not an object`,
			`Enter a list such as ${names.example}`,
		);
	});
	if (list.length > 0) return list;
	throw badInput(context, `The parameter '${names.label}' is empty`, 'Add at least one entry.');
}

/**
 * The parameters for such a list.
 * @param values the fields of an entry
 * @param isSameInJson whether an entry has the same fields in JSON: then other fields are not allowed
 */
export function formOrJson(
	{ label, choice, form, json, example }: ListParameters,
	description: string,
	values: INodeProperties[],
	isSameInJson = true,
): INodeProperties[] {
	const one = oneOf(label);
	const [collection, entry] = form;
	const inJson: INodeProperties = {
		displayName: `${label} (JSON)`,
		name: json,
		type: 'json',
		default: example,
		displayOptions: { show: { [choice]: ['json'] } },
		description,
	};
	const emptyEntry = Object.fromEntries(values.map(({ name, default: value }) => [name, value]));
	return [
		{
			displayName: `Specify ${label}`,
			name: choice,
			type: 'options',
			options: [
				{ name: 'Using Fields Below', value: 'form' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'form',
		},
		{
			displayName: label,
			name: collection,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: `Add ${one.toLowerCase()}`,
			default: { [entry]: [emptyEntry] },
			displayOptions: { show: { [choice]: ['form'] } },
			description,
			options: [{ displayName: one, name: entry, values }],
		},
		isSameInJson ? ofEntries({ label: one, values }, inJson) : inJson,
	];
}
