import type { INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/parameters/badInput';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import type { Build } from '../../../shared/dispatch/routing';
import { stempPace } from '../../policies';
import { updateFields, userFields, userLocator, userPath } from './users';

const showOnlyForUpdate = { resource: ['user'], operation: ['update'] };

/** Only what was added to the form is changed, also to nothing. */
export const buildChange: Build = async function (request) {
	const url = userPath(this);
	const fields = this.getNodeParameter('updateFields', {}) as Record<string, unknown>;
	if (Object.keys(fields).length === 0) {
		throw badInput(this, "The parameter 'Update Fields' is empty", 'Add what is to be changed.');
	}
	return { ...request, url, body: userFields(this, fields) };
};

export const changeFields: INodeProperties[] = [
	userLocator(showOnlyForUpdate),
	updateFields(showOnlyForUpdate),
	options(showOnlyForUpdate, [maxConcurrentRequests(stempPace.inFlight)]),
];
