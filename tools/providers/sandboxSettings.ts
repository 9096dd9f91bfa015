import type { Sandbox } from '../../sandbox';

/** An answer that asks to be left alone for some time. */
export interface ThrottledAnswer {
	/** @param now the time of the answer, which it has in its Date header @param seconds for how long */
	answer: (now: Date, seconds: number) => { headers?: Record<string, string>; body: unknown };
	/** For how long, where the documents say so and not the answer. */
	seconds?: number;
	/** Whether it names a time, so that it is true once. */
	isDated?: true;
}

/** How a provider's sandbox is set for tests that are about something else, or about just that. */
export interface SandboxSettings {
	/** It counts the requests of an address, so all that a process runs at once waits for one another. */
	isPerAddress?: true;
	/** Turns off limits. */
	liftLimits?: (sandbox: Sandbox) => void;
	/** The answers, 429, by which its documents let it say that it takes no more for some time; by what tells them apart. */
	throttling?: Record<string, ThrottledAnswer>;
	/** Lets tokens live on, and numbers close up after a deletion: to delete twice deletes another. */
	beStrict?: (sandbox: Sandbox) => void;
	/** Shows what was accepted in lists, logs, inboxes and receipts only after some time, in seconds. */
	showAfter?: (sandbox: Sandbox, seconds: number) => void;
	/** Keeps what was sent, and the key that it is known by, for so many days. */
	keepFor?: (sandbox: Sandbox, days: number) => void;
}

/** Lifts the limits of providers that count by address: a real n8n would wait for minutes at each. */
export function liftPerAddress(
	providers: Array<{ sandboxSettings: SandboxSettings }>,
	sandbox: Sandbox,
): void {
	for (const { sandboxSettings } of providers) {
		if (sandboxSettings.isPerAddress) sandboxSettings.liftLimits?.(sandbox);
	}
}
