import type { Clock } from '../clock';
import type { Proofs } from './proofs';
import type { Mails } from './mails';
import type { Sent } from './sent';
import type { Signatures } from './signatures';
import type { SmsMessages } from './smsMessages';
import type { LegallyMailSwitches } from './switches';
import { timestamp } from './times';

/** The customer's account, shared by the API and the downloads. */
export interface Account {
	clock: Clock;
	/** API token -> email address of its user. All users see everything that was sent. */
	tokens: Map<string, string>;
	mails: Mails;
	signatures: Signatures;
	smses: SmsMessages;
	proofs: Proofs;
	switches: LegallyMailSwitches;
}

/** A time as the API shows it. */
export const formattedTime = ({ switches }: Account, time: Date | null): string | null =>
	time && timestamp(time, switches);

/** The latest entries of a list that are already visible, newest first. */
export const latest = <Entry extends Sent>(
	{ switches }: Account,
	entries: Entry[],
	limit: number,
): Entry[] =>
	entries
		.filter(({ arrivedAt }) => performance.now() - arrivedAt >= switches.listDelay)
		.reverse()
		.slice(0, Math.min(limit, switches.largestPage));
