import type { ToItems } from '../../../shared/dispatch/routing';
import { uidOf } from '../../api';
import { transmissionsIn } from '../../transmissions';

/** One item for each recipient. */
export const toTransmissions: ToItems<string> = async ([{ json }], _response, asked) => {
	const uid = uidOf(json) || asked;
	return transmissionsIn(uid, json).map((transmission) => ({ json: transmission }));
};
