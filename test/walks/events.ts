import { PROVIDERS, type Provider } from '../../tools/providers';
import type { Model } from '../../tools/providers/walks';

/** An event of a polling trigger, as used in walks. */
export interface WalkedEvent {
	provider: Provider;
	/** Its name in the provider's walks. */
	title: string;
	model: Model;
}

/** The events of a provider. */
export const walkedEventsOf = (provider: Provider): WalkedEvent[] =>
	Object.entries(provider.walks.models).map(([title, model]) => ({ provider, title, model }));

/** All events of all triggers, by provider. */
export const WALKED_EVENTS = PROVIDERS.flatMap(walkedEventsOf);
