import type { IDataObject, IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { isObject, jsonIn } from '../json';
import { badInput } from './badInput';

/** A list that users give by a form or as JSON: the names of its parameters, and how it looks. */
export interface ListParameters {
	/** Label of the list, e.g. "Recipients". */
	label: string;
	/** Name of the parameter that chooses between `form` and `json`. */
	choice: string;
	/** Name of the form's fixed collection, and of the collection within. */
	form: [string, string];
	/** Name of the JSON parameter. */
	json: string;
	/** What to write as JSON. */
	example: string;
}

/**
 * The entries of the list, not yet checked; never none.
 * @param fromForm makes an entry of the form look as it does in JSON, where the two differ
 * @throws NodeOperationError if the list is empty or is no JSON
 */
export function listFrom(
	context: IExecuteSingleFunctions,
	names: ListParameters,
	fromForm: (entry: IDataObject) => IDataObject = (entry) => entry,
): unknown[] {
	const isJson = context.getNodeParameter(names.choice, 'form') === 'json';
	const given = isJson
		? parsed(context, names)
		: context.getNodeParameter(names.form.join('.'), []);
	const list: unknown[] = Array.isArray(given) ? given : [given];
	const inJson = (entry: unknown) => (!isJson && isObject(entry) ? fromForm(entry) : entry);
	if (list.length > 0) return list.map(inJson);
	throw badInput(context, `The parameter '${names.label}' is empty`, 'Add at least one entry.');
}

function parsed(
	context: IExecuteSingleFunctions,
	{ json, label, example }: ListParameters,
): unknown {
	const list = jsonIn(context.getNodeParameter(json));
	if (list !== undefined) return list;
	throw badInput(
		context,
		`The parameter '${label} (JSON)' is not JSON`,
		`Enter a list such as ${example}`,
	);
}

/** The parameters for such a list. */
export function formOrJson(
	{ label, choice, form, json, example }: ListParameters,
	description: string,
	values: INodeProperties[],
): INodeProperties[] {
	const one = label.replace(/s$/, '');
	const [collection, entry] = form;
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
		{
			displayName: `${label} (JSON)`,
			name: json,
			type: 'json',
			default: example,
			displayOptions: { show: { [choice]: ['json'] } },
			description,
		},
	];
}
