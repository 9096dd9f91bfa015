import { FAULTS } from '../../tools/providers/hostile';
import { CountedModules } from './countedModules';

/** Per character or entry. It ends a sample, however its steps grow. */
export const MAX_STEPS = 500;

/** Allows for sorting, and for effects that a small text does not show. */
export const SLACK = 2;

export const modules = new CountedModules();

/** The steps that a parser takes, whether it accepts its input or rejects it. */
export async function stepsFor(work: () => unknown, most?: number, of = modules): Promise<number> {
	return await of.count(work, most).catch((error: Error) => {
		if (FAULTS.includes(error.name) || 'matcherResult' in error) throw error;
		return of.made;
	});
}

/**
 * Expects the steps of a parser to grow linearly with its input.
 * @throws TooManySteps if they grow faster
 */
export async function expectLinear(
	work: (size: number) => () => unknown,
	{ size, of = modules }: { size: number; of?: CountedModules },
): Promise<void> {
	const sample = size / 32;
	const few = await stepsFor(work(sample), MAX_STEPS * sample, of);
	await stepsFor(work(size), SLACK * (size / sample) * few + 1_000, of);
}
