import type { Clock } from '../clock';
import type { Proofs } from './proofs';
import type { Mails } from './mails';
import type { Sent } from './sent';
import type { Signatures } from './signatures';
import type { Smses } from './smses';
import type { LegallyMailSwitches } from './switches';
import { timestamp } from './times';

/** The customer's account: what the API and the downloads look into. */
export interface Account {
	clock: Clock;
	/** API token -> email address of its user. All users share what was sent. */
	tokens: Map<string, string>;
	mails: Mails;
	signatures: Signatures;
	smses: Smses;
	proofs: Proofs;
	switches: LegallyMailSwitches;
}

/** A time as the API shows it. */
export const shown = ({ switches }: Account, time: Date | null): string | null =>
	time && timestamp(time, switches);

/** The latest of a list, newest first, as far as they are shown yet. */
export const latest = <Entry extends Sent>(
	{ switches }: Account,
	entries: Entry[],
	limit: number,
): Entry[] =>
	entries
		.filter(({ arrivedAt }) => performance.now() - arrivedAt >= switches.listDelay)
		.reverse()
		.slice(0, Math.min(limit, switches.largestPage));
