import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Duration, Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';
import * as legallyMail from '../providers/legallyMail/node';
import * as pecMassiva from '../providers/pecMassiva/node';
import * as postageApp from '../providers/postageApp/node';
import * as stampee from '../providers/stampee/node';
import * as stemp from '../providers/stemp/node';

/** A trigger, and a provider that it has much to watch at. */
export interface Watched {
	trigger: string;
	/** Whether the API has a list of them, however short and whatever it tells. */
	hasList: boolean;
	/** What nobody has more of. */
	most?: number;
	/** In the sandbox's journal. */
	journal: string;
	credential: string;
	account: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** @param ids what the user names, where the API has no list */
	node: (ids: string[]) => INodeJson;
	/**
	 * Puts so many open things there. Some of them change with time, the others do not.
	 * @param learn lets the trigger see what is there so far, where the API shows no more at a time
	 */
	fill: (
		sandbox: Sandbox,
		count: number,
		changing: number,
		learn: () => Promise<void>,
	) => Promise<void>;
	/** How much time to pass for the first poll to find them open. */
	settle?: Duration;
	/** How much time to pass for what changes to have changed. */
	change: Duration;
	/** What is to come about with that, where nothing changes by itself. */
	arrive?: (sandbox: Sandbox, count: number) => void;
}

/** Addresses of which some, all through the list, do in time what the others never do. */
const addresses = (count: number, changing: number, [still, moving]: [string, string]) =>
	Array.from(
		{ length: count },
		(_, index) => `${index % (count / changing) === 0 ? moving : still}+${index}@example.org`,
	);

async function post(url: string, headers: Record<string, string>, body: object): Promise<void> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}

const trigger = (
	type: string,
	credential: string,
	parameters: INodeJson['parameters'],
): INodeJson => ({
	name: 'Trigger',
	type: `n8n-nodes-certified-mail.${type}`,
	typeVersion: 1,
	credentials: { [credential]: { id: '1', name: 'account' } },
	parameters,
});

const stampeeHeaders = ({ stampee: { token } }: Sandbox) => ({ 'x-api-token': token });

/** What LegallyMail's lists show at most. */
const LEGALLY_MAIL_LISTED = 25;

/** To look at so many once takes two hours at LegallyMail's ten requests a minute. */
const LEGALLY_MAIL_MOST = 1000;

const legallyMailHeaders = ({ legallyMail: { token } }: Sandbox) => ({
	authorization: `Bearer ${token}`,
});

/** Lets the trigger see things before others take their place in the list. */
async function oneByOne(
	bodies: object[],
	send: (body: object) => Promise<void>,
	learn: () => Promise<void>,
): Promise<void> {
	for (const [index, body] of bodies.entries()) {
		await send(body);
		if (index % LEGALLY_MAIL_LISTED === LEGALLY_MAIL_LISTED - 1) await learn();
	}
}

