import type { ToItems } from '../../../shared/dispatch/routing';
import { limitOf } from '../../../shared/parameters/limit';
import { suppressionsIn } from './suppressions';

/** PostageApp documents no pagination. */
export const toSuppressions: ToItems = async function ([{ json }]) {
	const items = suppressionsIn(json).map((suppression) => ({ json: suppression }));
	return items.slice(0, limitOf(this));
};
