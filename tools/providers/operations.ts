import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { isObject, textOf } from '../../nodes/shared/json';
import type { Sandbox } from '../../sandbox';
import type { Stage } from '../engine/stage';
import type { AccountChanges } from './accounts';

/** What an operation is to its user: the words of docs/guarantees.md. */
export type Kind = 'read' | 'send' | 'keyed send' | 'setting';

/** Where operations are run: n8n's engine, and the sandbox that plays the providers. */
export type Environment = Pick<Stage, 'engine' | 'sandbox'>;

/** Makes what items are about, and the items. */
export type Prepare = (
	environment: Environment,
	markers: string[],
) => Promise<INodeExecutionData[]>;

interface AnyRow {
	/** The route that carries it out, as fault rules name it. */
	on: string;
	/** Items have a `marker` of their own, which no other item has. */
	parameters: INodeParameters;
	/** Makes what the items are about. Default: items with nothing but their marker. */
	prepare?: Prepare;
	/** The text by which requests for an item, and errors about it, are known. Default: its marker. */
	name?: (item: INodeExecutionData) => string;
	/** What the provider calls it, in the answer to a request that was carried out. */
	ids?: (answer: unknown) => string[];
	/**
	 * The provider's own ID for what was done, where `ids` are names that the user gave: two answers with the same
	 * ID mean one effect. None: each answer means another one. Default: `ids`.
	 */
	ownIds?: (answer: unknown) => string[];
	/** What is not usual for the provider: another credential. */
	account?: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Whether that is one with a client certificate: then there is no way without TLS. */
	hasClientCertificate?: boolean;
	/** Whether a retried execution does what was done before once more. Default: yes. */
	isDoneOnce?: boolean;
	/**
	 * Another sender of the same account sends something that looks the same in the provider's lists, and is not.
	 * Gives its ids.
	 */
	sendLookAlike?: (sandbox: Sandbox, item: INodeExecutionData) => Promise<string[]>;
}

/** What can be done again without harm. */
export interface RepeatableRow extends AnyRow {
	kind: 'read' | 'setting';
	lookups?: undefined;
	deduplication?: undefined;
	/** Of an operation with the option Wait for Final Status. */
	status?: StatusRead;
}

/** A status that an operation reads, and may wait for: by an item's `id`. */
export interface StatusRead {
	/**
	 * Sends something whose status is final within five minutes, or not within an hour.
	 * @returns its id
	 */
	send: (sandbox: Sandbox, becomes: 'final' | 'nothing', number: number) => Promise<string>;
	/** The answer with a status that the provider does not document. */
	undocumented: (id: string) => unknown;
	/** The state of that. Default: `unknown`. */
	state?: string;
	/** Whether the provider lists the status of several, so that they are looked at together. */
	isListed?: boolean;
	/** How many requests a minute the provider documents. */
	perMinute?: number;
}

interface SendRow extends AnyRow {
	kind: 'send' | 'keyed send';
	/** The sends that the node looks for at the provider when their answer is lost. */
	lookups: Lookup[];
	/** Of an operation with the option Prevent Duplicates By. */
	deduplication?: Deduplication;
	status?: undefined;
}

/** How an operation is run, and how its doing is seen at the provider. */
export type Row = RepeatableRow | SendRow;

/** A send that is looked for: as the row has it, or a variant. */
export interface Lookup {
	/** What tells it from the row. */
	variant?: string;
	/** What it has besides. */
	parameters?: INodeParameters;
	/** Nobody else can send what is taken for it, as with an ID of the user's. */
	isUnmistakable?: boolean;
}

/** What the provider of an operation can tell of a send whose answer nobody has. */
export type Knowledge =
	/** It knows the send again by a key of ours, and carries it out once. */
	| 'by key'
	/** It gives out what has a name that is made of the deduplication key, and takes no second one of that name. */
	| 'by name'
	/** It lists what it has, with the deduplication key in it. */
	| 'listed'
	/** It takes no second one of a name that the user gave, and does not tell whose the first one is. */
	| 'refused'
	/** Nothing. */
	| 'silent';

/** What matters to a send that has a deduplication key. */
export interface Deduplication {
	knowledge: Knowledge;
	/** Sets the parameter for files, to that of the binary field `file`. */
	files?: INodeParameters;
	/** Whether it can't do without them. */
	needsFiles?: boolean;
	/** Whether its accounts are told apart by nothing but their tokens, for the provider does not name them. */
	isKnownByToken?: boolean;
	/** Makes what its items are about, where others' tokens must not end meanwhile. Default: as the row does. */
	prepare?: Prepare;
	/** How its credential can change, as far as the sandbox has it. Default: as its provider's can. */
	accountChanges?: Partial<AccountChanges>;
}

/** All operations of a provider's node. Those that stand for others are named as their rows are. */
export interface Operations<Name extends string = string> {
	/** By `resource.operation`; more words behind it tell variants apart. Messages come first. */
	rows: Record<Name, Row>;
	/** The read that stands for all others: every read is made by the same code. */
	typicalRead: NoInfer<Name>;
	/** One for each way in which the node lets requests leave. */
	oneOfEachKind: Array<NoInfer<Name>>;
}

/** The operations of a provider, held to the names of their rows. */
export const operations = <Name extends string>(all: Operations<Name>): Operations => all;

/** Items with nothing but their marker. */
export const markersOnly: Prepare = (_environment, markers) =>
	Promise.resolve(markers.map((marker) => ({ json: { marker } })));

/** Something that is made once for each sandbox, for operations that only read it. */
export function onceIn<T>(make: (sandbox: Sandbox) => Promise<T>) {
	const made = new WeakMap<Sandbox, Promise<T>>();
	return async (sandbox: Sandbox): Promise<T> => {
		const value = made.get(sandbox) ?? make(sandbox);
		made.set(sandbox, value);
		return await value;
	};
}

/** Items that all read the same, which is so old that all has happened to it. */
export const readers =
	(make: (sandbox: Sandbox) => Promise<string>): Prepare =>
	async ({ sandbox }, markers) => {
		const id = await make(sandbox);
		sandbox.clock.advance({ minutes: 10 });
		return markers.map((marker) => ({ json: { marker, id } }));
	};

/** The text at a path of an answer; ids are found there. */
export const at =
	(...path: string[]) =>
	(answer: unknown): string[] => {
		const found = path.reduce((value, key) => (isObject(value) ? value[key] : undefined), answer);
		return [textOf(found)].filter(Boolean);
	};

/** The ids of a list in an answer. */
export const idsIn = (list: string) => (answer: unknown) =>
	(answer as Record<string, Array<{ id: string }>>)[list].map(({ id }) => id);
