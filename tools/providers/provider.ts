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

/** The names of all providers: those of their node types. */
export type ProviderName = keyof ProviderApis;

/**
 * A provider as tests, tools and documents see it. What exists once for each provider is a part of this, so that
 * a provider that lacks one does not compile. Each part is a file of the provider's folder.
 */
export interface Provider {
	/** That of its node type; the sandbox, its journal and the triggers' event IDs call it so as well. */
	name: ProviderName;
	/** As it writes its name itself. */
	title: string;
	/** Its folder in nodes/. */
	folder: string;
	/** Its page in docs/, which is how its examples and its package begin as well. */
	page: string;
	/** The type of its node's credential. */
	credential: string;
	/** A credential for the sandbox, enough for all operations of the fault matrix. */
	account: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Its node for one operation; `node` changes what the editor keeps beside the parameters. */
	node: (
		operation: [string, string],
		parameters?: INodeParameters,
		node?: Partial<INodeJson>,
	) => INodeJson;
	/** Its credential types, by name. */
	credentials: Record<string, CredentialFacts>;
	/** The send that stands for it. */
	sending: Sending;
	/** What of its answers need not be put out. */
	answers: Answers;
	/** What its documents say and leave open: its page, the sandbox's and the check are made from it. */
	contract: Contract;
	/** How an account is asked whether the contract holds. */
	check: ProviderCheck;
	/** How that is rehearsed at the sandbox. */
	rehearsal: Rehearsal;
	/** What its pages tell of its nodes and its sandbox. */
	facts: Facts;
	/** The operations that give a list, which comes whole, by one request, or has pages. By `resource.operation`. */
	lists: Record<string, 'whole' | 'paged'>;
	/** How the fields of its node are filled in. */
	fields: FieldFacts;
	/** What its modules read that others write, however long they make it. */
	hostile: Hostile;
	/** Its webhook trigger, if it pushes. */
	webhook?: WebhookTrigger;
	/** What the documents take from its data. */
	tables: ProviderTables;
	/** What it sends, as the README says it. */
	sends: string;
	/** What its nodes do, as npm shows it beside the name of its package. */
	description: string;
	/** What people search n8n's list of nodes for who need it, in their own languages, also without accents. */
	searches: string[];
	/** A send that can be made many times. */
	mailing: Mailing;
	/** Its polling trigger. */
	trigger: PollingTrigger;
	/** Its workflows in examples/. */
	examples: Examples;
	/** Its part of the demonstration. */
	demo: ProviderDemo;
	/** What is measured of its nodes. */
	measured: Measured;
	/** How its sandbox is set. */
	sandboxSettings: SandboxSettings;
	/** What there is to know of its accounts besides the usual one. */
	accounts: Accounts;
	/** What its folder has beside what that of every provider has, and where it is an exception, with the reasons. */
	architecture: Architecture;
	/** The operations of its node: how each is run, and how its doing is seen. */
	operations: Operations;
	/** The events of its polling trigger, and how each comes about. */
	pollEvents: PollEvents;
	/** The same events, as random walks play them. */
	walks: Walks;
	/** What its customers must know of accounts, plans and law, each with its source. */
	customerFacts?: CustomerFact[];
	/** The page that leads its customers to their first proof, in their language, if there is one. */
	quickStart?: QuickStart;
	/** How its webhook trigger checks an event, if it asks the provider. */
	pushCheck?: PushCheck;
}
