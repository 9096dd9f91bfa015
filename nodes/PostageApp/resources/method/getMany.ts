import type { PostReceive } from '../../../shared/answer';
import { textOf } from '../../../shared/json';
import { cut } from '../../cut';
import { dataOf } from '../../method';

/** One item for each method. The names come as one text, parted by commas (client fixtures). */
export const toMethods: PostReceive = async function ([{ json }]) {
	const { methods } = dataOf(json);
	const names = Array.isArray(methods) ? methods.map(textOf) : textOf(methods).split(',');
	const items = names.map((name) => ({ json: { method: name.trim() } }));
	return cut(
		this,
		items.filter((item) => item.json.method !== ''),
	);
};
