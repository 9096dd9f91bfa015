import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { isObject, textOf } from '../../../shared/json';
import { lookAgain } from '../../../shared/outcome/lookAgain';
import type { LookedUp, Lookup } from '../../../shared/policy';
import { get } from '../../lists';
import { EMAILS, readSince } from '../../logs';
import { USERS } from '../user/users';
import type { Mail } from './mail';
import { isKnownId, noteId, sentItem } from './sent';

/** Milliseconds before each look at the logs: an e-mail may take a moment to show in them. */
const PAUSES = [250, 750, 1500, 3000];

/** By how much a log row may be older than the send: the Date header has whole seconds, and is on its way. */
const SLACK = 2_000;

/** The same, where stemp does not tell its time. */
const UNKNOWN_CLOCK = 5 * 60_000;

/**
 * Looks in the logs for a send whose answer was lost: by recipient, subject, category and time. stemp
 * takes no key of ours, so two equal e-mails to one recipient at one time can't be told apart, and then
 * nothing is claimed.
 */
export const lookUpMail: Lookup<Mail> = async function (mail, sentAt) {
	const address = await addressOf(this, mail.to);
	const isAlike = (row: IDataObject) =>
		row.subject === mail.subject &&
		row.category === mail.category &&
		(address === undefined || textOf(row.recipientEmail).toLowerCase() === address);

	let isSure = true;
	/** What is known now; undefined if the e-mail may still show. */
	const look = async (): Promise<{ found: LookedUp } | undefined> => {
		const { rows, isComplete, now } = await readSince(
			this,
			EMAILS,
			{ source: 'APP_API' },
			(clock) =>
				clock === undefined
					? sentAt.getTime() - UNKNOWN_CLOCK
					: sentAt.getTime() + (clock - Date.now()) - SLACK,
		);
		const alike = rows.filter(isAlike).map(({ messageId }) => textOf(messageId));
		// A row without a message id is an e-mail that stemp could not send.
		const unknown = alike.filter((messageId) => messageId !== '' && !isKnownId(messageId));
		if (address !== undefined && unknown.length === 1) {
			noteId(unknown[0]);
			return { found: [sentItem(mail, { messageId: unknown[0], status: 'sent' })] };
		}
		if (unknown.length > 0) return { found: undefined };
		isSure = isComplete && now !== undefined;
		return undefined;
	};
	const looked = await lookAgain(PAUSES, look);
	if (looked) return looked.found;
	return isSure ? 'notSent' : undefined;
};

/** Where the logs say that an e-mail to this id went; undefined for members, of whom nothing can be read. */
async function addressOf(
	context: IExecutePaginationFunctions,
	to: string,
): Promise<string | undefined> {
	if (!to.startsWith('usr_')) return undefined;
	const user = await get(context, `${USERS}/${to}`).catch(() => undefined);
	const address = isObject(user?.body) ? textOf(user.body.email).toLowerCase() : '';
	return address === '' ? undefined : address;
}
