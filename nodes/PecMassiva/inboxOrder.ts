import type { InboxMail } from './api';

/** How many pairs of neighbours have to differ in time before the order of IDs is derived from them. */
const ENOUGH_PAIRS = 10;

/** The share of these pairs that has to agree. */
const MAJORITY = 0.8;

/** What the IDs of mails show about their order of arrival. */
export interface IdOrder {
	/** 1 if later mails have higher IDs, -1 if they have lower ones. */
	direction: 1 | -1;
	/** Whether the dates prove it. If there are too few, the order of the vendor's sample is assumed. */
	isShown: boolean;
}

/**
 * What the IDs of mails say about their order of arrival; undefined if nothing. A few wrong dates do not matter,
 * because the majority decides.
 */
export function idOrderOf(mails: InboxMail[]): IdOrder | undefined {
	if (!mails.every(({ id }) => Number.isSafeInteger(id))) return undefined;
	const times = [...mails]
		.sort((a, b) => a.id - b.id)
		.map(({ date }) => Date.parse(date))
		.filter((time) => !Number.isNaN(time));
	const steps = times.slice(1).map((time, index) => Math.sign(time - times[index]));
	const [up, down] = [1, -1].map((sign) => steps.filter((step) => step === sign).length);
	if (up + down < ENOUGH_PAIRS) return { direction: 1, isShown: false };
	if (up >= MAJORITY * (up + down)) return { direction: 1, isShown: true };
	return down >= MAJORITY * (up + down) ? { direction: -1, isShown: true } : undefined;
}

/**
 * Whether the mails of one page are newer than those of another, by the majority of their dates, and by their IDs as
 * far as these agree with the dates; undefined if there is no evidence, or if it conflicts.
 */
export function areNewer(some: InboxMail[], others: InboxMail[]): boolean | undefined {
	const direction = idOrderOf([...some, ...others])?.direction ?? NaN;
	const byId = compared(some, others, ({ id }) => direction * id);
	const byDate = compared(some, others, ({ date }) => Date.parse(date));
	const isContradiction = byId !== undefined && byDate !== undefined && byId !== byDate;
	return isContradiction ? undefined : (byId ?? byDate);
}

function compared(
	some: InboxMail[],
	others: InboxMail[],
	value: (mail: InboxMail) => number,
): boolean | undefined {
	const difference = middle(some.map(value)) - middle(others.map(value));
	return difference > 0 || difference < 0 ? difference > 0 : undefined;
}

/** NaN if there is no number. */
function middle(values: number[]): number {
	const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? NaN;
}
