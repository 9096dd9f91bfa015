import type { User } from '../../test/n8n/user';
import type { WorkflowJson } from '../engine/engine';

/** An example that sends, and where its user starts it. */
export interface SendingExample {
	/** The example, filled in as its note asks. */
	workflow: () => WorkflowJson;
	/** The trigger to start at. */
	trigger: string;
	/** The sending node, if the nodes after it wait for an hour. */
	upTo?: string;
}

/** How a user runs an example in n8n's editor, and checks the results. */
export type Use = (user: User) => Promise<void>;

/** The example workflows of one provider. */
export interface Examples {
	/** The example with which the provider's package is tested. */
	sending: SendingExample;
	/** All examples, by name. Run in this order, because letters have to be sent before they can be tracked. */
	uses: Record<string, Use>;
}
