import { setTimeout as pause } from 'node:timers/promises';
import type { Duration } from '../../sandbox';
import { assign, exampleNames, fillIn, readExample } from '../../tools/demo/examples';
import { letterPdf } from '../../tools/demo/letterPdf';
import type { Push } from '../../sandbox/webhook';
import type { WorkflowJson } from '../../tools/engine/engine';
import { mailToEachItem, postageApp } from '../../tools/providers/postageApp/node';
import { stampee } from '../../tools/providers/stampee/node';
import { stemp } from '../../tools/providers/stemp/node';
import { Editor } from './editor';
import { Model } from './model';
import { RemoteSandbox } from './sandbox';

let editor: Editor;
let sandbox: RemoteSandbox;

beforeAll(async () => {
	editor = await Editor.open({ width: 1240, height: 700 });
	sandbox = new RemoteSandbox(editor.stage.sandbox);
});
afterEach(() => expect(editor.takeComplaints()).toEqual([]));
afterAll(async () => await editor.close());

/** A workflow in which another node stands in the place of one. */
const inPlaceOf = (workflow: WorkflowJson, name: string, type: string, parameters: object) => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.name === name ? { ...node, type, typeVersion: 1.1, parameters } : node,
	),
});

/** A workflow one of whose nodes waits for no more than some seconds. */
const soon = (workflow: WorkflowJson, name: string, seconds: number) =>
	fillIn(workflow, name, { amount: seconds, unit: 'seconds' });

/** Does something, in the course of which the sandbox's clock is moved on. */
async function whileTimeGoesBy(time: Duration, act: () => Promise<void>): Promise<void> {
	const acting = act();
	await pause(4_000);
	await sandbox.advance(time);
	await acting;
}

/** Opens a node that has run, and looks for words in its output. */
async function seeOutput(example: string, node: string, ...words: string[]): Promise<void> {
	await editor.pictureOfWorkflow(`example-${example}-ran`);
	await editor.picture(`example-${example}-note`, editor.find('sticky').first());
	await editor.openNode(node);
	await editor.seeOutput(...words);
	await editor.picture(`example-${example}-output`, editor.find('output-panel'));
	await editor.closeNode();
}

/** Executes the opened workflow, and lets its trigger's provider push what it waits for. */
async function executePushed(trigger: string, provider: string, event: Push): Promise<void> {
	await editor.openNode(trigger);
	await sandbox.setEndpoint(provider, await editor.webhookUrl('Test URL'));
	await editor.closeNode();
	await editor.execute(undefined, async () => {
		expect(await sandbox.push(provider, event)).toEqual([200]);
	});
}

/** Of the registered letter that was accepted. */
const acceptedLetter = async () =>
	(await sandbox.accepted('stampee')).findLast(
		({ recipient }) => recipient === 'accept@example.org',
	)?.id;

/**
 * What a user does with each example: fills in what its note asks for, executes it and looks at what came
 * out. In this order, because letters have to be sent before they can be followed.
 */
