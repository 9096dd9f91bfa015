import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { isObject, textOf } from '../../../nodes/shared/json';
import type { Sandbox } from '../../../sandbox';
import type { Engine, INodeJson } from '../../../tools/engine/engine';
import type { Network } from '../network';

/** What an operation is to its user: the words of docs/safety.md. */
export type Kind = 'read' | 'send' | 'keyed send' | 'setting';

/** How an operation is run in the matrix, and how its doing is seen at the provider. */
export interface Row {
	kind: Kind;
	/** The route that carries it out, as fault rules name it. */
	on: string;
	/** Items have a `marker` of their own, which no other item of any cell has. */
	parameters: INodeParameters;
	/** Makes what the items are about. Default: items with nothing but their marker. */
	prepare?: (house: House, markers: string[]) => Promise<INodeExecutionData[]>;
	/** The text by which requests for an item, and errors about it, are known. Default: its marker. */
	name?: (item: INodeExecutionData) => string;
	/** What the provider calls it, in the answer to a request that was carried out. */
	ids?: (answer: unknown) => string[];
	/** What is not usual for the provider: another credential. */
	account?: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Whether a retried execution does what was done before once more. Default: yes. */
	isDoneOnce?: boolean;
	/**
	 * Another sender of the same account sends something that looks the same in the provider's lists, and is not.
	 * Gives its ids.
	 */
	twin?: (sandbox: Sandbox, item: INodeExecutionData) => Promise<string[]>;
}

/** Where the cells of one lane run. */
export interface House {
	engine: Engine;
	sandbox: Sandbox;
}

/** A house, and the ways from its nodes to its providers. */
export interface ConnectedHouse extends House {
	network: Network;
}

/** A provider in the matrix. */
export interface Provider {
	title: string;
	/** Its node in the package, and the credential type that it takes. */
	node: string;
	credential: string;
	/** Its API's name in the sandbox's journal and fault rules. */
	server: string;
	account: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	build: (
		operation: [string, string],
		parameters: INodeParameters,
		node: Partial<INodeJson>,
	) => INodeJson;
	/** It counts the requests of an address, so all cells of a process would wait for one another. */
	isPerAddress?: boolean;
	/** Turns off limits of the sandbox that the matrix is not about. */
	settle?: (sandbox: Sandbox) => void;
	/** By `resource.operation`; more words behind it tell variants apart. */
	rows: Record<string, Row>;
}

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
	(make: (sandbox: Sandbox) => Promise<string>) =>
	async ({ sandbox }: House, markers: string[]): Promise<INodeExecutionData[]> => {
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
