import type { IExecuteSingleFunctions, IPollFunctions } from 'n8n-workflow';
import type { Loaded } from '../../test/support/countedModules';

/** Loads a module in which each step is counted, by its path in the repository. */
export type Load = (file: string) => Loaded;

/** The length of hostile texts. As arguments of a call, as many characters overflow the stack. */
export const LENGTH = 200_000;

/**
 * The length of hostile texts pasted into a credential, which only its owner writes: every character is examined there.
 */
export const PASTED = 32_000;

export type Read = (module: Loaded, text: string, load: Load) => unknown;

/** A parser: how it reads a text, and what it looks for in it. */
export interface Parser {
	read: Read;
	/** Text fragments that may make this parser slow, in addition to those that all parsers are tested with. */
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

/** Creates a list of this length, as others could, and returns a function that processes it. */
export type ListReader = (module: Loaded, count: number, load: Load) => () => unknown;

/** How a provider's modules process input from others, by module and by input. */
export interface Hostile {
	/** Text parsers. */
	parsers: Record<string, Record<string, Parser>>;
	/** Functions that iterate over lists. */
	lists: Record<string, Record<string, ListReader>>;
	/** Modules whose text input can't be made long, because of who writes it or how they parse it. */
	harmless: Record<string, string>;
}

export const many = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));

/** Nested arrays. */
export const nested = (levels: number): unknown =>
	JSON.parse('['.repeat(levels) + ']'.repeat(levels));

/** @throws Error if something was accepted as an event */
export function isNoEvent(found: unknown): void {
	if (found !== undefined) throw new TypeError('It was taken for an event');
}

/** Unreadable input throws our own errors; these are programming errors. */
export const FAULTS = [
	'RangeError',
	'TypeError',
	'ReferenceError',
	'SyntaxError',
	'URIError',
	'TooManySteps',
];

/** The parser's result; undefined if it rejects the input with an error of ours. */
export function attempt(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		if (FAULTS.includes((error as Error).name)) throw error;
		return undefined;
	}
}

/** A stub of n8n's item context; errors read the node and the item from it. */
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
