import type { INodeParameters } from 'n8n-workflow';
import { letterPdf } from '../../tools/demo/letterPdf';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson } from '../../tools/engine/engine';
import { legallyMail, unhurried } from '../../tools/providers/legallyMail/node';
import { pecMassiva } from '../../tools/providers/pecMassiva/node';
import { postageApp } from '../../tools/providers/postageApp/node';
import { letterToEachItem, stampee } from '../../tools/providers/stampee/node';
import { byExternalId, stemp } from '../../tools/providers/stemp/node';
import { Editor } from './editor';
import { eventsOf, freshNode, triggers } from './nodeTypes';
import { RemoteSandbox } from './sandbox';

let editor: Editor;
let sandbox: RemoteSandbox;

beforeAll(async () => {
	editor = await Editor.open();
	sandbox = new RemoteSandbox(editor.stage.sandbox);
});
afterEach(() => expect(editor.takeComplaints()).toEqual([]));
afterAll(async () => await editor.close());

const email = (externalId: string): INodeJson =>
	stemp(
		['email', 'send'],
		{
			to: byExternalId(externalId),
			subject: 'Hello',
			htmlBody: '<p>Hello</p>',
			category: 'transactional',
		},
		{ name: `E-mail to ${externalId}` },
	);

const REFERENCE = 'WATCHED-1';

/** What has to be sent before there is anything to report. */
const sends: INodeJson[] = [
	stampee(
		['message', 'send'],
		{
			...letterToEachItem,
			recipientsJson: '[{ "email": "open@example.org", "firstname": "Ada", "lastname": "Martin" }]',
			customerReference: REFERENCE,
		},
		{ name: 'Letter' },
	),
	stampee(
		['customer', 'create'],
		{
			specifyCustomers: 'json',
			customersJson: '[{ "name": "Ada", "email": "accept@example.org" }]',
		},
		{ name: 'Customer' },
	),
	pecMassiva(
		['message', 'send'],
		{ recipient: 'office@example.org', subject: 'Avviso', body: '<p>Buongiorno</p>' },
		{ name: 'PEC' },
	),
	legallyMail(
		['email', 'send'],
		{ recipient: 'read@example.org', subject: 'Notice', message: '<p>Hello</p>' },
		{ name: 'Certified e-mail' },
	),
	legallyMail(['sms', 'send'], { phone: '+34600000000', smsMessage: 'Hello' }, { name: 'SMS' }),
	legallyMail(
		['signature', 'request'],
		{
			specifySigners: 'json',
			signersJson: '[{ "name": "Ada", "email": "sign@example.org" }]',
			document: 'data',
		},
		{ name: 'Signature' },
	),
	...['cust_bounce', 'cust_click', 'cust_complain'].map(email),
	postageApp(
		['message', 'send'],
		{
			recipients: 'click@example.org, bounce@example.org',
			from: 'shop@example.org',
			subject: 'Hello',
			textHtml: '<a href="https://example.org">Hello</a>',
		},
		{ name: 'Mail' },
	),
];

interface Expected {
	parameters?: () => Promise<INodeParameters>;
	/** A word that the output of the test event has; of files it shows the names first. */
	shows: string;
}

/** The letter of `sends`: other tests send letters, too. */
const letter = async () => ({
	messageIds: (await sandbox.accepted('stampee')).find(({ reference }) => reference === REFERENCE)
		?.id,
});

/** Nobody wants to wait for LegallyMail's ten requests a minute. */
const atOnce = async () => ({ options: unhurried });

const smses = async () => ({
	...(await atOnce()),
	smsUuids: (await sandbox.accepted('legallyMail'))
		.filter(({ recipient }) => recipient.startsWith('+'))
		.map(({ id }) => id)
		.join(', '),
});

/** What each event of each polling trigger reports then. */
const expected: Record<string, Record<string, Expected>> = {
	legallyMailTrigger: {
		emailStatusChanged: { parameters: atOnce, shows: 'read@example.org' },
		newCertificate: { parameters: atOnce, shows: '-read.pdf' },
		signatureStatusChanged: { parameters: atOnce, shows: 'signed' },
		smsStatusChanged: { parameters: smses, shows: 'delivered' },
	},
	pecMassivaTrigger: {
		newMessage: { shows: 'Avviso' },
		sendOutcome: { shows: 'delivered' },
	},
	postageAppTrigger: {
		clicked: { shows: 'click@example.org' },
		newSuppression: { shows: 'bounce@example.org' },
		opened: { shows: 'click@example.org' },
		transmissionStatusChanged: { shows: 'example.org' },
	},
	stampeeTrigger: {
		customerStateChanged: { shows: 'ACCEPTED' },
		messageStatusChanged: { parameters: letter, shows: 'opened' },
		newEvidence: { parameters: letter, shows: '-RECEIVED.pdf' },
	},
	stempTrigger: {
		emailBounced: { shows: 'bounce@example.org' },
		emailClicked: { shows: 'click@example.org' },
		emailComplained: { shows: 'complain@example.org' },
		emailOpened: { shows: 'OPEN' },
		emailStatusChanged: { shows: 'example.org' },
		newSuppression: { shows: 'example.org' },
	},
};

const polling = triggers.filter(({ polling: isPolling }) => isPolling);

const cases = polling.flatMap((type) =>
	eventsOf(type).map(({ name, value }) => ({
		type,
		event: value as string,
		label: `${type.displayName}: ${name}`,
	})),
);

it('something is sent with each provider', async () => {
	const pdf = (await letterPdf('Lease', 'The lease begins on 1 April.')).toString('base64');
	const file = {
		name: 'File',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: {
			operation: 'toBinary',
			sourceProperty: 'pdf',
			options: { fileName: 'lease.pdf', mimeType: 'application/pdf' },
		},
	};
	const columns = sends.map((node, index) => ({ ...node, position: [500, index * 140] }));
	await editor.openWorkflow({
		name: 'Something with each provider',
		nodes: [...chain(start, file).nodes, ...columns],
		connections: {
			...(chain(start, file).connections as object),
			File: { main: [sends.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
		},
		pinData: { [start.name]: [{ json: { pdf } }] },
	});
	await editor.execute();
	await editor.picture('triggers-sent');
	await sandbox.advance({ hours: 2 });
});

it('knows every event', () => {
	expect(
		Object.entries(expected).flatMap(([type, events]) =>
			Object.keys(events).map((event) => [type, event]),
		),
	).toEqual(cases.map(({ type, event }) => [type.name, event]));
});

describe('Fetch Test Event of', () => {
	beforeAll(async () => {
		const nodes: INodeJson[] = [];
		for (const [index, { type, event, label }] of cases.entries()) {
			const parameters = await expected[type.name][event].parameters?.();
			nodes.push({
				...freshNode(type),
				name: label,
				position: [(index % 5) * 260, Math.floor(index / 5) * 220],
				parameters: { event, ...parameters },
			});
		}
		await editor.openWorkflow({ name: 'Every event', nodes });
	});

	afterEach(async () => await editor.closeNode());

	it.each(cases)('$label shows one', async ({ type, event, label }) => {
		await editor.openNode(label);
		await editor.find('node-execute-button').first().click();
		await editor.seeOutput(expected[type.name][event].shows);
		await editor.picture(`event-${type.name}-${event}`, editor.find('ndv'));
	});
});
