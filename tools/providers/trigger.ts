import type { INodeParameters } from 'n8n-workflow';
import type { AcceptedMessage, Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';

/** What an event of a trigger tells of what was sent. */
export interface ToldEvent {
	/** Of the trigger, beside the event. @param accepted what the provider has taken on */
	parameters?: (accepted: AcceptedMessage[]) => INodeParameters;
	/** A word that its output has; of files n8n shows the names first. */
	shows: string;
}

/** A polling trigger, and how there comes to be something for it to tell. */
export interface PollingTrigger {
	/** With the event that tells of `change`. */
	node: INodeJson;
	/**
	 * Lets one thing come about that changes once, within the next minutes of the sandbox's clock.
	 * @param name is in the event that tells of it
	 */
	change: (sandbox: Sandbox, name: string) => Promise<unknown>;
	/** What has to be sent for each event to have something to tell. The nodes get a PDF as `data`. */
	sends: INodeJson[];
	/** What each event tells two hours later, by its value. */
	events: Record<string, ToldEvent>;
}
