import { FAULTS } from '../../tools/providers/hostile';
import { CountedModules } from './countedModules';

/** For each character or entry. So a sample comes to an end, however its steps grow. */
export const MAX_STEPS = 500;

/** What sorting adds, and what a small text does not show. */
export const SLACK = 2;

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
	const few = await stepsFor(work(sample), MAX_STEPS * sample, of);
	await stepsFor(work(size), SLACK * (size / sample) * few + 1_000, of);
}
