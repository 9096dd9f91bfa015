import type { IDataObject } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject, objectsIn, parsedJson, textOf } from '../../../shared/json';
import { dataOf, responseOf } from '../../api';

/**
 * A scheduled event as output: in the answer to an update, the schedule is called `frequency`, and the metadata,
 * which is the send_message request, may be JSON text.
 */
export function eventOf(given: IDataObject): IDataObject {
	const { frequency, metadata, ...event } = given;
	const request = parsedJson(metadata);
	return {
		...event,
		schedule: event.schedule ?? frequency ?? null,
		metadata: isObject(request) ? request : (metadata ?? null),
	};
}

/**
 * The events of an answer: in `data`, one or a list; or in `response.message`, as the page on
 * create_scheduled_events shows.
 */
export function eventsIn(answer: unknown): IDataObject[] {
	const { scheduled_events: list, ...event } = dataOf(answer);
	const { message } = responseOf(answer);
	const places = [list, [event], Array.isArray(message) ? message : [message]];
	const found = places.map((place) =>
		objectsIn(place).filter((each) => Object.keys(each).length > 0),
	);
	return found.find((events) => events.length > 0) ?? [];
}

export const toEvent: ToItems = async ([{ json }]) => [{ json: eventOf(dataOf(json)) }];

export const toEvents: ToItems = async ([{ json }]) =>
	objectsIn(dataOf(json).scheduled_events).map((event) => ({ json: eventOf(event) }));

export const eventKey = ({ json }: { json: IDataObject }) => textOf(json.uid);
