import { Scenarios, describeSteps, type NameTable, type Step } from '../scenarios';
import { switches } from './switches';

/** The statuses of a recipient: sent, delivered and read are in LegallyMail's samples, failed in its text. */
export type RecipientStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** What happens to an email to one recipient. */
export interface MailScenario {
	/** The answer to the send already reports the failure. */
	failsAtOnce?: true;
	steps: Array<Step<Exclude<RecipientStatus, 'sent'>>>;
	/** The text of `error_details`, also with a status that is not a failure. */
	error?: string;
}

const delivered = { state: 'delivered', after: { seconds: 5 } } as const;

const reader: MailScenario = { steps: [delivered, { state: 'read', after: { minutes: 5 } }] };

/** The recipient's name decides what happens to the email. */
const mailScenarios = new Scenarios<MailScenario>(
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

/** What a signer does; empty if they never respond. */
type SignerScenario = Array<Step<'signed' | 'declined'>>;

const signing: SignerScenario = [{ state: 'signed', after: { minutes: 5 } }];

const signerScenarios = new Scenarios<SignerScenario>(
	{
		sign: signing,
		slow: [{ state: 'signed', after: { days: 1 } }],
		decline: [{ state: 'declined', after: { minutes: 5 } }],
		silent: [],
	},
	signing,
);

/** What happens to an SMS, by the last digits of the number. */
const smsScenarios = new Scenarios<Array<Step<'delivered' | 'failed'>>>(
	{
		'404': [{ state: 'failed', after: { minutes: 1 } }],
		'408': [],
		'425': [{ state: 'delivered', after: { days: 1 } }],
	},
	[{ state: 'delivered', after: { seconds: 5 } }],
	(phone) => phone.slice(-3),
	(digits) => `ends in \`${digits}\``,
);

export const mailScenarioOf = (email: string) => mailScenarios.of(email);
export const signerStepsOf = (email: string) => signerScenarios.of(email);
export const smsStepsOf = (phone: string) => smsScenarios.of(phone);

/** The names that have an effect. */
export const magicNames = {
	recipients: mailScenarios.names,
	signers: signerScenarios.names,
	numbers: smsScenarios.names,
};

const outcomes = { delivered: 'delivered', read: 'read', failed: 'failed' };

export const nameTables: NameTable[] = [
	{
		head: ['recipient of an email', 'what becomes of it'],
		rows: mailScenarios.rows(({ steps, error, failsAtOnce }) => [
			[
				failsAtOnce ? 'the answer to the send says that it failed' : describeSteps(steps, outcomes),
				error && `\`error_details\` says "${error}"`,
			]
				.filter(Boolean)
				.join(', '),
		]),
	},
	{
		head: ['signer', 'what they do'],
		rows: signerScenarios.rows((steps) => [
			describeSteps(
				steps,
				{ signed: 'signs', declined: 'declines' },
				`never does anything; the request expires after ${switches.signatureDays.initial} days`,
			),
		]),
	},
	{
		head: ['phone number', 'what becomes of the SMS'],
		rows: smsScenarios.rows((steps) => [describeSteps(steps, outcomes)]),
	},
];
