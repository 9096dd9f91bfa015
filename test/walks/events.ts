import { PROVIDERS, type Provider } from '../../tools/providers';
import type { Model } from '../../tools/providers/walks';

/** An event of a polling trigger, as walks play it. */
export interface WalkedEvent {
	provider: Provider;
	/** As the provider's walks call it. */
	title: string;
	model: Model;
}

/** Those of a provider. */
export const walkedEventsOf = (provider: Provider): WalkedEvent[] =>
	Object.entries(provider.walks.models).map(([title, model]) => ({ provider, title, model }));

/** All events of all triggers, provider by provider. */
export const WALKED_EVENTS = PROVIDERS.flatMap(walkedEventsOf);
