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

describe('PEC Massiva, a send to three that is answered', () => {
	const answered = async (body: object, status = 200) => {
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			on: 'POST /send',
			fault: { kind: 'status', status, body: body },
		});
		const recipient = 'a@example.org, b@example.org, c@example.org';
		const { error, items } = await send({ ...message, recipient });
		return { error, outputs: items('PEC Massiva').map(({ json }) => json) };
	};
	const code = '2026113022450113';
	const reason = 'SMTP Error: could not connect';

	it.each([
		['a code and two of three', 200, { success: false, message_id: code, sent: 2 }, [code]],
		['a code alone', 200, { success: false, message_id: code }, [code]],
		['a code in data', 200, { success: false, data: { message_id: code } }, [code]],
		['a code and an error status', 400, { success: false, message_id: code, sent: 3 }, [code]],
		['a number alone', 200, { success: false, message: 'Sent to 2 of 3', sent: 2 }, undefined],
		['a number as text', 400, { success: false, message: 'Some', sent: '1' }, undefined],
	])('with a refusal may have been sent, if that has %s', async (_, status, body, ids) => {
		const { error, outputs } = await answered(body, status);
		expect(outputs).toEqual([]);
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(error?.context?.answeredIds).toEqual(ids);
	});

	it.each([
		['a reason', { success: false, message: '', message_id: reason, sent: 0 }],
		['no more', { success: false, message: 'Post parameter is not valid' }],
		['the ID of a request', { success: false, message: 'No', id: code, request_id: code }],
	])('with a refusal is refused, if that has %s', async (_, body) => {
		const { error } = await answered(body);
		expect(error?.context?.outcome).toBe('refused');
		expect(error?.context).not.toHaveProperty('answeredIds');
	});

	it.each([
		['to nobody', { success: true, message_id: code, sent: 0 }, 'says that 0 were sent, to 3'],
		['to two', { success: true, message_id: code, sent: 2 }, 'says that 2 were sent, to 3'],
		['to four', { success: true, message_id: code, sent: '4' }, 'says that 4 were sent, to 3'],
		['by no success', { success: 'false', message_id: code, sent: 3 }, 'does not say that it was'],
		['by an error', { error: reason, message_id: code }, 'names an error beside the success'],
		['by a reason', { success: true, message_id: reason, sent: 3 }, 'lacks an ID that can be'],
		['by a word', { success: true, message_id: 'Failed', sent: 3 }, 'lacks an ID that can be'],
	])('with a success %s may have been sent', async (_, body, words) => {
		const { error, outputs } = await answered(body);
		expect(outputs).toEqual([]);
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(error?.description).toContain(`The answer of PEC Massiva ${words}`);
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			answeredIds: [body.message_id],
		});
	});

	it.each([
		{ success: true, message: '', message_id: code, sent: 3 },
		{ success: true, message: '', message_id: code, sent: 1 },
		{ success: true, message_id: code, sent: null },
		{ success: 'true', message_id: Number(code.slice(1)), sent: '3', error: null },
		{ message_id: 'c0de-7', sent: 3, queue: 'fast', error: '' },
	])('with %j is sent', async (body) => {
		const { outputs } = await answered(body, 201);
		expect(outputs).toMatchObject([
			{ code: String(body.message_id), delivery: { state: 'queued' } },
		]);
	});
});
