import { deepCopy, type IDataObject } from 'n8n-workflow';

import { idempotencyKey } from '../../../shared/deduplication/idempotencyKey';
import { isObject } from '../../../shared/json';
import { sameAddress } from '../../../shared/parameters/email';
import type { Batching } from '../../../shared/policy';
import type { Mail } from '../../mail/mail';
import { recipientAddresses } from '../../mail/recipients';
import { UID_LIFE } from '../../mail/uid';
import { preparedMessage, type SentMessage } from './send';

/** PostageApp documents no limit. This one limits the number of people whom an unknown outcome concerns. */
export const MAX_RECIPIENTS = 1000;

/** The recipients of a mail, each with their variables; none if 'Other Arguments' replaced them with something else. */
function entriesOf({ recipients }: Mail): Array<[string, IDataObject]> {
	const entries: Array<[string, IDataObject]> = Array.isArray(recipients)
		? recipients.map((address) => [address, {}])
		: Object.entries(isObject(recipients) ? recipients : {}).map(([address, own]) => [
				address,
				own ?? {},
			]);
	const isUsual = entries.every(([address, own]) => typeof address === 'string' && isObject(own));
	return isUsual ? entries : [];
}

/**
 * Items share a message: PostageApp creates a separate mail for each recipient, with the recipient's own variables,
 * which take precedence over those of the message. An item with its own UID or reference is a separate message.
 */
export const messageBatching: Batching<SentMessage> = {
	common({ arguments: mail, isNamed }) {
		const isAlone = isNamed || entriesOf(mail).length === 0;
		const variables = isObject(mail.variables) ? undefined : mail.variables;
		return isAlone ? undefined : { ...mail, recipients: undefined, variables };
	},
	recipients: ({ arguments: mail }) => entriesOf(mail).map(([address]) => sameAddress(address)),
	maxRecipients: () => MAX_RECIPIENTS,
	join(items, first) {
		const mail = joined(items.map(({ payload }) => payload.arguments));
		const message = { uid: idempotencyKey(first, mail, UID_LIFE), arguments: mail, isNamed: false };
		return preparedMessage(items[0].request, message);
	},
	split: (outputs, payloads) =>
		payloads.map((payload) =>
			deepCopy(outputs).map(({ json, ...more }) => ({
				...more,
				json: { ...json, recipients: recipientAddresses(payload.arguments) },
			})),
		),
};

/** One mail for the recipients of all items. Sorted, so that it does not depend on the order of the items. */
function joined(mails: Mail[]): Mail {
	const [{ variables, ...mail }] = mails;
	const isCommon = new Set(mails.map((each) => JSON.stringify(each.variables))).size === 1;
	const entries = mails.flatMap((each) =>
		entriesOf(each).map(([address, own]): [string, IDataObject] => [
			address,
			isCommon ? own : { ...each.variables, ...own },
		]),
	);
	entries.sort(([a], [b]) => (a < b ? -1 : 1));
	const isList = entries.every(([, own]) => Object.keys(own).length === 0);
	return {
		...mail,
		recipients: isList ? entries.map(([address]) => address) : Object.fromEntries(entries),
		...(isCommon && variables && { variables }),
	};
}
