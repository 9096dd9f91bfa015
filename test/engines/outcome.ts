import type { EngineRelease } from './engines';
import type { Allowed } from './shortfalls';
import type { RefusedTest } from './watchRefusals';

/** The results of the tests in an engine. */
export interface Outcome {
	passed: number;
	total: number;
	/** What the package refuses there, with the full names of the tests that need it. */
	refused: Record<string, string[]>;
	/** What n8n does less well there, and how many tests expect more. */
	differs: Record<string, number>;
	/** The full names of the tests that fail, by file; empty for a file that does not run. */
	failed: Record<string, string[]>;
}

/** The outcomes in an engine, by `Selection` of tests. */
export type EngineOutcomes = Pick<EngineRelease, 'n8n' | 'core' | 'workflow'> &
	Partial<Record<Selection, Outcome>>;

/** `selected` are the tests that every engine is tested with, `all` all tests that run workflows. */
export type Selection = 'selected' | 'all';

/** The part of Jest's report (`--json`) that is read here. */
export interface JestReport {
	testResults: Array<{
		/** The path of the file. */
		name: string;
		status: string;
		assertionResults: Array<{ fullName: string; status: string }>;
	}>;
}

/**
 * Reads a report.
 * @param refusedTests the tests in which something was refused
 * @param allowed the shortfalls that this engine may have
 * @param root the beginning of the report's paths, with a slash
 */
export function outcomeOf(
	report: JestReport,
	refusedTests: RefusedTest[],
	allowed: Allowed,
	root: string,
): Outcome {
	const outcome: Outcome = { passed: 0, total: 0, refused: {}, differs: {}, failed: {} };
	// A letter that was sent twice is a failure, whatever else was refused.
	const refusedBy = new Map(
		refusedTests
			.filter(({ sentTwice }) => sentTwice.length === 0)
			.map(({ test, what }) => [test, what.find((each) => allowed.refused.includes(each))]),
	);
	const files = [...report.testResults].sort((a, b) => a.name.localeCompare(b.name));
	for (const { name, status, assertionResults } of files) {
		const failed: string[] = [];
		for (const { fullName, status } of assertionResults) {
			if (status !== 'passed' && status !== 'failed') continue;
			outcome.total += 1;
			const refused = refusedBy.get(fullName);
			const differs = allowed.differs.get(fullName);
			if (status === 'passed') outcome.passed += 1;
			else if (refused) (outcome.refused[refused] ??= []).push(fullName);
			else if (differs) outcome.differs[differs] = (outcome.differs[differs] ?? 0) + 1;
			else failed.push(fullName);
		}
		const didNotRun = status === 'failed' && assertionResults.length === 0;
		if (failed.length > 0 || didNotRun) outcome.failed[name.replace(root, '')] = failed;
	}
	return outcome;
}

/** How many tests fail; a file that does not run counts as one. */
export const failuresOf = ({ failed }: Outcome): number =>
	Object.values(failed).reduce((sum, tests) => sum + Math.max(1, tests.length), 0);

/**
 * The tests that fail or are refused, and were not when they were last run there; for a new engine, all of
 * them. New refusals count as well, so that nothing gets lost among the known ones.
 */
export function newShortfalls(before: Outcome | undefined, after: Outcome): string[] {
	const known = new Set(Object.values(before?.refused ?? {}).flat());
	const refused = Object.entries(after.refused).flatMap(([what, tests]) =>
		tests.filter((test) => !known.has(test)).map((test) => `${test} (refused: ${what})`),
	);
	return [...newFailures(before, after), ...refused];
}

function newFailures(before: Outcome | undefined, { failed }: Outcome): string[] {
	const known = before?.failed ?? {};
	return Object.entries(failed).flatMap(([file, tests]) => {
		const anew = tests.filter((test) => !known[file]?.includes(test));
		const brokeAnew = tests.length === 0 && !Object.hasOwn(known, file);
		return brokeAnew ? [file] : anew.map((test) => `${file}: ${test}`);
	});
}
