import type { Clock } from '../clock';
import type { FixedWindow } from '../rateLimit';
import type { Emails } from './emails';
import type { RecipientDirectory } from './people';
import type { StempSwitches } from './switches';
import type { Tokens } from './tokens';

/** One organization with one app installed. */
export interface Account {
	clock: Clock;
	tokens: Tokens;
	/** The client ID and secret of the app, if a refresh requires them. */
	client: { id: string; secret: string };
	people: RecipientDirectory;
	emails: Emails;
	rateLimit: FixedWindow;
	switches: StempSwitches;
}
