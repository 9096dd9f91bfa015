import type { Provider } from '../providers';
import { OneOf } from '../providers/check';
import type { Seen } from './seen';

/** The result for a documented fact. */
export type FactResult =
	| 'held'
	| 'did not hold'
	/** Nothing in the recorded answers shows it. */
	| 'not seen'
	/** Only a send can show it. */
	| 'needs a send'
	/** The check does not cover it. */
	| 'not looked at';

/** What was found about a switch. */
export type Found =
	/** The position that reproduces this provider's behavior. */
	| { position: unknown }
	/** One of these positions; nothing in the recorded answers distinguishes them. */
	| { oneOf: unknown[] }
	/** Why nothing was found. */
	| { nothing: 'not seen' | 'needs a send' }
	| { notLookedFor: string };

/** The results of a check. What was not seen stays unknown. */
export interface Findings {
	/** Whether the provider answered and accepted the credential. If not, no claims are made. */
	isRecognised: boolean;
	facts: Record<string, FactResult>;
	switches: Record<string, Found>;
}

/** Whether a documented fact did not hold, or the provider was not recognized. */
export const isBroken = ({
	isRecognised,
	facts,
}: Pick<Findings, 'isRecognised' | 'facts'>): boolean =>
	!isRecognised || Object.values(facts).includes('did not hold');

/** Answers can be anything, so an exception while reading one counts as no finding. */
function carefully<T>(look: () => T): T | undefined {
	try {
		return look();
	} catch {
		return undefined;
	}
}

/** Compares what was seen of an account with the contract. */
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
