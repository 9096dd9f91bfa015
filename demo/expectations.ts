import type { Proof, Report } from './notebook';

/**
 * What each recipient of the examples makes of their letter. The sandbox decides it by the name before
 * the @: see `sandbox/stampee/magicNames.ts`.
 */
const outcomes: Record<string, string> = {
	'open@example.org': 'RECEIVED',
	'accept@example.org': 'ACCEPTED',
	'refuse@example.org': 'REFUSED',
	'expire@example.org': 'EXPIRED',
};

const recipients = Object.entries(outcomes);

const expectedReports: Report[] = [
	{ kind: 'customer', email: 'accept@example.org', mark: 'ACCEPTED' },
	...recipients.map(([email, mark]): Report => ({ kind: 'status', email, mark })),
	...recipients.map(([email, mark]): Report => ({ kind: 'evidence', email, mark })),
];

/** The proof that a letter was sent is not reported: it is there before anyone can watch. */
const expectedProofs = recipients.flatMap(([email, mark]) =>
	['SENT', mark].map((type) => ({ email, type })),
);

const subjects: Record<Report['kind'], string> = {
	customer: 'the answer of the customer',
	status: 'the status of the letter to',
	evidence: 'the new proof of the letter to',
};

const reportName = ({ kind, email, mark }: Report) => `${subjects[kind]} ${email}: ${mark}`;
const proofName = ({ email, type }: Pick<Proof, 'email' | 'type'>) =>
	`the proof of the letter to ${email}: ${type}`;

/** Compares what was to be with what was: each exactly once, and nothing else. */
function differences(expected: string[], found: string[], verb: string): string[] {
	const count = (name: string) => found.filter((other) => other === name).length;
	return [...new Set([...expected, ...found])].flatMap((name) => {
		if (!expected.includes(name)) return [`not expected, but ${verb}: ${name}`];
		if (count(name) === 0) return [`never ${verb}: ${name}`];
		return count(name) > 1 ? [`${verb} ${count(name)} times: ${name}`] : [];
	});
}

/** What the demonstration has to show for itself. */
export interface Outcome {
	/** Addresses of the messages that Stampee took on, by its own account. */
	accepted: string[];
	reports: Report[];
	/** Those that lie on the disk and were found to be whole. */
	proofs: Array<Pick<Proof, 'email' | 'type'>>;
}

/** What is missing or too much, in words; empty if all of it happened, each thing once. */
export const shortcomings = ({ accepted, reports, proofs }: Outcome): string[] => [
	...differences(
		Object.keys(outcomes).map((email) => `the letter to ${email}`),
		accepted.map((email) => `the letter to ${email}`),
		'sent',
	),
	...differences(expectedReports.map(reportName), reports.map(reportName), 'reported'),
	...differences(expectedProofs.map(proofName), proofs.map(proofName), 'kept'),
];
