import type { Sandbox } from '../../sandbox';

/** A response that asks the client to wait for some time. */
export interface ThrottledAnswer {
	/** @param now the time of the response, which is in its Date header @param seconds how long to wait */
	answer: (now: Date, seconds: number) => { headers?: Record<string, string>; body: unknown };
	/** How long to wait, if this is documented instead of part of the response. */
	seconds?: number;
	/** Whether it contains an absolute time, so that it is valid only once. */
	isDated?: true;
}

/** How to configure a provider's sandbox for tests about something else, or about exactly that. */
export interface SandboxSettings {
	/** It counts requests per address, so everything that a process runs concurrently waits for each other. */
	isPerAddress?: true;
	/** Turns off limits. */
	liftLimits?: (sandbox: Sandbox) => void;
	/** The documented 429 responses by which it asks to wait, by what distinguishes them. */
	throttling?: Record<string, ThrottledAnswer>;
	/** Keeps tokens valid, and renumbers after a deletion, so that deleting twice deletes another item. */
	beStrict?: (sandbox: Sandbox) => void;
	/** Delays the appearance of accepted messages in lists, logs, inboxes and receipts, in seconds. */
	showAfter?: (sandbox: Sandbox, seconds: number) => void;
	/** Keeps sent messages, and the keys that identify them, for this many days. */
	keepFor?: (sandbox: Sandbox, days: number) => void;
}

/** Lifts the limits of providers that count per address: a real n8n would wait for minutes at each. */
export function liftPerAddress(
	providers: Array<{ sandboxSettings: SandboxSettings }>,
	sandbox: Sandbox,
): void {
	for (const { sandboxSettings } of providers) {
		if (sandboxSettings.isPerAddress) sandboxSettings.liftLimits?.(sandbox);
	}
}
