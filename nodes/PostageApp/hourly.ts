import type { IDataObject } from 'n8n-workflow';

import { BoundedMap } from '../shared/bounded';
import { monotonicNow } from '../shared/clock';

/*
 * What triggers ask for once an hour at most, as PostageApp wants it for transmissions (the page on
 * get_message_transmissions). So that a poll that fails after an answer does not lose it, each is kept until a poll
 * has saved what it found. A restart of n8n forgets all, which costs one request too many.
 */

const HOUR = 60 * 60_000;

/** How many requests are remembered: all that ten triggers can watch. */
const MAX_REMEMBERED = 50_000;

/** The most triggers that answers are kept for. */
const MAX_TRIGGERS = 1_000;

/** The transmissions of a message; undefined if PostageApp does not show them. */
type Answer = IDataObject[] | undefined;

/** A request for something. */
interface Attempt {
	/** When it was made, by the monotonic clock. */
	at: number;
	/** There is an answer, or it is on its way. */
	isAnswered: boolean;
}

const attempts = new BoundedMap<string, Attempt>(MAX_REMEMBERED);

/** By trigger, and by what was asked for. */
const unsaved = new BoundedMap<string, Map<string, Promise<Answer>>>(MAX_TRIGGERS);

const keyOf = (trigger: string, what: string) => JSON.stringify([trigger, what]);

/** Whether something may be asked for. @param trigger who asks */
export function isDue(trigger: string, what: string): boolean {
	const attempt = attempts.get(keyOf(trigger, what));
	return !attempt?.isAnswered || monotonicNow() - attempt.at >= HOUR;
}

/** When it was asked for last, by the monotonic clock; -1 if nobody knows. */
export const lastAsked = (trigger: string, what: string): number =>
	attempts.get(keyOf(trigger, what))?.at ?? -1;

function note(trigger: string, what: string, isAnswered: boolean): void {
	const key = keyOf(trigger, what);
	// An entry that is set again becomes the newest.
	attempts.delete(key);
	attempts.set(key, { at: monotonicNow(), isAnswered });
}

function answersFor(trigger: string): Map<string, Promise<Answer>> {
	const answers = unsaved.get(trigger) ?? new Map<string, Promise<Answer>>();
	unsaved.set(trigger, answers);
	return answers;
}

/**
 * Asks, if it is due. Otherwise it is the answer that is on its way or not saved yet, or undefined.
 * @param make asks; after a failure, it may be asked for again
 */
export async function askHourly(
	trigger: string,
	what: string,
	make: () => Promise<Answer>,
): Promise<Answer> {
	const answers = answersFor(trigger);
	if (!isDue(trigger, what)) return await answers.get(what);
	note(trigger, what, true);
	const answer = make();
	answers.set(what, answer);
	return await answer.catch(async () => {
		note(trigger, what, false);
		answers.delete(what);
		return await answer;
	});
}

/** The answers that no poll has saved yet, also to what is not asked for any more. */
export const unsavedAnswers = async (trigger: string): Promise<Answer[]> =>
	await Promise.all(answersFor(trigger).values());

/** To be called when a poll has saved what it found. */
export const noteSaved = (trigger: string): void => void unsaved.delete(trigger);
