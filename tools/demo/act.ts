import type { AcceptedMessage, Sandbox } from '../../sandbox';
import type { N8n } from './n8n';
import type { Notebook } from './notebook';
import type { ProofFolder } from './proofFolder';

/** What an act plays with. */
export interface Scene extends N8n {
	sandbox: Sandbox;
	/** Where the act writes down what it sees, as it happens. */
	notebook: Notebook;
	/** For the files that prove something. */
	folder: ProofFolder;
}

/** What has to happen in an act, in words. Each exactly once, and nothing else. */
export interface Expectations {
	/** Messages that the provider takes on; named by `nameOf`. */
	sent: string[];
	/** What the workflows report; as in `Notebook.reports`. */
	reported: string[];
	/** Files; as `Proof.name`. */
	kept: string[];
}

/** The part of the demonstration that belongs to one provider. */
export interface Act {
	/** What the act is about. */
	title: string;
	/**
	 * Runs the provider's workflows of examples/, and notes what comes of it.
	 * @throws if something fails that the act can't go on without
	 */
	play(scene: Scene): Promise<void>;
	/** The words of `expected.sent` for a message that the provider took on. */
	nameOf(message: AcceptedMessage): string;
	expected: Expectations;
}
