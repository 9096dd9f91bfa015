import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { clockAhead, dateOf } from '../shared/clock';
import { isObject, textOf } from '../shared/json';
import type { Lookup } from '../shared/policy';
import { EMAILS, MAX_PAGES, readSince } from './logs';
import { getUser } from './request';
import { sentItem, type Mail } from './resources/email/mail';
import { USERS } from './resources/user/users';

/** Milliseconds before each attempt: an email may take a moment to appear in the logs. */
const PAUSES = [250, 750, 1500, 3000, 6000];

/**
 * By how many milliseconds a log row may be older than the send: the Date header has whole seconds and takes time to
 * arrive.
 */
const SLACK = 2_000;

/** The same, if stemp's answer has no time. */
const UNKNOWN_CLOCK = 5 * 60_000;

/** The logs contain recipient, subject, category and time of an email, but not its content. */
export const mailLookup: Lookup<Mail> = {
	comparedText: ({ subject }) => subject,
	pauses: () => PAUSES,
	async search(mail, sentAt) {
		const address = await addressOf(this, mail.to);
		const isAlike = (row: IDataObject) =>
			row.subject === mail.subject &&
			row.category === mail.category &&
			(address === undefined || textOf(row.recipientEmail).toLowerCase() === address);

		const since = (headers: IDataObject) =>
			sentAt.ticks + clockAhead(headers) - (dateOf(headers) === undefined ? UNKNOWN_CLOCK : SLACK);
		let pages = 0;
		const isEnough = () => ++pages >= MAX_PAGES;
		const { rows } = await readSince(this, EMAILS, { source: 'APP_API' }, since, isEnough);
		return (
			rows
				.filter(isAlike)
				.map(({ messageId, status }) => ({ id: textOf(messageId), status: textOf(status) }))
				// A row without a message ID is an email that stemp could not send.
				.filter(({ id }) => id !== '')
				.map(({ id, status }) => ({
					id,
					status,
					// The answer would have been "sent", but stemp has learned more since.
					outputs: [sentItem(mail, { messageId: id, status: status.toLowerCase() || null })],
					// In that case, the recipient is not compared.
					...(address === undefined && { isProven: false }),
				}))
		);
	},
};

/** The address in the logs for an email to this id; undefined for members, whose data can't be read. */
async function addressOf(
	context: IExecutePaginationFunctions,
	to: string,
): Promise<string | undefined> {
	if (!to.startsWith('usr_')) return undefined;
	const user = await getUser(context, `${USERS}/${to}`).catch(() => undefined);
	const address = isObject(user?.body) ? textOf(user.body.email).toLowerCase() : '';
	return address === '' ? undefined : address;
}
