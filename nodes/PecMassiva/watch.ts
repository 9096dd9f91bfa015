import type { IPollFunctions } from 'n8n-workflow';

import { textOf } from '../shared/json';
import type { Source } from '../shared/polling';
import { readMail } from './inbox';
import { watchInbox, type WatchedMail } from './inboxWatch';
import type { MailType } from './receipts';
import { addressedTo } from './verdict';

/** New mails of the inbox. */
export function newMessages(context: IPollFunctions): Source {
	const categories = context.getNodeParameter('categories', []) as string[];
	const withText = context.getNodeParameter('options.includeBody', false) as boolean;
	return watchInbox(context, {
		name: 'pecMassiva:inbox',
		q: textOf(context.getNodeParameter('options.q', '')),
		settings: categories,
		isWanted: ({ classification }) =>
			categories.length === 0 || categories.includes(classification.category),
		toJson: async (mail, hasTime) =>
			withText ? { ...mail, body: await textNow(context, mail, hasTime) } : mail,
	});
}

/** The outcomes of a send that the trigger tells apart, by the receipts that tell of them. */
const OUTCOMES: Partial<Record<MailType, string>> = {
	accettazione: 'accepted',
	'avvenuta-consegna': 'delivered',
	'non-accettazione': 'failed',
	'errore-consegna': 'failed',
	'preavviso-errore-consegna': 'delayed',
};

/** Receipts, as they tell what became of a send. */
export function sendOutcomes(context: IPollFunctions): Source {
	const wanted = context.getNodeParameter('outcomes', []) as string[];
	const codes = textOf(context.getNodeParameter('codes', ''))
		.split(/[\s,;]+/)
		.filter(Boolean);
	const isAbout = (code: string | null) =>
		codes.length === 0 || (code !== null && codes.includes(code));
	return watchInbox(context, {
		name: 'pecMassiva:outcome',
		q: '',
		settings: [wanted, codes],
		isWanted: ({ classification: { type, code } }) =>
			wanted.includes(OUTCOMES[type] ?? '') && isAbout(code),
		toJson: async (mail, hasTime) => {
			const { type, code, subject } = mail.classification;
			const body = await textNow(context, mail, hasTime);
			const named = body === null ? [] : addressedTo({ ...mail, body });
			const recipients = named.map(({ address }) => address);
			return { code, outcome: OUTCOMES[type], recipients, subject, ...mail, body };
		},
	});
}

/**
 * The text of a mail, which has to be asked for by itself. Null if there is no time for it, or if the
 * mail's ID has passed to another one meanwhile: the event is worth more than its text.
 */
async function textNow(
	context: IPollFunctions,
	mail: WatchedMail,
	hasTime: () => boolean,
): Promise<string | null> {
	if (!hasTime()) return null;
	const found = await readMail(context, mail.id, mail).catch(() => undefined);
	return found?.body ?? null;
}
