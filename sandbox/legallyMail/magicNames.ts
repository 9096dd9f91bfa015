import type { Duration } from '../clock';

/** The statuses of a recipient: sent, delivered and read are in LegallyMail's samples, failed in its text. */
export type RecipientStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** What becomes of an e-mail to one recipient: each step with its time after the sending. */
export interface MailFate {
	/** The answer to the sending says that it failed already. */
	failsAtOnce?: true;
	steps: Array<{ status: Exclude<RecipientStatus, 'sent'>; after: Duration }>;
	/** What `error_details` says, also beside a status that is no failure. */
	error?: string;
}

const delivered = { status: 'delivered', after: { seconds: 5 } } as const;

/** Also what anyone does whose name is not in the table. */
const reader: MailFate = { steps: [delivered, { status: 'read', after: { minutes: 5 } }] };

/** The local part of a recipient's address decides what becomes of the e-mail. */
const mailFates: Record<string, MailFate> = {
	read: reader,
	unread: { steps: [delivered] },
	slow: {
		steps: [
			{ status: 'delivered', after: { hours: 1 } },
			{ status: 'read', after: { days: 1 } },
		],
	},
	silent: { steps: [] },
	full: { steps: [delivered], error: 'Recipient inbox full' },
	bounce: {
		steps: [{ status: 'failed', after: { minutes: 1 } }],
		error: 'Recipient address does not exist',
	},
	reject: { failsAtOnce: true, steps: [], error: 'Invalid recipient domain' },
};

/** What a signer does, and when; null if nothing ever comes. */
export type SignerFate = { status: 'signed' | 'declined'; after: Duration } | null;

const signing: SignerFate = { status: 'signed', after: { minutes: 5 } };

const signerFates: Record<string, SignerFate> = {
	sign: signing,
	slow: { status: 'signed', after: { days: 1 } },
	decline: { status: 'declined', after: { minutes: 5 } },
	silent: null,
};

/** What becomes of an SMS, by the last digits of the number. */
export type SmsFate = { status: 'delivered' | 'failed'; after: Duration } | null;

const smsFates: Record<string, SmsFate> = {
	'404': { status: 'failed', after: { minutes: 1 } },
	'408': null,
};

/** `Bounce+42@example.org` is `bounce`: what follows a + tells addresses apart and changes nothing. */
const magicName = (email: string) => email.split('@', 1)[0].split('+', 1)[0].toLowerCase();

const lookUp = <Row>(table: Record<string, Row>, name: string, usual: Row): Row =>
	Object.hasOwn(table, name) ? table[name] : usual;

export const mailFateOf = (email: string) => lookUp(mailFates, magicName(email), reader);
export const signerFateOf = (email: string) => lookUp(signerFates, magicName(email), signing);
export const smsFateOf = (phone: string) =>
	lookUp(smsFates, phone.slice(-3), { status: 'delivered', after: { seconds: 5 } });

/** The names that decide something, for a person who reads the landing page. */
export const magicNames = {
	recipients: Object.keys(mailFates),
	signers: Object.keys(signerFates),
	numbers: Object.keys(smsFates),
};
