import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { objectsIn, textOf } from '../../../shared/json';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import { eventDelivery } from '../../delivery';
import { EMAILS, findLog, isLogId } from '../../logs';
import { stempPace } from '../../policies';
import { emailId, emailIdOf, notFound, pagesToSearch, searchedPages } from './get';

const showOnlyForGetEvents = { resource: ['email'], operation: ['getEvents'] };

/** The path of an e-mail's timeline. It goes by the id of the log row, never by the message id. */
export const eventsPath = (logId: string) => `${EMAILS}/${encodeURIComponent(logId)}/events`;

export const addressEvents: Build = async function (request) {
	const id = emailIdOf(this);
	pathSegment(this, id, 'Email ID');
	if (isLogId(id)) return { ...request, url: eventsPath(id) };
	const log = await findLog(this, id, searchedPages(this));
	if (!log) throw notFound(this, id);
	return { ...request, url: eventsPath(textOf(log.id)) };
};

/** An event as output: with what it says in the common words. */
export const toEvent = (event: IDataObject): IDataObject => ({
	...event,
	delivery: eventDelivery(event),
});

export const toEvents: ToItems = async (_items, { body }) =>
	objectsIn(body).map((event) => ({ json: toEvent(event) }));

export const getEventsFields: INodeProperties[] = [
	emailId(showOnlyForGetEvents),
	options(showOnlyForGetEvents, [pagesToSearch, maxConcurrentRequests(stempPace.inFlight)]),
];
