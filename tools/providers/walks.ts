import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

/** A thing at the provider that goes through states: a letter, a transmission, an address. */
export interface Thing {
	id: string;
	/** The index of its current state in the model's states. */
	step: number;
	/** When it was created, in Unix milliseconds. */
	at: number;
	/** Whether the provider currently does not show it. */
	isHidden: boolean;
}

/** A request of the trigger. */
export interface Asked {
	path: string;
	query: URLSearchParams;
	body: { uid?: string; arguments?: { page?: number } };
}

/** A provider from the perspective of one event of its trigger. */
export interface Model {
	parameters: INodeParameters & { event: string };
	/** The states in order; '' while there is nothing to report. */
	states: string[];
	/** How many of the states a thing can start in; its initial state is not reported. */
	births: number;
	/** Each state is reported, including those between two polls. */
	tellsAll?: boolean;
	/** The user names what is watched, so nothing new is added. */
	isNamed?: boolean;
	/** The list is unordered, so its order may change with each request. */
	isUnordered?: boolean;
	/** The number of other things that the trigger stores. */
	others?: number;
	/** There is more than the trigger can store, so a walk takes a long time. */
	isLarge?: boolean;
	/** Whether an item reports that a thing has reached a state. */
	isTold(thing: Thing, state: string, item: IDataObject): boolean;
	/** Returns undefined if there is no such thing. `things` are the visible ones, oldest first. */
	answer(things: Thing[], asked: Asked): object | undefined;
}

/** A provider in random walks, which answers its trigger from memory. */
export interface Walks {
	/** A credential without a URL. */
	account: ICredentialDataDecryptedObject;
	/** The responses that identify the account to the trigger, by path. */
	whose?: Record<string, object>;
	/** Keyed by the event's name in the editor; words after it distinguish variants. */
	models: Record<string, Model>;
}

/** The accounts' secret. Nothing that a trigger leaves behind may contain it. */
export const SECRET = 'walk-secret-7f3c91';

/** The most things in a walk: a user names them before they exist. */
export const MAX_THINGS = 4;

export const THING_IDS = Array.from({ length: MAX_THINGS }, (_, index) => `t${index}`);

/** The thing with an ID. */
export const named = (things: Thing[], id?: string | null): Thing | undefined =>
	things.find((thing) => thing.id === id);

/** When a thing was created, in ISO 8601. */
export const timeOf = ({ at }: Thing): string => new Date(at).toISOString();
