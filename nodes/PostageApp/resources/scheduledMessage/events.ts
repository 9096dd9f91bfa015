import type { IDataObject } from 'n8n-workflow';

import type { PostReceive } from '../../../shared/answer';
import { isObject, jsonIn, objectsIn, textOf } from '../../../shared/json';
import { dataOf } from '../../method';

/**
 * A scheduled event as it is given out: the schedule is called `frequency` when an update answers, and
 * the metadata, which is the send_message request, may be JSON text.
 */
export function eventOf(given: IDataObject): IDataObject {
	const { frequency, metadata, ...event } = given;
	const request = jsonIn(metadata);
	return {
		...event,
		schedule: event.schedule ?? frequency ?? null,
		metadata: isObject(request) ? request : (metadata ?? null),
	};
}

export const toEvent: PostReceive = async ([{ json }]) => [{ json: eventOf(dataOf(json)) }];

export const toEvents: PostReceive = async ([{ json }]) =>
	objectsIn(dataOf(json).scheduled_events).map((event) => ({ json: eventOf(event) }));

export const eventKey = ({ json }: { json: IDataObject }) => textOf(json.uid);
