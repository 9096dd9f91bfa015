import type { INodePropertyOptions } from 'n8n-workflow';

import { InvalidValue, isNullish, listed, shown, type Place, type Reader } from './reading';

/** n8n adds this to the resources and operations of each node, and the editor turns it into another node. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** One of the values of a list. */
export function readChoice(value: unknown, { name, property }: Place) {
	const { noDataExpression, options = [] } = property;
	const choices = (options as INodePropertyOptions[]).filter(
		(each) => each.value !== CUSTOM_API_CALL,
	);
	// n8n displays the other parameters according to this value, so it has to match exactly.
	const isWritten = !noDataExpression && ['string', 'number'].includes(typeof value);
	const written = isWritten ? String(value).trim() : value;
	const found = choices.find((each) => each.value === written);
	if (found) return found.value;
	const values = choices.map((each) => (each.value === '' ? "''" : each.value));
	throw new InvalidValue(
		`${name} is '${shown(value)}', which is none of its choices: ${values.join(', ')}`,
		`It can be ${choices.map((each, index) => `${values[index]} (${each.name})`).join(', ')}.`,
	);
}

/** Some of the values of a list: one, several separated by commas, or an array. */
export const readChoices: Reader = (value, place) => {
	if (isNullish(value)) {
		throw new InvalidValue(
			`${place.name} is no list: nothing`,
			'Choose from the list, or let an expression give an array of its values, such as [].',
		);
	}
	if (typeof value === 'string' && value.trim() === '') return [];
	const written = typeof value === 'string' ? value.split(',') : listed(value);
	return [...new Set(written.map((each) => readChoice(each, place)))];
};
