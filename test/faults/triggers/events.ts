import type { INodeParameters } from 'n8n-workflow';
import type { Duration, Sandbox } from '../../../sandbox';
import { Caller } from '../../sandbox/postageApp/caller';
import { Correspondent } from '../../sandbox/pecMassiva/caller';
import { Office } from '../../sandbox/legallyMail/caller';
import { Reseller } from '../../sandbox/stampee/caller';
import { App } from '../../sandbox/stemp/caller';
import type { Provider } from '../providers';
import { legallyMailProvider } from '../providers/legallyMail';
import { pecMassivaProvider } from '../providers/pecMassiva';
import { postageAppProvider } from '../providers/postageApp';
import { stampeeProvider } from '../providers/stampee';
import { stempProvider } from '../providers/stemp';

/** A thing at a provider that a trigger will tell of. */
export interface Thing {
	/** What the items that tell of it hold, and no others. */
	name: string;
	/** What the trigger needs to know of it, where the user names what is watched. */
	parameters?: INodeParameters;
	/** Lets it come about, unless it was there before the trigger was activated. */
	come?: () => unknown;
	/** After what time it has changed. Default: ten minutes. */
	changesIn?: Duration;
}

/** An event of a polling trigger. */
export interface PolledEvent {
	provider: Provider;
	/** As the trigger's parameter and the editor have it. */
	event: string;
	title: string;
	parameters?: INodeParameters;
	/** Which of the provider's servers meets the fault. Default: its API. */
	server?: string;
	/**
	 * Makes ready for one thing that changes within minutes of the sandbox's clock.
	 * @param marker is in no other thing
	 */
	thing: (sandbox: Sandbox, marker: string) => Promise<Thing> | Thing;
}

/** Ten requests a minute are not what the matrix is about. */
const unhurried = { options: { maxRequestsPerMinute: 6000 } };

/** What is there before the trigger must not change while its first poll waits out a fault. */
const changesIn = { days: 2 };

const stampeeLetter: PolledEvent['thing'] = async (sandbox, marker) => {
	const id = await new Reseller(sandbox).send(`slow+${marker}@example.org`);
	return { name: id, parameters: { messageIds: id }, changesIn };
};

const stempMail =
	(fate: string): PolledEvent['thing'] =>
	(sandbox, marker) => ({
		name: marker,
		come: async () => {
			const app = new App(sandbox);
			return await app.send(app.user(`${fate}+${marker}@example.org`).id);
		},
	});

const postageAppMail =
	(fate: string): PolledEvent['thing'] =>
	(sandbox, marker) => ({
		name: marker,
		come: async () => await new Caller(sandbox).send(marker, `${fate}+${marker}@example.org`),
	});

const legallyMail = (sandbox: Sandbox, marker: string) => ({
	name: marker,
	come: async () => await new Office(sandbox).send(`unread+${marker}@example.org`),
});

/** Each event of the triggers that ask a provider in a way of its own. */
export const POLLED_EVENTS: PolledEvent[] = [
	{
		provider: stampeeProvider,
		event: 'customerStateChanged',
		title: 'Stampee: Customer State Changed',
		thing: (sandbox, marker) => ({
			name: marker,
			come: async () => await new Reseller(sandbox).addCustomer(`accept+${marker}@example.org`),
		}),
	},
	{
		provider: stampeeProvider,
		event: 'messageStatusChanged',
		title: 'Stampee: Message Status Changed',
		parameters: { downloadEvidence: false },
		thing: stampeeLetter,
	},
	{
		provider: stampeeProvider,
		event: 'newEvidence',
		title: 'Stampee: New Evidence (the fault is where the document lies)',
		parameters: { downloadEvidence: true },
		server: 'stampee-files',
		thing: stampeeLetter,
	},
	{
		provider: pecMassivaProvider,
		event: 'newMessage',
		title: 'PEC Massiva: New Message',
		thing: ({ pecMassiva }, marker) => ({
			name: marker,
			come: () => pecMassiva.mailbox.receive({ from: 'jane@example.org', subject: marker }),
		}),
	},
	{
		provider: pecMassivaProvider,
		event: 'sendOutcome',
		title: 'PEC Massiva: Send Outcome',
		parameters: { outcomes: ['delivered'] },
		thing: (sandbox, marker) => ({
			name: marker,
			come: async () => await new Correspondent(sandbox).send('accept@example.org', marker),
		}),
	},
	{
		provider: legallyMailProvider,
		event: 'emailStatusChanged',
		title: 'LegallyMail: Email Status Changed',
		parameters: { downloadCertificate: false, ...unhurried },
		thing: legallyMail,
	},
	{
		provider: legallyMailProvider,
		event: 'newCertificate',
		title: 'LegallyMail: New Certificate',
		parameters: { downloadCertificate: true, ...unhurried },
		thing: legallyMail,
	},
	{
		provider: legallyMailProvider,
		event: 'signatureStatusChanged',
		title: 'LegallyMail: Signature Status Changed',
		parameters: unhurried,
		thing: async (sandbox, marker) => ({
			name: await new Office(sandbox).requestSignature(`slow+${marker}@example.org`),
			changesIn,
		}),
	},
	{
		provider: stempProvider,
		event: 'emailStatusChanged',
		title: 'stemp: Email Status Changed',
		thing: stempMail('ada'),
	},
	{
		provider: stempProvider,
		event: 'emailBounced',
		title: 'stemp: Email Bounced',
		thing: stempMail('full'),
	},
	{
		provider: stempProvider,
		event: 'newSuppression',
		title: 'stemp: New Suppression',
		thing: stempMail('bounce'),
	},
	{
		provider: postageAppProvider,
		event: 'transmissionStatusChanged',
		title: 'PostageApp: Transmission Status Changed',
		thing: postageAppMail('ada'),
	},
	{
		provider: postageAppProvider,
		event: 'newSuppression',
		title: 'PostageApp: New Suppression',
		thing: postageAppMail('bounce'),
	},
];
