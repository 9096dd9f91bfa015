import { messageDelivery } from '../../../shared/delivery';
import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { objectsIn, textOf } from '../../../shared/json';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import { eventDelivery } from '../../delivery';
import { EMAILS, findLogs, isLogId } from '../../logs';
import { searchOf } from './emailId';
import { notFound } from './get';

/** The path of an email's timeline. It contains the id of the log row, never the message id. */
export const eventsPath = (logId: string) => `${EMAILS}/${encodeURIComponent(logId)}/events`;

export const buildEventsRequest: Build = async function (request) {
	const search = searchOf(this);
	const { id, pages } = search;
	pathSegment(this, id, 'Email ID');
	if (isLogId(id)) return { ...request, url: eventsPath(id) };
	const [log] = await findLogs(this, [{ id, pages }]);
	if (!log) throw notFound(this, search);
	return { ...request, url: eventsPath(textOf(log.id)) };
};

/** One item for each event, with its delivery. */
export const toEvents: ToItems = async function (_items, { body }) {
	const { id } = searchOf(this);
	return objectsIn(body).map((event) => ({
		json: { ...event, delivery: messageDelivery(id, eventDelivery(event)) },
	}));
};
