import type { AcceptedMessage, Sandbox } from '../../sandbox';
import type { N8n } from './n8n';
import type { DemoRecord } from './record';
import type { ProofFolder } from './proofFolder';

/** The context of a demonstration. */
export interface DemoContext extends N8n {
	sandbox: Sandbox;
	/** The record of what happens, in order. */
	record: DemoRecord;
	/** The folder for proof files. */
	folder: ProofFolder;
}

/** What has to happen, as text: each exactly once, and nothing else. */
export interface Expectations {
	/** The messages that the provider accepts, as named by `nameOf`. */
	sent: string[];
	/** The reports of the workflows, as in `DemoRecord.reports`. */
	reported: string[];
	/** The files, by `Proof.name`. */
	kept: string[];
}

/** The part of the demonstration that belongs to one provider. */
export interface ProviderDemo {
	/** Shown as the heading. */
	title: string;
	/**
	 * Runs the provider's workflows of examples/, and records the results.
	 * @throws on a failure after which it can't continue
	 */
	run(context: DemoContext): Promise<void>;
	/** The name in `expected.sent` of a message that the provider accepted. */
	nameOf(message: AcceptedMessage): string;
	expected: Expectations;
}
