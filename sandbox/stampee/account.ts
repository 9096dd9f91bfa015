import type { Clock } from '../clock';
import type { SignedLinks } from '../signedLinks';
import type { Customers } from './customers';
import { eventsOf, type Message, type MessageEvent, type Messages } from './messages';
import type { StampeeSwitches } from './switches';

/** The reseller's account, shared by both origins: the API and the files. */
export interface Account {
	clock: Clock;
	/** API tokens. */
	tokens: Set<string>;
	messages: Messages;
	customers: Customers;
	links: SignedLinks;
	switches: StampeeSwitches;
}

/** What has happened to a message so far, oldest first. */
export const history = ({ clock, switches }: Account, message: Message): MessageEvent[] =>
	eventsOf(message, clock.now(), switches.acceptanceDays);
