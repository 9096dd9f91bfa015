import type { INodeTypeDescription } from 'n8n-workflow';

import type { RateLimit } from '../policy';

type NodeHint = NonNullable<INodeTypeDescription['hints']>[number];

/** Durations in words, from the given number of seconds. */
const DURATIONS: Array<[seconds: number, words: string]> = [
	[0, 'less than a minute'],
	[60, '1 to 5 minutes'],
	[300, '5 to 15 minutes'],
	[900, '15 to 60 minutes'],
	[3600, '1 to 3 hours'],
	[10_800, 'more than 3 hours'],
];

/**
 * A hint that the editor displays while the node runs. It can't show progress, so the number of items decides which
 * hint is displayed.
 */
const hint = (message: string, conditions: string[]): NodeHint => ({
	message,
	type: 'info',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	displayCondition: `={{ ${conditions.join(' && ')} }}`,
});

/** The operations of a provider whose rate limit makes long runs slow. */
interface RateLimitedSends {
	/** The provider's name as its users know it. */
	service: string;
	/** As the provider documents it. */
	rateLimit: RateLimit;
	/** Those that send, by `resource.operation`. */
	sends: string[];
	/** Whether the limit is for all other operations as well. */
	isForAll?: boolean;
}

/** Hints about how long a run takes, if the provider's documented rate limit makes a run of many items take minutes. */
export function progressHints({
	service,
	rateLimit,
	sends,
	isForAll,
}: RateLimitedSends): NodeHint[] {
	const count = '$input.all().length';
	const isSend = `${JSON.stringify(sends)}.includes($parameter.resource + "." + $parameter.operation)`;
	const seconds = secondsFor(rateLimit, `(${count} - 1)`);
	const hintsOf = (which: string, more: string) =>
		DURATIONS.map(([from, words], index) => {
			const [to = Infinity] = DURATIONS[index + 1] ?? [];
			return hint(
				`${service} accepts ${rateInWords(rateLimit)}, so these items take ${words}.${more}`,
				[
					which,
					`${count} > 1`,
					'!$parameter.options?.combineItems',
					`${seconds} >= ${from}`,
					`${seconds} < ${to}`,
				],
			);
		});
	return [
		...hintsOf(isSend, ' What has been sent stays sent if you stop the execution.'),
		...(isForAll ? hintsOf(`!${isSend}`, '') : []),
	];
}

/** The rate, as the provider documents it. */
function rateInWords({ minInterval, window }: RateLimit): string {
	if (window) return `${window.requests} requests in ${window.milliseconds / 1000} seconds`;
	return minInterval ? `one request in ${Math.round(minInterval / 1000)} second` : '';
}

/**
 * The seconds until the last of several requests leaves, as an expression. @param before the number of requests
 * before it
 */
function secondsFor({ minInterval = 0, window }: RateLimit, before: string): string {
	if (!window) return `${before} * ${minInterval / 1000}`;
	const requests = `($parameter.options?.maxRequestsPerMinute || ${window.requests})`;
	return `Math.floor(${before} / ${requests}) * ${window.milliseconds / 1000}`;
}

/** The hint for an operation that waits for a final status. */
export const waitingHint: NodeHint = hint(
	"It waits until each status is final, or the time of 'Wait at Most (Minutes)' is up. The execution stays open meanwhile.",
	['$parameter.options?.waitForFinalStatus === true'],
);
