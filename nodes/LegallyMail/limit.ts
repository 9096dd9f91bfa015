import type { INodeProperties } from 'n8n-workflow';

import { badInput } from '../shared/badInput';
import { returnAllOrLimit, type Show } from '../shared/descriptions';
import { prepare } from '../shared/dispatch/prepare';

/** "Between 1 and 25": older entries can't be listed (API page). */
const MOST = 25;

/** Asks for as many of the latest as the user wants. */
export const askForLatest = prepare(async function (request) {
	const limit = Number(this.getNodeParameter('limit'));
	if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
		throw badInput(
			this,
			`The parameter 'Limit' is not a whole number from 1 to ${MOST}: ${limit}`,
			`LegallyMail lists the last ${MOST} and no older ones. Get those by their ID.`,
		);
	}
	return { ...request, qs: { ...request.qs, limit } };
});

const [, usualLimit] = returnAllOrLimit({});

/** The one parameter of such a list: there is no way to get all. */
export const limitField = (show: Show): INodeProperties => ({
	...usualLimit,
	default: MOST,
	typeOptions: { minValue: 1, maxValue: MOST },
	displayOptions: { show },
	hint: `LegallyMail lists the last ${MOST} at most`,
});
