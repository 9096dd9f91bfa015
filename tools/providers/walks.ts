import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

/** Something at the provider that goes from state to state: a letter, a transmission, an address. */
export interface Thing {
	id: string;
	/** How far it has come in the model's states. */
	step: number;
	/** When it came about, in milliseconds since 1970. */
	at: number;
	/** The provider does not show it just now. */
	isHidden: boolean;
}

/** What the trigger asks for. */
export interface Asked {
	path: string;
	query: URLSearchParams;
	body: { uid?: string; arguments?: { page?: number } };
}

/** A provider as one event of its trigger sees it. */
export interface Model {
	parameters: INodeParameters & { event: string };
	/** What things go through, in this order; '' where there is nothing to tell yet. */
	states: string[];
	/** How many of the states things may be born with, which are no news. */
	births: number;
	/** Each state that was gone through is told, also those between two polls. */
	tellsAll?: boolean;
	/** The user names what is watched, so nothing new comes in. */
	isNamed?: boolean;
	/** The list has no order of its own, so it may come in another one each time. */
	isUnordered?: boolean;
	/** How many other things the trigger keeps in mind. */
	others?: number;
	/** There is more than the trigger can keep in mind, so that a walk takes its time. */
	isLarge?: boolean;
	/** Whether an item tells that a thing has come to a state. */
	isTold(thing: Thing, state: string, item: IDataObject): boolean;
	/** undefined: there is no such thing. `things` are those that are shown, oldest first. */
	answer(things: Thing[], asked: Asked): object | undefined;
}

/** A provider in random walks: it answers its trigger from memory. */
export interface Walks {
	/** A credential, without an address. */
	account: ICredentialDataDecryptedObject;
	/** What tells the trigger whose account it watches, by path. */
	whose?: Record<string, object>;
	/** By event, as the editor names it; more words behind it tell variants apart. */
	models: Record<string, Model>;
}

/** What the accounts are secured with. Nothing that a trigger leaves may hold it. */
export const SECRET = 'walk-secret-7f3c91';

/** Most things of a walk: a user names them before there are any. */
export const MAX_THINGS = 4;

export const THING_IDS = Array.from({ length: MAX_THINGS }, (_, index) => `t${index}`);

/** The thing of an ID. */
export const named = (things: Thing[], id?: string | null): Thing | undefined =>
	things.find((thing) => thing.id === id);

/** When a thing came about, ISO 8601. */
export const timeOf = ({ at }: Thing): string => new Date(at).toISOString();
