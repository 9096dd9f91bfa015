import type { INodeProperties } from 'n8n-workflow';

import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import type { Build } from '../../../shared/dispatch/routing';
import { stempPace } from '../../policies';
import { userLocator, userPath } from './users';

const showOnlyForGet = { resource: ['user'], operation: ['get'] };

export const addressUser: Build = async function (request) {
	return { ...request, url: userPath(this) };
};

export const getFields: INodeProperties[] = [
	userLocator(showOnlyForGet),
	options(showOnlyForGet, [maxConcurrentRequests(stempPace.inFlight)]),
];
