import { PROVIDERS, type Provider } from '../../../tools/providers';
import type { PollEvent } from '../../../tools/providers/pollEvents';

/** An event of a polling trigger with its provider, which the title also names. */
export interface PolledEvent extends PollEvent {
	provider: Provider;
}

/** Each event of the polling triggers. */
export const POLLED_EVENTS = PROVIDERS.flatMap((provider) =>
	provider.pollEvents.events.map((event): PolledEvent => ({
		...event,
		provider,
		title: `${provider.title}: ${event.title}`,
	})),
);
