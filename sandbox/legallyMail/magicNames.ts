import { Fates, saySteps, type NameTable, type Step } from '../fates';
import { switches } from './switches';

/** The statuses of a recipient: sent, delivered and read are in LegallyMail's samples, failed in its text. */
export type RecipientStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** What becomes of an e-mail to one recipient. */
export interface MailFate {
	/** The answer to the sending says that it failed already. */
	failsAtOnce?: true;
	steps: Array<Step<Exclude<RecipientStatus, 'sent'>>>;
	/** What `error_details` says, also beside a status that is no failure. */
	error?: string;
}

const delivered = { state: 'delivered', after: { seconds: 5 } } as const;

const reader: MailFate = { steps: [delivered, { state: 'read', after: { minutes: 5 } }] };

/** The recipient's name decides what becomes of the e-mail. */
const mailFates = new Fates<MailFate>(
	{
		read: reader,
		unread: { steps: [delivered] },
		slow: {
			steps: [
				{ state: 'delivered', after: { hours: 1 } },
				{ state: 'read', after: { days: 1 } },
			],
		},
		silent: { steps: [] },
		full: { steps: [delivered], error: 'Recipient inbox full' },
		bounce: {
			steps: [{ state: 'failed', after: { minutes: 1 } }],
			error: 'Recipient address does not exist',
		},
		reject: { failsAtOnce: true, steps: [], error: 'Invalid recipient domain' },
	},
	reader,
);

/** What a signer does; none where nothing ever comes. */
type SignerFate = Array<Step<'signed' | 'declined'>>;

const signing: SignerFate = [{ state: 'signed', after: { minutes: 5 } }];

const signerFates = new Fates<SignerFate>(
	{
		sign: signing,
		slow: [{ state: 'signed', after: { days: 1 } }],
		decline: [{ state: 'declined', after: { minutes: 5 } }],
		silent: [],
	},
	signing,
);

/** What becomes of an SMS, by the last digits of the number. */
const smsFates = new Fates<Array<Step<'delivered' | 'failed'>>>(
	{ '404': [{ state: 'failed', after: { minutes: 1 } }], '408': [] },
	[{ state: 'delivered', after: { seconds: 5 } }],
	(phone) => phone.slice(-3),
	(digits) => `ends in \`${digits}\``,
);

export const mailFateOf = (email: string) => mailFates.of(email);
export const signerStepsOf = (email: string) => signerFates.of(email);
export const smsStepsOf = (phone: string) => smsFates.of(phone);

/** The names that decide something. */
export const magicNames = {
	recipients: mailFates.names,
	signers: signerFates.names,
	numbers: smsFates.names,
};

const outcomes = { delivered: 'delivered', read: 'read', failed: 'failed' };

export const nameTables: NameTable[] = [
	{
		head: ['recipient of an e-mail', 'what becomes of it'],
		rows: mailFates.rows(({ steps, error, failsAtOnce }) => [
			[
				failsAtOnce ? 'the answer to the send says that it failed' : saySteps(steps, outcomes),
				error && `\`error_details\` says "${error}"`,
			]
				.filter(Boolean)
				.join(', '),
		]),
	},
	{
		head: ['signer', 'what they do'],
		rows: signerFates.rows((steps) => [
			saySteps(
				steps,
				{ signed: 'signs', declined: 'declines' },
				`never does anything; the request expires after ${switches.signatureDays.initial} days`,
			),
		]),
	},
	{
		head: ['phone number', 'what becomes of the SMS'],
		rows: smsFates.rows((steps) => [saySteps(steps, outcomes)]),
	},
];
