import type { Provider } from '../providers';
import { OneOf } from '../providers/check';
import type { Seen } from './seen';

/** What a check says of a documented fact. */
export type FactResult =
	| 'held'
	| 'did not hold'
	/** Nothing that was seen tells. */
	| 'not seen'
	/** Only a send can tell. */
	| 'needs a send'
	/** The check does not look at it. */
	| 'not looked at';

/** What was found of a switch, if anything was. */
export type Found =
	/** The position that plays this provider. */
	| { position: unknown }
	/** One of these, which nothing that was seen tells apart. */
	| { oneOf: unknown[] }
	/** Why nothing was found. */
	| { nothing: 'not seen' | 'needs a send' }
	| { notLookedFor: string };

/** What a check comes to. What was not seen stays unknown. */
export interface Findings {
	/** Whether the provider answered, and took the credential. Nothing is claimed where it did not. */
	isRecognised: boolean;
	facts: Record<string, FactResult>;
	switches: Record<string, Found>;
}

/** Whether a documented fact did not hold, or nobody could be asked. */
export const isBroken = ({
	isRecognised,
	facts,
}: Pick<Findings, 'isRecognised' | 'facts'>): boolean =>
	!isRecognised || Object.values(facts).includes('did not hold');

/** Answers may be anything, so what stumbles over one has learned nothing from it. */
function carefully<T>(look: () => T): T | undefined {
	try {
		return look();
	} catch {
		return undefined;
	}
}

/** What was seen of an account, held against the contract. */
export function findingsOf({ check }: Provider, seen: Seen, isSent: boolean): Findings {
	const isRecognised = carefully(() => check.isRecognised(seen)) ?? false;
	const nothing = (by: 'read' | 'send') =>
		by === 'send' && !isSent ? 'needs a send' : ('not seen' as const);

	const fact = (each: (typeof check.facts)[string]): FactResult => {
		if ('not' in each) return 'not looked at';
		const holds = isRecognised ? carefully(() => each.holds(seen)) : undefined;
		if (holds === undefined) return nothing(each.by);
		return holds ? 'held' : 'did not hold';
	};
	const found = (each: (typeof check.switches)[string]): Found => {
		if ('not' in each) return { notLookedFor: each.not };
		const position = isRecognised ? carefully(() => each.find(seen)) : undefined;
		if (position === undefined) return { nothing: nothing(each.by) };
		return position instanceof OneOf ? { oneOf: position.positions } : { position };
	};
	const ofAll = <From, To>(all: Record<string, From>, make: (from: From) => To) =>
		Object.fromEntries(Object.entries(all).map(([name, each]) => [name, make(each)]));
	return {
		isRecognised,
		facts: ofAll(check.facts, fact),
		switches: ofAll(check.switches, found),
	};
}
