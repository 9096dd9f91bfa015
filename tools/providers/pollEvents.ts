import type { INodeParameters } from 'n8n-workflow';
import type { Duration, Sandbox } from '../../sandbox';

/** A thing at a provider that a trigger will report. */
export interface Thing {
	/** A text that occurs only in the items about this thing. */
	name: string;
	/** Parameters that the trigger needs, if the user names what is watched. */
	parameters?: INodeParameters;
	/** Creates it, unless it existed before the trigger was activated. */
	come?: () => unknown;
	/** The time after which it has changed. Default: ten minutes. */
	changesIn?: Duration;
}

/** An event of a polling trigger, and how to cause it. */
export interface PollEvent {
	/** The value of the trigger's parameter. */
	event: string;
	/** The title in the fault matrix. */
	title: string;
	parameters?: INodeParameters;
	/** The provider's server that is polled for it. Default: its API. */
	server?: string;
	/**
	 * Prepares a thing that changes within minutes of the sandbox's clock.
	 * @param marker occurs in no other thing
	 */
	thing: (sandbox: Sandbox, marker: string) => Promise<Thing> | Thing;
}

/** The events of a provider's polling trigger. */
export interface PollEvents {
	events: PollEvent[];
}

/** Existing things must not change while the first poll of a trigger waits for a fault to end. */
export const changesIn: Duration = { days: 2 };
