import type { Policy, RequestOptions } from './policy';

/** What helps a person to find a send of unknown outcome at the provider: label -> value. */
export type Traces = Record<string, string>;

export const tracesOf = (policy: Policy, request: RequestOptions, sentAt: Date): Traces => ({
	...policy.traces?.(request),
	'Time of the request': sentAt.toISOString(),
});

export const told = (traces: Traces) =>
	Object.entries(traces)
		.map(([label, value]) => `${label}: ${value}`)
		.join('. ');
