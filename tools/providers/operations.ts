import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { isObject, textOf } from '../../nodes/shared/json';
import type { Sandbox } from '../../sandbox';
import type { Stage } from '../engine/stage';
import type { AccountChanges } from './accounts';

/** The kind of an operation, in the terms of docs/guarantees.md. */
export type Kind = 'read' | 'send' | 'keyed send' | 'setting';

/** Where operations run: n8n's engine, and the sandbox in place of the providers. */
export type Environment = Pick<Stage, 'engine' | 'sandbox'>;

/** Creates the things that the items refer to, and the items. */
export type Prepare = (
	environment: Environment,
	markers: string[],
) => Promise<INodeExecutionData[]>;

interface AnyRow {
	/** The route of the request, as in fault rules. */
	on: string;
	/** Each item has a unique `marker`. */
	parameters: INodeParameters;
	/** Creates what the items refer to. Default: items with only a marker. */
	prepare?: Prepare;
	/** The text that identifies an item's requests and errors. Default: its marker. */
	name?: (item: INodeExecutionData) => string;
	/** The provider's IDs in the answer to a completed request. */
	ids?: (answer: unknown) => string[];
	/**
	 * The provider's own IDs for the effect, if `ids` are names chosen by the user: two answers with the same ID mean one
	 * effect. If it returns none, each answer means another effect. Default: `ids`.
	 */
	ownIds?: (answer: unknown) => string[];
	/** Another credential than the provider's default. */
	account?: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Whether that credential has a client certificate, so that it requires TLS. */
	hasClientCertificate?: boolean;
	/** Whether a retried execution must not repeat what was already done. Default: it may. */
	isDoneOnce?: boolean;
	/**
	 * Another sender of the same account sends something that looks the same in the provider's lists, but is not. Returns
	 * its IDs.
	 */
	sendLookAlike?: (sandbox: Sandbox, item: INodeExecutionData) => Promise<string[]>;
}

/** An operation that can be repeated without harm. */
export interface RepeatableRow extends AnyRow {
	kind: 'read' | 'setting';
	lookups?: undefined;
	deduplication?: undefined;
	/** For operations with the option Wait for Final Status. */
	status?: StatusRead;
}

/** A status that an operation reads and may wait for, by an item's `id`. */
export interface StatusRead {
	/**
	 * Sends something whose status becomes final within five minutes, or does not within an hour.
	 * @returns its ID
	 */
	send: (sandbox: Sandbox, becomes: 'final' | 'nothing', number: number) => Promise<string>;
	/** The answer for a status that the provider does not document. */
	undocumented: (id: string) => unknown;
	/** The state for that status. Default: `unknown`. */
	state?: string;
	/** Whether the provider lists several statuses, so that they are read together. */
	isListed?: boolean;
	/** The documented number of requests per minute. */
	perMinute?: number;
}

interface SendRow extends AnyRow {
	kind: 'send' | 'keyed send';
	/** The sends that the node looks up at the provider when their answer is lost. */
	lookups: Lookup[];
	/** For operations with the option Prevent Duplicates By. */
	deduplication?: Deduplication;
	status?: undefined;
}

/** How an operation is run, and how its effect is seen at the provider. */
export type Row = RepeatableRow | SendRow;

/** A send that has a lookup: as in the row, or a variant. */
export interface Lookup {
	/** What distinguishes it from the row. */
	variant?: string;
	/** Additional parameters. */
	parameters?: INodeParameters;
	/** No other sender can send something that the lookup takes for it, as with an ID of the user's. */
	isUnmistakable?: boolean;
}

/** What an operation's provider can tell about a send whose answer was lost. */
export type Knowledge =
	/** It recognizes a repeated send by our idempotency key, and performs it once. */
	| 'by key'
	/** It returns what has a name derived from the deduplication key, and rejects a second one of that name. */
	| 'by name'
	/** It lists what was sent, including the deduplication key. */
	| 'listed'
	/** It rejects a second one of a name chosen by the user, without telling whose the first one is. */
	| 'refused'
	/** Nothing. */
	| 'silent';

/** The facts about a send with a deduplication key. */
export interface Deduplication {
	knowledge: Knowledge;
	/** Sets the parameter for files to the binary field `file`. */
	files?: INodeParameters;
	/** Whether files are required. */
	needsFiles?: boolean;
	/** Whether accounts can only be told apart by their tokens, because the provider does not name them. */
	isKnownByToken?: boolean;
	/** Creates what its items refer to without ending other tokens meanwhile. Default: the row's `prepare`. */
	prepare?: Prepare;
	/** How its credential can change, if the sandbox supports it. Default: the provider's account changes. */
	accountChanges?: Partial<AccountChanges>;
}

/** All operations of a provider's node. Operations that stand for others are referred to by their row's name. */
export interface Operations<Name extends string = string> {
	/** Keyed by `resource.operation`; words after it distinguish variants. Messages come first. */
	rows: Record<Name, Row>;
	/** The read that represents all reads, which share the same code. */
	typicalRead: NoInfer<Name>;
	/** One operation for each way in which the node sends requests. */
	oneOfEachKind: Array<NoInfer<Name>>;
}

/** Ties a provider's operations to the names of its rows. */
export const operations = <Name extends string>(all: Operations<Name>): Operations => all;

/** Items with only a marker. */
export const markersOnly: Prepare = (_environment, markers) =>
	Promise.resolve(markers.map((marker) => ({ json: { marker } })));

/** Creates something once per sandbox, for operations that only read it. */
export function onceIn<T>(make: (sandbox: Sandbox) => Promise<T>) {
	const made = new WeakMap<Sandbox, Promise<T>>();
	return async (sandbox: Sandbox): Promise<T> => {
		const value = made.get(sandbox) ?? make(sandbox);
		made.set(sandbox, value);
		return await value;
	};
}

/** Items that all read the same thing, which is so old that it has reached its final state. */
export const readers =
	(make: (sandbox: Sandbox) => Promise<string>): Prepare =>
	async ({ sandbox }, markers) => {
		const id = await make(sandbox);
		sandbox.clock.advance({ minutes: 10 });
		return markers.map((marker) => ({ json: { marker, id } }));
	};

/** The text at a path of an answer, such as an ID. */
export const at =
	(...path: string[]) =>
	(answer: unknown): string[] => {
		const found = path.reduce((value, key) => (isObject(value) ? value[key] : undefined), answer);
		return [textOf(found)].filter(Boolean);
	};

/** The IDs in a list of an answer. */
export const idsIn = (list: string) => (answer: unknown) =>
	(answer as Record<string, Array<{ id: string }>>)[list].map(({ id }) => id);
