import type { IExecuteSingleFunctions, IPollFunctions } from 'n8n-workflow';
import type { Loaded } from '../../test/support/countedModules';

/** Loads a module in which each step is counted, by its path from the repository. */
export type Load = (file: string) => Loaded;

/** How long hostile texts are in a parameter, whose text an item brings. */
export const ENTERED = 200_000;

/** How long they are in what is pasted into a credential, which its owner alone writes: each character is looked at there. */
export const PASTED = 32_000;

export type Read = (module: Loaded, text: string, load: Load) => unknown;

/** A parser: what reads a text, and what it looks for in it. */
export interface Parser {
	read: Read;
	/** Pieces that a text may be made of to take long for it, beside those that all are tried with. */
	own?: string[];
	size?: number;
}

export const reader = (name: string, ...own: string[]): Parser => ({
	read: (module, text) => module[name](text, place(`=${text}`)),
	own,
});

export const ofField = (name: string, ...own: string[]): Parser => ({
	read: (module, text) => module[name](text, 'Field'),
	own,
	size: PASTED,
});

export const ofText = (name: string, ...own: string[]): Parser => ({
	read: (module, text) => module[name](text),
	own,
});

/** What goes through lists that others write: makes them with so many entries, and reads them. */
export type ListReader = (module: Loaded, count: number, load: Load) => () => unknown;

/** What a provider's modules read that others write, by module and by what is read. */
export interface Hostile {
	/** What looks into text. */
	parsers: Record<string, Record<string, Parser>>;
	/** What goes through lists. */
	lists: Record<string, Record<string, ListReader>>;
	/** Modules that look into text which nobody can make long: who writes it, or how they look. */
	harmless: Record<string, string>;
}

export const many = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));

/** Lists in lists. */
export const nested = (levels: number): unknown =>
	JSON.parse('['.repeat(levels) + ']'.repeat(levels));

/** @throws Error if something was taken for an event */
export function isNoEvent(found: unknown): void {
	if (found !== undefined) throw new TypeError('It was taken for an event');
}

/** Errors of ours are thrown for what can't be read; these are faults of a program. */
export const FAULTS = [
	'RangeError',
	'TypeError',
	'ReferenceError',
	'SyntaxError',
	'URIError',
	'TooManySteps',
];

/** What a parser says, unless it is its own word that it can't read it. */
export function attempt(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		if (FAULTS.includes((error as Error).name)) throw error;
		return undefined;
	}
}

/** n8n's context of an item, of which errors take the node and the item. */
export const context = (parameters: Record<string, unknown> = {}) =>
	({
		getItemIndex: () => 0,
		getNode: () => ({ name: 'Node', type: 'test', parameters }),
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getInputData: () => ({ json: {} }),
		getWorkflow: () => ({ id: '1' }),
		getMode: () => 'trigger',
		getWorkflowStaticData: () => parameters,
		helpers: { assertBinaryData: () => undefined },
		logger: { info() {}, warn() {} },
	}) as unknown as IExecuteSingleFunctions & IPollFunctions;

export const node = context().getNode();

export const place = (written?: string) => ({
	name: 'The parameter',
	property: { displayName: '', name: '', type: 'string', default: '', options: [] },
	written,
});

export const event = (text: string) => ({
	id: text,
	type: text,
	timestamp: text,
	data: { id: text, status: text },
});
