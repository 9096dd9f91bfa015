import type { IDataObject } from 'n8n-workflow';

import { isObject, textOf } from '../shared/json';
import { isAboutValues, RULES } from './errors';

/**
 * Why stemp does not send to a recipient.
 * - `optedOut`: they unsubscribed from the category
 * - `suppressed`: their address bounced, or they complained
 * - `optedOutOrSuppressed`: one of the two; the answer does not show which
 */
export type Rejection = 'optedOut' | 'suppressed' | 'optedOutOrSuppressed';

/** The categories that a recipient can opt out of (Email API, Unsubscribable Categories). */
const UNSUBSCRIBABLE = ['marketing', 'product_updates', 'general'];

/** What to do about each. */
export const REJECTION_HINTS: Record<Rejection, string> = {
	optedOut:
		"The recipient has opted out of this category. To go on with such recipients as items, add the option 'Return Rejected Recipients'.",
	suppressed:
		"The recipient's address is suppressed after a hard bounce or a complaint; only an admin of the organization can lift that. To go on with such recipients as items, add the option 'Return Rejected Recipients'.",
	optedOutOrSuppressed:
		"The recipient has opted out of this category, or the address is suppressed; Get Many of the resource Suppression tells which. To go on with such recipients as items, add the option 'Return Rejected Recipients'.",
};

const OPT_OUT = /opt(ed)?[\s_-]*out|unsubscri/i;
const SUPPRESSION = /suppress/i;

/** Whom a message has to be about: an attachment or a subject may have the same words in it. */
const RECIPIENT = /\b(recipient|address|user|member|contact|email)\b/i;

/** What an answer quotes is not its own words. */
const QUOTED = /"[^"]*"|'[^']*'/g;

/** Codes that say no more than the status. */
const GENERAL = ['', '422', 'unprocessable_entity', 'unprocessable_content'];

/** Texts by which stemp may tell the reason: its code, the rules that were broken, and its message. */
function wordsOf(body: IDataObject): string {
	const { code = '', message = '' } = isObject(body.error) ? body.error : body;
	const own = textOf(message).replace(QUOTED, '');
	const rules = isObject(body[RULES]) ? Object.keys(body[RULES]) : [];
	return [textOf(code), ...rules, RECIPIENT.test(own) ? own : ''].join(' ');
}

/** Whether an answer says no more than its status: there are two reasons for that, and no code for either. */
function saysNothing(body: IDataObject): boolean {
	const { code, message } = isObject(body.error) ? body.error : body;
	return !isAboutValues(body) && textOf(message) === '' && GENERAL.includes(textOf(code));
}

/**
 * Reads the reason from an answer. stemp uses the status 422 for both and documents no code for either, so the
 * wording of the answer decides. If it says nothing, the category does: nobody can opt out of transactional and
 * security emails.
 * @returns undefined if the answer says something else
 */
export function rejectionIn(
	{ statusCode, body = {} }: { statusCode: number; body?: unknown },
	category: unknown,
): Rejection | undefined {
	if (statusCode !== 422) return undefined;
	const answer = body === '' || body === null ? {} : body;
	if (!isObject(answer)) return undefined;
	const words = wordsOf(answer);
	const isOptOut = OPT_OUT.test(words);
	const isSuppression = SUPPRESSION.test(words);
	if (isOptOut !== isSuppression) return isOptOut ? 'optedOut' : 'suppressed';
	if (!isOptOut && !saysNothing(answer)) return undefined;
	return UNSUBSCRIBABLE.includes(String(category)) ? 'optedOutOrSuppressed' : 'suppressed';
}