export const watched: Watched[] = [
	{
		trigger: 'Stampee: Customer State Changed',
		hasList: true,
		journal: 'stampee',
		credential: 'stampeeApi',
		account: (sandbox) => stampee.stampeeAccount(sandbox.stampee),
		node: () => trigger('stampeeTrigger', 'stampeeApi', { event: 'customerStateChanged' }),
		fill: async (sandbox, count, changing) => {
			const customers = addresses(count, changing, ['wait', 'accept']).map((email) => ({
				name: email,
				email,
				isPaying: false,
				willSendLre: false,
			}));
			const { url } = sandbox.stampee;
			await post(`${url}/customers/bulk_store`, stampeeHeaders(sandbox), { customers });
		},
		change: { minutes: 6 },
	},
	{
		trigger: 'Stampee: Message Status Changed',
		hasList: false,
		journal: 'stampee',
		credential: 'stampeeApi',
		account: (sandbox) => stampee.stampeeAccount(sandbox.stampee),
		node: (ids) =>
			trigger('stampeeTrigger', 'stampeeApi', {
				event: 'messageStatusChanged',
				messageIds: ids.join(),
			}),
		fill: async (sandbox, count, changing) => {
			const recipients = addresses(count, changing, ['silent', 'accept']).map((email) => ({
				email,
				firstname: 'Ada',
				lastname: 'Byron',
			}));
			const { url } = sandbox.stampee;
			const letter = { type: 'LS', body: '<p>Bonjour</p>', recipients };
			await post(`${url}/messages/bulk_send`, stampeeHeaders(sandbox), letter);
		},
		change: { minutes: 6 },
	},
	{
		trigger: 'PEC Massiva: New Message in the Inbox',
		hasList: true,
		journal: 'pecMassiva',
		credential: 'pecMassivaApi',
		account: (sandbox) => pecMassiva.pecMassivaAccount(sandbox.pecMassiva),
		node: () => trigger('pecMassivaTrigger', 'pecMassivaApi', { event: 'newMessage' }),
		fill: async ({ clock, pecMassiva: { mailbox } }, count) => {
			for (const mail of mails(count, 'in the inbox')) {
				// Real mails rarely come in the same second.
				clock.advance({ seconds: 10 });
				mailbox.receive(mail);
			}
		},
		change: { minutes: 1 },
		arrive: ({ pecMassiva: { mailbox } }, count) => mailbox.receive(...mails(count, 'new')),
	},
	{
		trigger: 'LegallyMail: Email Status Changed',
		hasList: true,
		most: LEGALLY_MAIL_MOST,
		journal: 'legallyMail',
		credential: 'legallyMailApi',
		account: (sandbox) => legallyMail.legallyMailAccount(sandbox.legallyMail),
		node: () => legallyMail.legallyMailTrigger('emailStatusChanged'),
		fill: async (sandbox, count, changing, learn) => {
			const mails = addresses(count, changing, ['silent', 'slow']).map((recipient) => ({
				recipient,
				subject: 'Notice',
				message: '<p>Bonjour</p>',
			}));
			const url = `${sandbox.legallyMail.url}/api/send`;
			const send = async (mail: object) => await post(url, legallyMailHeaders(sandbox), mail);
			await oneByOne(mails, send, learn);
		},
		change: { hours: 2 },
	},
	{
		trigger: 'LegallyMail: Signature Status Changed',
		hasList: true,
		most: LEGALLY_MAIL_MOST,
		journal: 'legallyMail',
		credential: 'legallyMailApi',
		account: (sandbox) => legallyMail.legallyMailAccount(sandbox.legallyMail),
		node: () => legallyMail.legallyMailTrigger('signatureStatusChanged'),
		fill: async (sandbox, count, changing, learn) => {
			const signatures = addresses(count, changing, ['silent', 'sign']).map((email) => ({
				signers: [{ name: 'Ada', email }],
				document: Buffer.from('%PDF-1.4').toString('base64'),
				document_name: 'Contract.pdf',
			}));
			const url = `${sandbox.legallyMail.url}/api/signature/send`;
			const send = async (signature: object) =>
				await post(url, legallyMailHeaders(sandbox), signature);
			await oneByOne(signatures, send, learn);
		},
		change: { minutes: 6 },
	},
	{
		trigger: 'stemp: Email Status Changed',
		hasList: true,
		journal: 'stemp',
		credential: 'stempApi',
		account: (sandbox) => stemp.stempAccountWithAccessToken(sandbox.stemp),
		node: () => stemp.stempTrigger('emailStatusChanged'),
		fill: async ({ stemp: { emails } }, count, changing) => {
			for (const address of addresses(count, changing, ['silent', 'slow'])) {
				emails.sendBySystem(address, 'Notice');
			}
		},
		change: { days: 1 },
	},
	{
		trigger: 'PostageApp: Transmission Status Changed',
		hasList: true,
		journal: 'postageApp',
		credential: 'postageAppApi',
		account: (sandbox) => postageApp.postageAppAccount(sandbox.postageApp),
		node: () =>
			trigger('postageAppTrigger', 'postageAppApi', { event: 'transmissionStatusChanged' }),
		fill: async ({ postageApp: { url, projectKey } }, count, changing) =>
			await post(
				`${url}/v.1.1/send_message.json`,
				{},
				{
					api_key: projectKey,
					uid: 'notice',
					arguments: {
						recipients: addresses(count, changing, ['expire', 'slow']),
						headers: { subject: 'Notice' },
						content: 'Hello',
					},
				},
			),
		settle: { minutes: 2 },
		change: { hours: 5 },
	},
];

const mails = (count: number, what: string) =>
	Array.from({ length: count }, (_, index) => ({
		from: 'office@example.org',
		subject: `Mail ${index} ${what}`,
	}));
