import type { User } from '../../test/n8n/user';
import type { WorkflowJson } from '../engine/engine';

/** An example that sends, and where its user lets it begin. */
export interface SendingExample {
	/** The example, with what its note asks for. */
	workflow: () => WorkflowJson;
	/** Where it begins. */
	trigger: string;
	/** The node that sends, where what follows waits for an hour. */
	upTo?: string;
}

/** What a user does with an example in n8n's editor, and then looks at. */
export type Use = (user: User) => Promise<void>;

/** The workflows in examples/ that are of one provider. */
export interface Examples {
	/** The one by which the provider's package is tried. */
	sending: SendingExample;
	/** All of them, by their names. In this order, because letters have to be sent before they can be followed. */
	uses: Record<string, Use>;
}
