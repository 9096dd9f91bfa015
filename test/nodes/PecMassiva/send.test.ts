import type { INodeParameters } from 'n8n-workflow';

import fixture from '../../fixtures/pec-massiva/pecmassiva.openapi.json';
import { chain, start } from '../../../tools/engine/chain';
import type { INodeJson } from '../../../tools/engine/engine';
import { documentedRequest } from '../../support/openApi';
import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccount,
	recipients,
} from '../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.pecMassiva.switches.secondsBetweenSends = 0;
	stage.sandbox.pecMassiva.wallet.credit = 1000;
});

const message: INodeParameters = {
	recipient: 'office@example.org',
	subject: 'Convocazione',
	body: 'Buongiorno',
};

const send = (
	parameters: INodeParameters = message,
	{ node, input, account }: { node?: Partial<INodeJson>; input?: object[]; account?: object } = {},
) =>
	stage.engine.run(chain(start, pecMassiva(['message', 'send'], parameters, node)), {
		...(input && { input: input as never }),
		credentials: {
			pecMassivaApi: { ...pecMassivaAccount(stage.sandbox.pecMassiva), ...account },
		},
	});

const bodies = () =>
	stage.sandbox.journal
		.requests('pecMassiva')
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body as Record<string, unknown>);

describe('PEC Massiva, message: send', () => {
	it("sends the request of the vendor's OpenAPI file", async () => {
		const example = documentedRequest(fixture, ['POST', '/send']) as {
			subject: string;
			body: string;
			sender: string;
			recipient: string[];
			attachments: Array<{ name: string; file: string }>;
		};
		const [{ name, file }] = example.attachments;
		const content = Buffer.from(file.split(',')[1], 'base64');
		const binary = await stage.engine.binary(content, { fileName: name, mimeType: 'image/png' });
		const { subject, body, recipient, sender } = example;

		const { status } = await send(
			{
				recipient,
				subject,
				bodyFormat: 'html',
				body,
				attachments: 'data',
				options: { sender, attachmentFormat: 'dataUri' },
			},
			{ input: [{ json: {}, binary: { data: binary } }] },
		);

		expect(status).toBe('success');
		const { username, password } = stage.sandbox.pecMassiva;
		const uri = `data:image/png;base64,${content.toString('base64')}`;
		expect(bodies()).toEqual([
			{ sender, recipient, subject, body, attachments: [{ name, file: uri }], username, password },
		]);
	});

	it('takes the mailbox for the sender, and gives the code', async () => {
		const { items } = await send();

		const { username } = stage.sandbox.pecMassiva;
		expect(bodies()[0].sender).toBe(username);
		const [{ id }] = stage.sandbox.journal.accepted();
		expect(items('PEC Massiva')).toEqual([
			{
				json: {
					code: id,
					message_id: id,
					sent: 1,
					sender: username,
					recipient: ['office@example.org'],
					subject: 'Convocazione',
					delivery: { id, state: 'queued', final: false, event: null, at: null },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each([
		['commas', 'a@example.org, b@example.org'],
		['lines', 'a@example.org\nb@example.org'],
		['a list', ['a@example.org', 'b@example.org']],
		['one of them twice', 'a@example.org; A@example.org; b@example.org'],
	])('sends one message to many recipients: %s', async (_, recipient) => {
		const { items } = await send({ ...message, recipient });
		expect((bodies()[0].recipient as string[]).map((each) => each.toLowerCase())).toEqual([
			'a@example.org',
			'b@example.org',
		]);
		expect(items('PEC Massiva')[0].json.sent).toBe(2);
	});

	it('attaches files as bare Base64, in any binary mode', async () => {
		const content = Buffer.from('contenuto');
		const binary = await stage.engine.binary(content, {
			fileName: 'à "b".pdf',
			mimeType: 'application/pdf',
		});
		await send(
			{ ...message, attachments: 'data' },
			{ input: [{ json: {}, binary: { data: binary } }] },
		);
		expect(bodies()[0].attachments).toEqual([
			{ name: 'à "b".pdf', file: content.toString('base64') },
		]);
	});

	it.each([
		['Recipients', { recipient: ' ' }, "The parameter 'Recipients' is empty"],
		['Recipients', { recipient: 'office' }, 'no email address: office'],
		['Subject', { subject: 'a\nb' }, "The parameter 'Subject' has more than one line"],
		['Body', { body: ' ' }, "The parameter 'Body' is empty"],
		['Attachments', { attachments: 'none' }, "no binary field named 'none'"],
		['Sender', { options: { sender: 'me' } }, "The parameter 'Sender' is no email address: me"],
		['a file lost beside a blank', { attachments: '={{ $json.none }} ' }, 'a comma without a name'],
		[
			'a file lost beside another',
			{ attachments: '={{ $json.a }}{{ $json.b }}' },
			'a comma without',
		],
		[
			'a recipient lost between lines',
			{ recipient: '=a@pec.example\n{{ $json.none }}' },
			"'Recipients' lacks an address: an expression in it gave nothing",
		],
		[
			'an object in a text',
			{ subject: '=Avviso {{ $json }}' },
			"'Subject' has an object in its text: [object Object]",
		],
		['nothing for an option', { options: { sender: '={{ $json.none }}' } }, "'Sender' is missing"],
	])('refuses bad input before anything is sent: %s', async (_, change, words) => {
		const { error } = await send({ ...message, ...change });
		expect(error?.message).toContain(words);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});

	it('asks for a sender where the user name of the mailbox is no address', async () => {
		const username = 'my_username';
		stage.sandbox.pecMassiva.addUser(username);
		const { error } = await send(message, { account: { username } });
		expect(error?.message).toMatch(
			/^Not sent: The parameter 'Sender' is empty, and the mailbox user/,
		);
		expect(error?.description).toContain("Add the option 'Sender'");
		expect(stage.sandbox.journal.requests()).toEqual([]);

		const sender = 'acme@pecmassiva.com';
		const { status } = await send({ ...message, options: { sender } }, { account: { username } });
		expect(status).toBe('success');
		expect(bodies()).toMatchObject([{ sender, username }]);
	});

	it('links each output to its input', async () => {
		const { items } = await send(messageToEachItem, { input: recipients(2) });
		expect(items('PEC Massiva').map(({ json, pairedItem }) => [json.subject, pairedItem])).toEqual([
			['Avviso 0', { item: 0 }],
			['Avviso 1', { item: 1 }],
		]);
	});

	it('keeps the mailbox password out of errors', async () => {
		const { password, token } = stage.sandbox.pecMassiva;
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			fault: { kind: 'status', status: 400, body: { success: false, message: 'No' } },
		});
		const { error } = await send();
		const shown = JSON.stringify([error, error?.stack]);
		expect(shown).not.toContain(password);
		expect(shown).not.toContain(token);
	});
});

describe('PEC Massiva says what to do', () => {
	const failing = async (account: object) => (await send(message, { account })).error;

	it('when the mailbox password is wrong', async () => {
		const error = await failing({ password: 'wrong' });
		expect(error?.message).toContain('Authorization is not valid or empty');
		expect(error?.description).toContain("the mailbox' user name and password");
		expect(error?.context?.outcome).toBe('refused');
	});

	it('when the token lacks the scope', async () => {
		const { tokens } = stage.sandbox.pecMassiva;
		const error = await failing({ token: tokens.make(['GET:test.ws.pecmassiva.com/quota'], 60) });
		expect(error?.description).toContain('lacks the scope');
	});

	it('when the token has ended', async () => {
		const { tokens } = stage.sandbox.pecMassiva;
		const error = await failing({ token: tokens.make(['POST:test.ws.pecmassiva.com/send'], -1) });
		expect(error?.description).toContain('The token may have ended');
	});

	it('when the wallet is empty', async () => {
		stage.sandbox.pecMassiva.wallet.credit = 0;
		const error = await failing({});
		expect(error?.message).toContain('Insufficient Credit in Wallet');
		expect(error?.description).toContain('Top it up');
		expect(stage.sandbox.journal.accepted()).toEqual([]);
	});

	it('when its mail server could not be reached, which it tells in message_id', async () => {
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			fault: {
				kind: 'status',
				status: 200,
				body: { success: false, message: '', message_id: 'No SMTP' },
			},
		});
		const error = await failing({});
		expect(error?.message).toContain('PEC Massiva answered: No SMTP');
		expect(error?.context?.outcome).toBe('refused');
	});
});
