import type { IPollFunctions } from 'n8n-workflow';

import type { Delivery } from '../shared/delivery';
import { booleanIn, choicesIn, idsIn, lineIn } from '../shared/parameters/parameter';
import type { IsTimeUp, Source, Sources } from '../shared/polling';
import { addressedTo } from './aggregatedStatus';
import { readMail } from './inbox';
import type { WatchedMail } from './inboxReading';
import { inboxSource } from './inboxSource';
import type { InboxCursor } from './knownInbox';

/** New mails of the inbox. */
function newMessages(context: IPollFunctions): Source<InboxCursor> {
	const categories = choicesIn(context, 'categories');
	const withText = booleanIn(context, 'options.includeBody');
	return inboxSource(context, {
		name: 'pecMassiva:inbox',
		q: lineIn(context, 'options.q'),
		settings: categories,
		isWanted: ({ classification }) =>
			categories.length === 0 || categories.includes(classification.category),
		toJson: async (mail, isTimeUp) =>
			withText ? { ...mail, body: await textNow(context, mail, isTimeUp) } : mail,
	});
}

/** The outcomes of a send that the trigger distinguishes, by the state that a receipt means. */
const OUTCOMES: Partial<Record<Delivery['state'], string>> = {
	sent: 'accepted',
	delivered: 'delivered',
	rejected: 'failed',
	failed: 'failed',
	delayed: 'delayed',
};

/** A handover between providers is not an outcome, although its state is that of the acceptance. */
const outcomeOf = ({ classification, delivery }: WatchedMail) =>
	classification.type === 'presa-in-carico' ? undefined : OUTCOMES[delivery.state];

/** The receipts that show the outcome of a send. */
function sendOutcomes(context: IPollFunctions): Source<InboxCursor> {
	const wanted = choicesIn(context, 'outcomes');
	const codes = idsIn(context, 'codes');
	const isAbout = (code: string | null) =>
		codes.length === 0 || (code !== null && codes.includes(code));
	return inboxSource(context, {
		name: 'pecMassiva:outcome',
		q: '',
		settings: [wanted, codes],
		isWanted: (mail) => wanted.includes(outcomeOf(mail) ?? '') && isAbout(mail.classification.code),
		toJson: async (mail, isTimeUp) => {
			const { code, subject } = mail.classification;
			const body = await textNow(context, mail, isTimeUp);
			const named = body === null ? [] : addressedTo({ ...mail, body });
			const recipients = named.map(({ address }) => address);
			return { code, outcome: outcomeOf(mail), recipients, subject, ...mail, body };
		},
	});
}

/**
 * The text of a mail, which requires a separate request. Null if there is no time for it, or if another mail has the
 * ID by now: the event matters more than its text.
 */
async function textNow(
	context: IPollFunctions,
	mail: WatchedMail,
	isTimeUp: IsTimeUp,
): Promise<string | null> {
	if (isTimeUp()) return null;
	const found = await readMail(context, mail.id, mail).catch(() => undefined);
	return found?.body ?? null;
}

/** The poll source of each event of the trigger. */
export const pollSources: Sources = { newMessage: newMessages, sendOutcome: sendOutcomes };
