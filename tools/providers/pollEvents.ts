import type { INodeParameters } from 'n8n-workflow';
import type { Duration, Sandbox } from '../../sandbox';

/** A thing at a provider that a trigger will tell of. */
export interface Thing {
	/** What the items that tell of it hold, and no others. */
	name: string;
	/** What the trigger needs to know of it, where the user names what is watched. */
	parameters?: INodeParameters;
	/** Lets it come about, unless it was there before the trigger was activated. */
	come?: () => unknown;
	/** After what time it has changed. Default: ten minutes. */
	changesIn?: Duration;
}

/** An event of a polling trigger, and how it comes about. */
export interface PollEvent {
	/** As the trigger's parameter has it. */
	event: string;
	/** As the fault matrix names it. */
	title: string;
	parameters?: INodeParameters;
	/** Which of the provider's servers is asked for it. Default: its API. */
	server?: string;
	/**
	 * Makes ready for one thing that changes within minutes of the sandbox's clock.
	 * @param marker is in no other thing
	 */
	thing: (sandbox: Sandbox, marker: string) => Promise<Thing> | Thing;
}

/** The events of a provider's polling trigger. */
export interface PollEvents {
	events: PollEvent[];
}

/** What is there before a trigger must not change while its first poll waits out a fault. */
export const changesIn: Duration = { days: 2 };