const uses: Record<string, () => Promise<void>> = {
	'stampee-onboard-customer': async () => {
		const example = 'stampee-onboard-customer';
		await editor.openWorkflow(soon(readExample(example), 'Wait a week', 5));
		const trigger = 'When clicking ‘Execute workflow’';
		await whileTimeGoesBy({ minutes: 6 }, async () => await editor.execute(trigger));
		await seeOutput(example, 'Ask the customer', 'Atelier Dupin', 'PENDING');
	},

	'stampee-send-letter-on-behalf-of-customer': async () => {
		const example = 'stampee-send-letter-on-behalf-of-customer';
		await editor.openWorkflow(readExample(example));
		await editor.openNode('Send the letter');
		const customer = editor.page.locator('[data-test-id="rlc-item"]:visible', {
			hasText: 'Atelier Dupin',
		});
		await editor.until(customer, async () => editor.find('rlc-input').click());
		await customer.first().click();
		await editor.closeNode();
		await editor.execute();
		await seeOutput(example, 'Send the letter', 'open@example.org', 'queued');
	},

	'stampee-welcome-accepted-customer': async () => {
		const example = 'stampee-welcome-accepted-customer';
		const customers = await editor.run(stampee(['customer', 'getMany'], { returnAll: true }));
		const { id, name, email } = customers.find(({ name }) => name === 'Atelier Dupin')!;
		await editor.openWorkflow(readExample(example));
		await executePushed('A customer accepted', 'stampee', {
			type: 'customer_accepted',
			data: { customer_id: id, customer_name: name, customer_email: email },
		});
		await seeOutput(example, 'Send the letter', 'welcome@example.org', 'queued');
	},

	'stampee-send-registered-letter': async () => {
		const example = 'stampee-send-registered-letter';
		await editor.openWorkflow(readExample(example));
		await editor.execute();
		await seeOutput(example, 'Send the letter', 'accept@example.org', 'queued');
		await sandbox.advance({ minutes: 6 });
	},

	'stampee-follow-letter': async () => {
		const example = 'stampee-follow-letter';
		const trigger = 'When a letter changes';
		const messageIds = await acceptedLetter();
		await editor.openWorkflow(fillIn(readExample(example), trigger, { messageIds }));
		await editor.execute();
		await seeOutput(example, trigger, 'ConsignmentAcceptance');
	},

	'stampee-collect-evidence': async () => {
		const example = 'stampee-collect-evidence';
		const trigger = 'When there is new proof';
		const messageIds = await acceptedLetter();
		await editor.openWorkflow(fillIn(readExample(example), trigger, { messageIds }));
		await editor.execute();
		await seeOutput(example, 'Get all of its proof', 'ACCEPTED.pdf');
	},

	'pec-massiva-send-and-file-receipt': async () => {
		const example = 'pec-massiva-send-and-file-receipt';
		await editor.openWorkflow(readExample(example));
		await editor.execute('Start');
		await seeOutput(example, 'Send it', 'queued');
		await sandbox.advance({ minutes: 1 });
		await editor.execute('When a receipt comes');
		await seeOutput(`${example}-receipt`, 'When a receipt comes', 'delivered');
	},

	'legallymail-contract-for-signature': async () => {
		const example = 'legallymail-contract-for-signature';
		const pdf = await letterPdf('Lease', 'The lease begins on 1 April.');
		const [first, contract] = ['Run once for each contract', 'The contract'];
		const patient = soon(readExample(example), 'Wait three days', 1);
		const filledIn = inPlaceOf(patient, contract, 'n8n-nodes-base.convertToFile', {
			operation: 'toBinary',
			sourceProperty: 'pdf',
			options: { fileName: 'lease.pdf', mimeType: 'application/pdf' },
		});
		const signer = `$('${first}').item.json`;
		await editor.openWorkflow({
			...fillIn(filledIn, 'Ask for the signature', {
				signersJson: `={{ [{ name: ${signer}.name, email: ${signer}.email }] }}`,
				documentName: `={{ ${signer}.documentName }}`,
			}),
			pinData: {
				[first]: [
					{
						json: {
							name: 'Claire Martin',
							email: 'sign@example.org',
							documentName: 'Lease.pdf',
							pdf: pdf.toString('base64'),
						},
					},
				],
			},
		});
		await editor.execute(first);
		await seeOutput(example, 'Ask for the signature', 'Claire Martin');
	},

	'legallymail-notice-with-deadline': async () => {
		const example = 'legallymail-notice-with-deadline';
		await editor.openWorkflow(soon(readExample(example), 'Wait an hour', 7));
		await editor.execute();
		await seeOutput(example, 'Store what became of it', 'NOTICE-2026-014', 'delivered');
	},

	'stampee-evidence-by-reference': async () => {
		const example = 'stampee-evidence-by-reference';
		await editor.openWorkflow(readExample(example));
		await editor.execute('When clicking ‘Execute workflow’');
		await sandbox.advance({ minutes: 6 });
		await editor.execute('Every hour');
		await seeOutput(example, 'Name it by the reference', 'REFUSED.pdf');
	},

	'pec-massiva-sort-inbox': async () => {
		const example = 'pec-massiva-sort-inbox';
		await editor.openWorkflow(readExample(example));
		await editor.execute();
		await seeOutput(example, 'What is it?', 'receipt');
	},

	'several-providers-fallback': async () => {
		const example = 'several-providers-fallback';
		await editor.openWorkflow(readExample(example));
		await editor.execute('When clicking ‘Execute workflow’');
		await sandbox.advance({ minutes: 5 });
		await editor.execute('Every 15 minutes');
		await seeOutput(example, 'Store its tracking ID', 'NOTICE-2026-021', 'LegallyMail');
	},

	'postageapp-mail-merge-from-sheet': async () => {
		const example = 'postageapp-mail-merge-from-sheet';
		const [form, reader] = ['When a sheet is handed in', 'Read the sheet'];
		const sheet = 'email,name,order\nada@example.org,Ada,1001\nbounce@example.org,Bob,1002';
		const workflow = soon(readExample(example), 'Wait an hour', 2);
		const bringsSheet = {
			name: 'Its sheet',
			type: 'n8n-nodes-base.convertToFile',
			typeVersion: 1.1,
			position: [110, 560],
			parameters: {
				operation: 'toBinary',
				sourceProperty: 'csv',
				binaryPropertyName: 'Sheet',
				options: { fileName: 'sheet.csv', mimeType: 'text/csv' },
			},
		};
		const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
		await editor.openWorkflow({
			...workflow,
			nodes: [...workflow.nodes, bringsSheet],
			connections: { ...workflow.connections, [form]: to('Its sheet'), 'Its sheet': to(reader) },
			pinData: {
				[form]: [{ json: { Mailing: 'receipts', csv: Buffer.from(sheet).toString('base64') } }],
			},
		});
		await whileTimeGoesBy({ hours: 1 }, async () => await editor.execute());
		await seeOutput(example, 'Line of the report', 'ada@example.org', 'delivered');
	},

	'several-providers-agent-looks-up': async () => {
		const example = 'several-providers-agent-looks-up';
		const messageId = await acceptedLetter();
		const model = await Model.start('Look_up_a_letter_at_Stampee', { messageId });
		try {
			editor.stage.credentials.openAiApi = await editor.rest.call('POST', '/credentials', {
				name: 'A model on this computer',
				type: 'openAiApi',
				data: { apiKey: 'none', url: model.url },
			});
			const workflow = readExample(example);
			const question = 'When a question comes';
			await editor.openWorkflow({
				...workflow,
				nodes: workflow.nodes.map((node) =>
					node.name === 'Model'
						? { ...node, credentials: { openAiApi: { id: null, name: '' } } }
						: node,
				),
				pinData: {
					[question]: [
						{ json: { sessionId: '1', action: 'sendMessage', chatInput: 'What became of it?' } },
					],
				},
			});
			await editor.execute();
			await seeOutput(example, 'Agent', 'ACCEPTED');
		} finally {
			await model.stop();
		}
	},

	'postageapp-lost-mail-alarm': async () => {
		const example = 'postageapp-lost-mail-alarm';
		const mail = { recipients: 'bounce@example.org', uid: 'lost-mail' };
		await editor.run(postageApp(['message', 'send'], { ...mailToEachItem, ...mail }));
		await sandbox.advance({ hours: 1 });
		await editor.openWorkflow(readExample(example));
		await executePushed('A mail is lost', 'postageApp', {
			type: 'failed',
			data: { recipient: mail.recipients, message_uid: mail.uid },
		});
		await seeOutput(example, 'What to tell', mail.recipients, 'No Such User Here');
	},

	'stemp-welcome-new-user': async () => {
		const example = 'stemp-welcome-new-user';
		const [data] = await editor.run(
			stemp(['user', 'create'], { email: 'nora@example.org', additionalFields: { name: 'Nora' } }),
		);
		await editor.openWorkflow(readExample(example));
		await executePushed('A user is new', 'stemp', { type: 'user.created', data });
		await seeOutput(example, 'Welcome them', 'Welcome!', 'sent');
	},

	'stemp-reward-mail': async () => {
		const example = 'stemp-reward-mail';
		await editor.openWorkflow(
			assign(readExample(example), 'Who earned a reward', { externalId: 'cust_eager' }),
		);
		await editor.execute();
		await seeOutput(example, 'Look it up', 'delivered');
	},
};

it('all examples are used here', () => {
	expect(Object.keys(uses).sort()).toEqual(exampleNames().sort());
});

it.each(Object.keys(uses))('%s', async (name) => await uses[name]());
