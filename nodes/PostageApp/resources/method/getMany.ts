import type { ToItems } from '../../../shared/dispatch/routing';
import { textOf } from '../../../shared/json';
import { limitOf } from '../../../shared/parameters/limit';
import { dataOf } from '../../api';

/** One item for each method. The names are one text, separated by commas (client fixtures). */
export const toMethods: ToItems = async function ([{ json }]) {
	const { methods } = dataOf(json);
	const names = Array.isArray(methods) ? methods.map(textOf) : textOf(methods).split(',');
	const items = names.map((name) => ({ json: { method: name.trim() } }));
	return items.filter((item) => item.json.method !== '').slice(0, limitOf(this));
};
