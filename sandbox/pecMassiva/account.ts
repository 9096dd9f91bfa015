import type { Clock } from '../clock';
import type { Mailbox } from './mailbox';
import type { Codes } from './sends';
import type { PecMassivaSwitches } from './switches';
import type { Tokens } from './tokens';

/** One Openapi account with one mailbox, shared by the API and OAuth. */
export interface Account {
	clock: Clock;
	/** The mailbox's login. */
	username: string;
	/** The users that can log in; all share one mailbox. */
	usernames: Set<string>;
	password: string;
	/** The account's login for OAuth. */
	email: string;
	apiKey: string;
	tokens: Tokens;
	mailbox: Mailbox;
	codes: Codes;
	/** In euros. */
	wallet: { credit: number };
	switches: PecMassivaSwitches;
	/** Called when a page of the inbox has been read, before it is sent. */
	afterPage: () => void;
}
