import type { IDataObject, IExecuteSingleFunctions, IPollFunctions } from 'n8n-workflow';
import { CountedModules } from './countedModules';

/** For each character or entry. So a sample comes to an end, however its steps grow. */
export const MOST_STEPS = 500;

/** What sorting adds, and what a small text does not show. */
export const SLACK = 2;

/** Errors of ours are thrown for what can't be read; these are faults of a program. */
export const FAULTS = [
	'RangeError',
	'TypeError',
	'ReferenceError',
	'SyntaxError',
	'URIError',
	'TooManySteps',
];

export const modules = new CountedModules();

/** The steps that a parser takes, whether it understands what it is given or says that it does not. */
export async function stepsFor(work: () => unknown, most?: number, of = modules): Promise<number> {
	return await of.count(work, most).catch((error: Error) => {
		if (FAULTS.includes(error.name) || 'matcherResult' in error) throw error;
		return of.made;
	});
}

/**
 * Holds a parser to steps that grow as what it reads does.
 * @throws TooManySteps if they grow faster
 */
export async function expectLinear(
	work: (size: number) => () => unknown,
	{ size, of = modules }: { size: number; of?: CountedModules },
): Promise<void> {
	const sample = size / 32;
	const few = await stepsFor(work(sample), MOST_STEPS * sample, of);
	await stepsFor(work(size), SLACK * (size / sample) * few + 1_000, of);
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

/** The text wherever a mail has text. */
export const mail = (text: string): IDataObject => ({
	id: text,
	sender: text,
	recipient: text,
	date: text,
	object: text,
	body: text,
});

export const event = (text: string) => ({
	id: text,
	type: text,
	timestamp: text,
	data: { id: text, status: text },
});
