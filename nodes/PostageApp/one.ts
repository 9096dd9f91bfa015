import type { Build, ToItems } from '../shared/dispatch/routing';
import { isObject } from '../shared/json';
import { dataOf, withBody } from './method';

/** A request that holds nothing but the key. */
export const askOnly: Build = async (request) => withBody(request, {});

/** The one thing that an answer tells of, by its name in `data`; or `data` as it is. */
export const toOne =
	(name: string): ToItems =>
	async ([{ json }]) => {
		const data = dataOf(json);
		const { [name]: one, ...more } = data;
		return [{ json: isObject(one) ? { ...one, ...more } : data }];
	};
