import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import {
	asAnswered,
	isObject,
	isSameJson,
	objectsIn,
	parsedJson,
	textOf,
} from '../../../shared/json';
import { DoubtfulAnswer } from '../../../shared/outcome/acceptedIds';
import type { Policy } from '../../../shared/policy';
import { project } from '../../account';
import { dataOf, isSameUid, responseOf, uidsIn, type MethodBody } from '../../api';
import { createdIn } from '../../errors';
import { isAboutUid, isTaken, uidTakenError } from '../../mail/uid';
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

const uidsOf = (definitions: IDataObject[]) => definitions.map(({ uid }) => textOf(uid));

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
	findBy: (body) => ({ UID: uidsOf(definitionsIn(body)).join(', ') }),
	lookup: {
		hasOwnProof: true,
		async search(body) {
			const definitions = definitionsIn(body);
			// They may have existed before.
			const { events, isProven } = await findEvents(this, definitions);
			const id = uidsOf(definitions).join(', ');
			const outputs = events.map(asRepeated);
			if (events.length === definitions.length) return [{ id, outputs, isProven }];
			// Some of a batch may have been created without the others. Those that are not there may still come.
			return events.map((event) => ({
				id: textOf(event.uid),
				status: textOf(event.status),
				outputs: [asRepeated(event)],
				isProven: false,
			}));
		},
	},
};

/** Scheduled events that PostageApp has. */
interface Found {
	events: IDataObject[];
	/** Schedule and content are as they were sent. PostageApp may write the same in another way. */
	isProven: boolean;
}

const asRepeated = (event: IDataObject): INodeExecutionData => ({
	json: { ...event, duplicate: true },
});

/**
 * Requests the events of these definitions, one after the other.
 * @returns those that PostageApp reports: that it does not report one proves nothing
 */
async function findEvents(
	context: IExecuteSingleFunctions,
	definitions: Definition[],
): Promise<Found> {
	const found: Found = { events: [], isProven: true };
	for (const definition of definitions) {
		const uid = textOf(definition.uid);
		if (uid === '') continue;
		const answer = await ask(context, 'get_scheduled_event', { uid }).catch(() => undefined);
		const shown = dataOf(answer);
		const isShown = Object.keys(shown).some((name) => name !== 'uid');
		if (uidsIn(answer).length === 0 || !isShown) continue;
		const event = eventOf(shown);
		found.events.push({ ...event, uid });
		found.isProven &&= isSame(event, definition);
	}
	return found;
}

const isSame = (event: IDataObject, { schedule, metadata }: Definition) =>
	textOf(event.schedule) === textOf(schedule) &&
	isSameJson(contentOf(event.metadata), contentOf(metadata));

/** What a request has besides the key, which PostageApp adds; of a remote reference, all of it. */
function contentOf(metadata: unknown): unknown {
	const { arguments: mail } = isObject(metadata) ? metadata : {};
	return mail === undefined ? metadata : parsedJson(mail);
}

/** What is unknown after the refusal of a batch in which a uid is taken. */
const BATCH_FLAW = 'refuses a UID that is taken, and does not say whether the others were created';

/** The events, scheduled now or before: if uids are taken, the events with these uids. */
export const readScheduled: ToItems<MethodBody> = async function (_items, response, sent, check) {
	const definitions = definitionsIn(sent);
	if (isTaken(response)) {
		const { events } = await findEvents(this, definitions);
		if (events.length === definitions.length) return events.map(asRepeated);
		const [{ uid = '' }, ...others] = definitions;
		// Whether the others were created is not documented, and one that is not shown may still have been.
		if (others.length > 0) {
			const said = textOf(responseOf(response.body).message);
			throw new DoubtfulAnswer([], response.statusCode, `${BATCH_FLAW}: "${said}"`);
		}
		if (isAboutUid(response, uid)) throw uidTakenError(this, uid);
	}
	const { body } = check(response);
	const told = eventsIn(body);
	if (!areNamed(definitions, told, body)) {
		throw new DoubtfulAnswer(
			told.map(({ uid }) => asAnswered(uid)),
			response.statusCode,
		);
	}
	return (told.length > 0 ? told : definitions).map((event) => {
		const [only, ...others] = definitions;
		const defined =
			others.length > 0 ? definitions.find(({ uid }) => isSameUid(uid, event.uid)) : only;
		return { json: { ...eventOf({ ...defined, ...event }), duplicate: false } };
	});
};

/** Whether an answer names all that was to be created. The uid of a remote reference is not known here. */
function areNamed(definitions: Definition[], told: IDataObject[], answer: unknown): boolean {
	const created = createdIn(told);
	if (created.length < told.length) return false;
	const [first, ...others] = definitions;
	if (others.length === 0) {
		const named = [...uidsIn(answer), ...created.map(({ uid }) => textOf(uid)).filter(Boolean)];
		return (
			named.length > 0 && named.every((uid) => first.uid === undefined || isSameUid(uid, first.uid))
		);
	}
	const isNamed = ({ uid }: Definition) =>
		uid === undefined || created.some((event) => isSameUid(event.uid, uid));
	return created.length >= definitions.length && definitions.every(isNamed);
}
