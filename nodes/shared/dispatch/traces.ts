/** What helps a person to find a send of unknown outcome at the provider: label -> value. */
export type Traces = Record<string, string>;

export const told = (traces: Traces) =>
	Object.entries(traces)
		.map(([label, value]) => `${label}: ${value}`)
		.join('. ');
