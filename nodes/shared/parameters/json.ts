import type { INodeProperties } from 'n8n-workflow';

import { isObject, jsonIn } from '../json';
import { isDate } from './date';
import { Misread, shown, type Reader } from './reading';

/** An object or a list, as it is or as JSON; an empty text for none. */
export const readJson: Reader = (value, { name, property }) => {
	if (typeof value === 'string' && value.trim() === '') return '';
	const given = jsonIn(value);
	if ((isObject(given) && !isDate(given)) || Array.isArray(given)) return given;
	throw new Misread(
		`${name} is not JSON: ${shown(value)}`,
		`Enter an object or a list, such as ${example(property)}.`,
	);
};

const example = ({ default: usual }: INodeProperties) =>
	typeof usual === 'string' && usual !== '' ? usual : '{}';
