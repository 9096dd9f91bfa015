import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, objectsIn, textOf } from '../../../shared/json';
import type { Policy } from '../../../shared/policy';
import { project } from '../../account';
import { dataOf, type MethodBody } from '../../api';
import { isTaken, uidTakenError } from '../../mail/uid';
import { changing } from '../../policies';
import { ask } from '../../request';
import { repeated } from '../message/send';
import { eventOf, eventsIn } from './events';

/** The arguments of create_scheduled_event. */
export interface Definition extends IDataObject {
	/** Missing in a remote reference, of which only the address is known here. */
	uid?: string;
	schedule?: string;
	/** A send_message request without its key. */
	metadata?: IDataObject;
}

const uidsIn = (definitions: IDataObject[]) => definitions.map(({ uid }) => textOf(uid));

/** The definitions in the body of create_scheduled_event or create_scheduled_events. */
function definitionsIn(body: MethodBody): Definition[] {
	const { events } = body;
	return Array.isArray(events) ? objectsIn(events) : [body];
}

/** Not repeated, because PostageApp's message for a taken uid is unknown; but a lookup is possible. */
export const schedulingMessages: Policy<MethodBody> = {
	...changing,
	account: project,
	pastTense: 'created',
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.uid)),
	isRepeat: ({ json }) => json.duplicate === true,
	repeated,
	findBy: (body) => ({ UID: uidsIn(definitionsIn(body)).join(', ') }),
	lookup: {
		hasOwnProof: true,
		async search(body) {
			const uids = uidsIn(definitionsIn(body));
			// It may have existed before.
			const outputs = await findEvents(this, uids);
			return outputs ? [{ id: uids.join(', '), outputs, isProven: true }] : [];
		},
	},
};

/**
 * Requests the events with these uids, one after the other.
 * @returns undefined if PostageApp does not have all of them, or does not report it
 */
async function findEvents(
	context: IExecuteSingleFunctions,
	uids: string[],
): Promise<INodeExecutionData[] | undefined> {
	const found: INodeExecutionData[] = [];
	for (const uid of uids) {
		if (uid === '') return undefined;
		const answer = await ask(context, 'get_scheduled_event', { uid }).catch(() => undefined);
		if (answer === undefined) return undefined;
		found.push({ json: { ...eventOf(dataOf(answer)), duplicate: true } });
	}
	return found;
}

/** The events, scheduled now or before: if uids are taken, the events with these uids. */
export const readScheduled: ToItems<MethodBody> = async function (_items, response, sent, check) {
	const definitions = definitionsIn(sent);
	if (isTaken(response)) {
		const uids = uidsIn(definitions);
		const before = await findEvents(this, uids);
		if (before) return before;
		// If only some of several exist, none of the others was created.
		if (uids.length === 1) throw uidTakenError(this, uids[0]);
	}
	const { body } = check(response);
	const told = eventsIn(body);
	return (told.length > 0 ? told : definitions).map((event) => {
		const [only, ...others] = definitions;
		const defined = others.length > 0 ? definitions.find(({ uid }) => uid === event.uid) : only;
		return { json: { ...eventOf({ ...defined, ...event }), duplicate: false } };
	});
};
