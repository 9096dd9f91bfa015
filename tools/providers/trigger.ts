import type { INodeParameters } from 'n8n-workflow';
import type { AcceptedMessage, Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';

/** How a trigger's event reports what was sent. */
export interface ToldEvent {
	/** The trigger's parameters in addition to the event. @param accepted the messages that the provider has accepted */
	parameters?: (accepted: AcceptedMessage[]) => INodeParameters;
	/** A word in its output; for files n8n shows the names first. */
	shows: string;
}

/** A polling trigger, and how to cause its events. */
export interface PollingTrigger {
	/** With the event that reports `change`. */
	node: INodeJson;
	/**
	 * Creates a thing that changes once within the next minutes of the sandbox's clock.
	 * @param name occurs in the event that reports it
	 */
	change: (sandbox: Sandbox, name: string) => Promise<unknown>;
	/** The sends that each event needs to have something to report. The nodes get a PDF as `data`. */
	sends: INodeJson[];
	/** What each event reports two hours later, by its value. */
	events: Record<string, ToldEvent>;
}
