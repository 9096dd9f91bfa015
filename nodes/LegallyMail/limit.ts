import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit } from '../shared/descriptions';
import type { Build } from '../shared/dispatch/routing';
import { limitOf } from '../shared/parameters/limit';

/** "Between 1 and 25": older entries can't be listed (API page). */
const MOST = 25;

/** Asks for as many of the latest as the user wants. */
export const askForLatest: Build = async function (request) {
	return { ...request, qs: { ...request.qs, limit: limitOf(this) } };
};

const [, usualLimit] = returnAllOrLimit;

/** The one parameter of such a list: there is no way to get all. */
export const limitField: INodeProperties = {
	...usualLimit,
	default: MOST,
	typeOptions: { minValue: 1, maxValue: MOST },
	displayOptions: { show: { resource: ['email', 'signature'], operation: ['getMany'] } },
	hint: `LegallyMail lists the last ${MOST} at most`,
};
