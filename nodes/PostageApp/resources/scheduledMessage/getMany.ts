import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { byPage, firstPage, type Listing } from '../../api';
import { reading } from '../../policies';
import { eventKey } from './events';

export const prepareList: Prepare<Listing> = async function (request) {
	return firstPage(this, request);
};

export const readingEvents: Policy<Listing> = { ...reading, pagination: byPage(eventKey) };
