import type { Expectations } from '../../../demo/providerDemo';

/** What a trigger reported, by what makes it different from every other report. */
export interface Report {
	kind: 'customer' | 'status' | 'evidence';
	/** Of the customer, or of the letter's recipient. */
	email: string;
	/** Stampee's own word: a state, a status, or a type of evidence. */
	mark: string;
}

const subjects: Record<Report['kind'], string> = {
	customer: 'the answer of the customer',
	status: 'the status of the letter to',
	evidence: 'the new proof of the letter to',
};

export const letterName = (email: string) => `the letter to ${email}`;
export const reportName = ({ kind, email, mark }: Report) => `${subjects[kind]} ${email}: ${mark}`;
/** @param type Stampee's word for what it proves */
export const proofName = (email: string, type: string) =>
	`the proof of the letter to ${email}: ${type}`;

/**
 * What each recipient of the examples makes of their letter. The sandbox decides it by the name before
 * the @: see `sandbox/stampee/magicNames.ts`.
 */
const outcomes = Object.entries({
	'open@example.org': 'RECEIVED',
	'accept@example.org': 'ACCEPTED',
	'refuse@example.org': 'REFUSED',
	'expire@example.org': 'EXPIRED',
});

/** The proof that a letter was sent is not reported: it is there before anyone can watch. */
export const expected: Expectations = {
	sent: ['welcome@example.org', ...outcomes.map(([email]) => email)].map(letterName),
	reported: [
		reportName({ kind: 'customer', email: 'accept@example.org', mark: 'ACCEPTED' }),
		...outcomes.map(([email, mark]) => reportName({ kind: 'status', email, mark })),
		...outcomes.map(([email, mark]) => reportName({ kind: 'evidence', email, mark })),
	],
	kept: outcomes.flatMap(([email, mark]) => ['SENT', mark].map((type) => proofName(email, type))),
};
