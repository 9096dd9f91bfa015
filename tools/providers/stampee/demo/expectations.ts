import type { Expectations } from '../../../demo/providerDemo';

/** A trigger's report, with the fields that distinguish it from all others. */
export interface Report {
	kind: 'customer' | 'status' | 'evidence';
	/** Email address of the customer or of the letter's recipient. */
	email: string;
	/** Stampee's own term: a state, a status, or a type of evidence. */
	mark: string;
}

const subjects: Record<Report['kind'], string> = {
	customer: 'the answer of the customer',
	status: 'the status of the letter to',
	evidence: 'the new proof of the letter to',
};

export const letterName = (email: string) => `the letter to ${email}`;
export const reportName = ({ kind, email, mark }: Report) => `${subjects[kind]} ${email}: ${mark}`;
/** @param type Stampee's term for what it proves */
export const proofName = (email: string, type: string) =>
	`the proof of the letter to ${email}: ${type}`;

/**
 * What each recipient of the examples does with their letter. In the sandbox it depends on the local part of the
 * address: see `sandbox/stampee/magicNames.ts`.
 */
const outcomes = Object.entries({
	'open@example.org': 'RECEIVED',
	'accept@example.org': 'ACCEPTED',
	'refuse@example.org': 'REFUSED',
	'expire@example.org': 'EXPIRED',
});

/** The proof of sending is not reported: it exists before anyone can watch. */
export const expected: Expectations = {
	sent: ['welcome@example.org', ...outcomes.map(([email]) => email)].map(letterName),
	reported: [
		reportName({ kind: 'customer', email: 'accept@example.org', mark: 'ACCEPTED' }),
		...outcomes.map(([email, mark]) => reportName({ kind: 'status', email, mark })),
		...outcomes.map(([email, mark]) => reportName({ kind: 'evidence', email, mark })),
	],
	kept: outcomes.flatMap(([email, mark]) => ['SENT', mark].map((type) => proofName(email, type))),
};
