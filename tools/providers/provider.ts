import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { ProviderApis, Sandbox } from '../../sandbox';
import type { Contract } from '../../sandbox/contract';
import type { Measured } from '../bench/measured';
import type { ProviderDemo } from '../demo/providerDemo';
import type { INodeJson } from '../engine/engine';
import type { Answers } from './answers';
import type { ProviderCheck } from './check';
import type { CredentialFacts } from './credential';
import type { Facts } from './facts';
import type { CustomerFact } from './customerFacts';
import type { FieldFacts } from './fields';
import type { Hostile } from './hostile';
import type { Sending } from './sending';
import type { WebhookTrigger } from './webhook';
import type { ProviderTables } from './tables';
import type { Examples } from './examples';
import type { Mailing } from './mailing';
import type { PollingTrigger } from './trigger';
import type { Accounts } from './accounts';
import type { Architecture } from './architecture';
import type { Operations } from './operations';
import type { PollEvents } from './pollEvents';
import type { PushCheck } from './pushCheck';
import type { QuickStart } from './quickStart';
import type { Rehearsal } from './rehearsal';
import type { SandboxSettings } from './sandboxSettings';
import type { Walks } from './walks';

/** The names of all providers, as in their node types. */
export type ProviderName = keyof ProviderApis;

/**
 * A provider as seen by tests, tools and documents. Everything that exists once per provider is a property here, so
 * that a provider that lacks one does not compile. Each property is a file in the provider's folder.
 */
export interface Provider {
	/** The name of its node type, also used by the sandbox, its journal and the triggers' event IDs. */
	name: ProviderName;
	/** The provider's own spelling of its name. */
	title: string;
	/** Its folder in nodes/. */
	folder: string;
	/** The name of its page in docs/; also the prefix of its examples and the suffix of its package. */
	page: string;
	/** The type of its node's credential. */
	credential: string;
	/** A credential for the sandbox that is sufficient for all operations of the fault matrix. */
	account: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Creates its node for one operation; `node` overrides fields other than the parameters. */
	node: (
		operation: [string, string],
		parameters?: INodeParameters,
		node?: Partial<INodeJson>,
	) => INodeJson;
	/** Its credential types, by name. */
	credentials: Record<string, CredentialFacts>;
	/** Its representative send. */
	sending: Sending;
	/** Which parts of its answers may be omitted from the output. */
	answers: Answers;
	/** What its documentation states and leaves open; its page, the sandbox's page and the check are derived from it. */
	contract: Contract;
	/** How the contract is checked with an account. */
	check: ProviderCheck;
	/** How that check is rehearsed with the sandbox. */
	rehearsal: Rehearsal;
	/** What its pages state about its nodes and its sandbox. */
	facts: Facts;
	/** The operations that return a list: whole with one request, or paged. Keyed by `resource.operation`. */
	lists: Record<string, 'whole' | 'paged'>;
	/** How the fields of its node are filled in. */
	fields: FieldFacts;
	/** Input from others that its modules process, of any length. */
	hostile: Hostile;
	/** Its webhook trigger, if it pushes. */
	webhook?: WebhookTrigger;
	/** Tables for the documents. */
	tables: ProviderTables;
	/** What it sends, in the README's words. */
	sends: string;
	/** What its nodes do, as npm shows it beside the package name. */
	description: string;
	/** Search terms for n8n's list of nodes, in its users' languages, also without accents. */
	searches: string[];
	/** A send that can be repeated many times. */
	mailing: Mailing;
	/** Its polling trigger. */
	trigger: PollingTrigger;
	/** Its workflows in examples/. */
	examples: Examples;
	/** Its part of the demonstration. */
	demo: ProviderDemo;
	/** What is measured of its nodes. */
	measured: Measured;
	/** How its sandbox is configured. */
	sandboxSettings: SandboxSettings;
	/** Facts about its accounts other than the default one. */
	accounts: Accounts;
	/** What its folder contains beyond the common files, and its exceptions, with the reasons. */
	architecture: Architecture;
	/** The operations of its node: how each is run, and how its effect is observed. */
	operations: Operations;
	/** The events of its polling trigger, and how to cause each. */
	pollEvents: PollEvents;
	/** The same events, for random walks. */
	walks: Walks;
	/** What its customers must know about accounts, plans and law, with sources. */
	customerFacts?: CustomerFact[];
	/** The quick start page in its customers' language, if there is one. */
	quickStart?: QuickStart;
	/** How its webhook trigger verifies an event, if it asks the provider. */
	pushCheck?: PushCheck;
}
