import type { IDataObject } from 'n8n-workflow';

import { isObject, objectsIn, textOf } from '../shared/json';
import type { ErrorTable } from '../shared/policy';
import { dataOf, isSameUid, responseOf, uidsIn } from './api';

/**
 * PostageApp's message for a uid that it already has: the exact words of version 1.1 are not documented, those of
 * version 1.0 are "Uid ... already exists. Assuming message duplication."
 */
const TAKEN = /\balready (exists|been taken|in use)|\bduplicat/i;

/** Whether a refusal says that there is something already: perhaps what has the uid, perhaps something else. */
export const saysTaken = (body: unknown) => TAKEN.test(textOf(responseOf(body).message));

/** Whether the things in an answer are the one that was asked for; what an answer does not name is no other one. */
const areOnly = (things: unknown[], field: 'id' | 'uid', wanted: unknown) =>
	things
		.map((thing) => (isObject(thing) ? textOf(thing[field]) : ''))
		.every((named) => named === '' || isSameUid(named, wanted));

/** Whether PostageApp marks a message as one that it had already; its clients have seen "ignored". */
export const isDuplicate = (mark: unknown): boolean =>
	!['', '0', 'false', 'no', 'none'].includes(textOf(mark).toLowerCase());

/** The events of a batch that were created, as far as the answer says so. */
export const createdIn = (events: unknown): IDataObject[] =>
	objectsIn(events).filter(({ error, errors }) => !(error || errors));

/** PostageApp's errors and what to do about them (its API page, and its pages on messages). */
export const postageAppErrors: ErrorTable = {
	service: 'PostageApp',
	code: ['response.status'],
	message: ['response.message', 'response.status'],
	hints: {
		bad_request:
			'Check the parameters of this node. What PostageApp asks for here is in its message.',
		unauthorized:
			'Check the API keys in the credential: sending takes the key of a project, projects and mailboxes take the key of the account.',
		not_found:
			'Check the UID: it may be mistyped, belong to another project, or be older than PostageApp keeps messages (14 to 28 days).',
		invalid_json: 'PostageApp could not read the request. Check values that are given as JSON.',
		invalid_utf8:
			'A text holds characters that are not UTF-8. Check where it comes from, such as a file in another encoding.',
		call_error:
			'A value has the wrong type, such as a list where text is expected. Check values that are given as JSON.',
		conflict:
			"PostageApp does not know this version of its API. If you entered the base URL yourself (environment 'Custom'), it must not have a path.",
		precondition_failed:
			"Check the parameter 'Template': the project must have it. Otherwise the message says what PostageApp asks for.",
		locked:
			'The API key, or the account it belongs to, is disabled. Look into your account at PostageApp.',
	},
	isRefusal: ({ response, success }) =>
		isObject(response) && typeof response.status === 'string'
			? response.status !== 'ok'
			: success === false,
	// What is there already was not accepted by this request.
	acceptedIn(body) {
		const { message, scheduled_events: events } = dataOf(body);
		const { id, duplicate } = isObject(message) ? message : {};
		const isOld = saysTaken(body) || isDuplicate(duplicate);
		return [...(isOld ? [] : [id]), ...createdIn(events).map(({ uid }) => uid)];
	},
	// Each answer repeats the UID of its request, if that had one; perhaps with accents as PostageApp writes them.
	isAnswerTo(body, asked) {
		if (responseOf(body).status !== 'ok') return false;
		const { uid, arguments: given } = isObject(asked.body) ? asked.body : {};
		if (textOf(uid) !== '') return uidsIn(body).every((named) => isSameUid(named, uid));
		// Projects and mailboxes are named in the arguments. A mailbox that is found by its ID may get another UID.
		const { id, uid: own } = isObject(given) ? given : {};
		const { project, mailbox, ...data } = dataOf(body);
		const things = [data, project, mailbox];
		if (textOf(id) !== '') return areOnly(things, 'id', id);
		return textOf(own) === '' || areOnly(things, 'uid', own);
	},
};
