import type { PostReceive } from '../shared/response';
import { prepare } from '../shared/run/prepare';
import { isObject } from '../shared/json';
import { dataOf, withBody } from './method';

/** A request that holds nothing but the key. */
export const askOnly = prepare(async (request) => withBody(request, {}));

/** The one thing that an answer tells of, by its name in `data`; or `data` as it is. */
export const toOne =
	(name: string): PostReceive =>
	async ([{ json }]) => {
		const data = dataOf(json);
		const { [name]: one } = data;
		return [{ json: isObject(one) ? one : data }];
	};
