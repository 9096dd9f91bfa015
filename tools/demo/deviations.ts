import type { Expectations } from './providerDemo';

/** Compares expected and actual names: each must occur exactly once, and nothing else. */
function differences(expected: string[], found: string[], verb: string): string[] {
	const count = (name: string) => found.filter((other) => other === name).length;
	return [...new Set([...expected, ...found])].flatMap((name) => {
		if (!expected.includes(name)) return [`not expected, but ${verb}: ${name}`];
		if (count(name) === 0) return [`never ${verb}: ${name}`];
		return count(name) > 1 ? [`${verb} ${count(name)} times: ${name}`] : [];
	});
}

/** What is missing or unexpected, as text; empty if everything happened exactly once. */
export const deviations = (expected: Expectations, found: Expectations): string[] => [
	...differences(expected.sent, found.sent, 'sent'),
	...differences(expected.reported, found.reported, 'reported'),
	...differences(expected.kept, found.kept, 'kept'),
];
