import type { IDataObject } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { idOf, isObject, objectsIn } from '../../../shared/json';
import { limitOf } from '../../../shared/parameters/limit';
import type { Policy } from '../../../shared/policy';
import { dataOf } from '../../api';

/** A mailbox as output: without its password, in case PostageApp repeats it. */
export const withoutPassword = (mailbox: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(mailbox).filter(([name]) => name !== 'password'));

/**
 * PostageApp does not document the answer of this list: under `mailboxes` or directly under `data`, as a list or by
 * UID.
 */
export const toMailboxes: ToItems = async function ([{ json }]) {
	const given = isObject(json.data) ? (json.data.mailboxes ?? json.data) : json.data;
	const mailboxes = isObject(given)
		? Object.entries(given)
				.filter(([, mailbox]) => isObject(mailbox))
				.map(([uid, mailbox]) => ({ uid, ...(mailbox as IDataObject) }))
		: objectsIn(given);
	const items = mailboxes.map((mailbox) => ({ json: withoutPassword(mailbox) }));
	return items.slice(0, limitOf(this));
};

/** The ids of the mailboxes that were changed. */
export const mailboxIds: Policy['acceptedIds'] = (outputs) =>
	outputs.map(({ json }) => [json.uid, json.id, json.username].map(idOf).find(Boolean) ?? '');

/** The mailbox of an answer, if it has one. */
export const mailboxIn = (answer: unknown): IDataObject => {
	const { mailbox, ...rest } = dataOf(answer);
	return withoutPassword(isObject(mailbox) ? mailbox : rest);
};
