import type { INodeParameters } from 'n8n-workflow';
import { inspect } from 'node:util';
import { Reseller } from '../../../../../tools/providers/stampee/caller';
import { setStage } from '../../../../../tools/engine/stage';
import {
	addressees,
	asked,
	letterToEachItem,
	operate,
	stampeeAccount,
	stampeeAccountWithCertificate,
	type Operation,
} from '../../../../../tools/providers/stampee/node';

const stage = setStage();

const claire = { email: 'claire@example.org', firstname: 'Claire', lastname: 'Martin' };
const dupin = { email: 'compta@example.org', company: 'Atelier Dupin', companySiren: '552100554' };

/** A letter to the recipients in the JSON; parameters may be changed or added. */
const letter = (recipients: unknown, others: INodeParameters = {}): INodeParameters => ({
	type: 'LS',
	specifyRecipients: 'json',
	recipientsJson: typeof recipients === 'string' ? recipients : JSON.stringify(recipients),
	body: 'Bonjour',
	...others,
});

/** The same letter with the recipients in the form. */
const formLetter = (...recipients: INodeParameters[]): INodeParameters => ({
	type: 'LS',
	specifyRecipients: 'form',
	recipients: { recipient: recipients },
	body: 'Bonjour',
});

const send = (parameters: INodeParameters, options?: Operation) =>
	operate(stage, ['message', 'send'], parameters, options);

const sentBodies = () => asked(stage.sandbox).map(({ body }) => body);

describe('A simple letter', () => {
	it('leaves as the JSON that Stampee documents, with the token', async () => {
		const { status } = await send(letter([claire], { customerReference: 'AVIS-1' }));

		expect(status).toBe('success');
		expect(asked(stage.sandbox)).toMatchObject([
			{
				method: 'POST',
				path: '/messages/bulk_send',
				query: {},
				headers: {
					'x-api-token': stage.sandbox.stampee.token,
					'content-type': 'application/json',
				},
				status: 201,
			},
		]);
		expect(sentBodies()).toStrictEqual([
			{ type: 'LS', body: '<p>Bonjour</p>', recipients: [claire], customerReference: 'AVIS-1' },
		]);
	});

	it('becomes one item, linked to its input, with the recipient and a queued delivery', async () => {
		const result = await send(letter([claire], { customerReference: 'AVIS-1' }));

		const [{ id }] = stage.sandbox.journal.accepted('stampee');
		expect(result.items('Stampee')).toStrictEqual([
			{
				json: {
					id,
					type: 'LS',
					customerReference: 'AVIS-1',
					fileReference: null,
					createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
					recipient: claire,
					delivery: {
						id,
						state: 'queued',
						final: false,
						event: null,
						at: result.items('Stampee')[0].json.createdAt,
					},
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('carries no reference and no sender when none is given', async () => {
		await send(letter([claire], { customerReference: '  ' }));

		expect(sentBodies()).toStrictEqual([
			{ type: 'LS', body: '<p>Bonjour</p>', recipients: [claire] },
		]);
	});

	it('is sent once for each input item, each linked to its own', async () => {
		const result = await send(letterToEachItem, { input: addressees(3) });

		const outputs = result.items('Stampee');
		expect(outputs.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(outputs.map(({ json }) => [json.customerReference, json.recipient])).toEqual(
			[0, 1, 2].map((index) => [
				`REF-${index}`,
				{ email: `letter-${index}@example.org`, firstname: 'Claire', lastname: 'Martin' },
			]),
		);
		const accepted = new Map(
			stage.sandbox.journal.accepted('stampee').map(({ id, recipient }) => [id, recipient]),
		);
		expect(outputs.map(({ json }) => accepted.get(json.id as string))).toEqual([
			'letter-0@example.org',
			'letter-1@example.org',
			'letter-2@example.org',
		]);
	});

	it('to several recipients becomes one item for each message, all linked to the one input', async () => {
		const result = await send(letter([claire, dupin]));

		expect(asked(stage.sandbox)).toHaveLength(1);
		const accepted = stage.sandbox.journal.accepted('stampee');
		expect(
			result.items('Stampee').map(({ json, pairedItem }) => [json.id, json.recipient, pairedItem]),
		).toEqual([
			[accepted[0].id, claire, { item: 0 }],
			[accepted[1].id, dupin, { item: 0 }],
		]);
	});

	it('without Simplify becomes the answer of Stampee as it is, with a delivery', async () => {
		const result = await send(letter([claire, dupin], { simplify: false }));

		const accepted = stage.sandbox.journal.accepted('stampee').map(({ id }) => ({ id }));
		expect(result.items('Stampee').map(({ json }) => json)).toStrictEqual([
			{
				body: '<p>Bonjour</p>',
				createdAt: expect.any(String) as string,
				type: 'LS',
				customerReference: null,
				fileReference: null,
				messages: accepted.map(({ id }) => ({
					id,
					delivery: expect.objectContaining({ id, state: 'queued' }) as object,
				})),
				preview: { html: '<p>Bonjour</p>' },
				delivery: expect.objectContaining({ id: null, state: 'queued' }) as object,
			},
		]);
	});
});

describe('The answer to a letter', () => {
	const answerWith = (body: unknown, status = 201) =>
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'POST /messages/bulk_send',
			fault: { kind: 'status', status, accept: true, body },
		});

	it.each<[string, object]>([
		['fewer IDs than recipients', { messages: [{ id: '1' }] }],
		['an ID of its own and no message', { id: 'bulk-1', messages: [] }],
		['an ID of its own for two', { id: 'bulk-1' }],
		[
			'the second recipient and another one',
			{
				messages: [
					{ id: '1', email: dupin.email },
					{ id: '2', email: 'y@x.org' },
				],
			},
		],
		['IDs in another place', { data: { messages: [{ id: '1' }, { id: '2' }] } }],
	])('proves nothing with %s, and the failure has each ID', async (_, body) => {
		answerWith(body);

		const { error, items } = await send(letter([claire, dupin]));

		expect(items('Stampee')).toEqual([]);
		expect(error?.message).toMatch(/^May have been sent: .*\(HTTP status 201\)/);
		const ids = JSON.stringify(body).match(/(?<="id":")[^"]+/g);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ids });
	});

	it.each<[string, object]>([
		['an error with an ID', { id: 'err_5f2c', code: 'bad-contacts', message: 'Bad contacts' }],
		['an error that Stampee documents', { id: '480915273604', code: 'message-bad-contacts' }],
		['errors in the list', { messages: [{ id: 'err_5f2c', code: 'quota', text: 'Exceeded' }] }],
		['a message that has an error', { messages: [{ id: '480915273604', error: 'Invalid' }] }],
		['a status and an error', { messages: [{ id: '1', status: 'ERROR', error: 'E-77' }] }],
		['a message that is none', { messages: [{ id: '480915273604', success: false }] }],
		['errors beside the message', { errors: [{ code: 'quota' }], messages: [{ id: '1' }] }],
		['the status of an error', { id: 'req-1', status: 'error', message: 'Quota exceeded' }],
		['the status of HTTP', { messages: [{ id: '480915273604', status: 422 }] }],
	])('is no letter with %s, and the failure has each ID', async (_, body) => {
		answerWith(body, 200);

		const { error, items } = await send(letter([claire]));

		expect(items('Stampee')).toEqual([]);
		expect(error?.message).toMatch(/^May have been sent: .*\(HTTP status 200\)/);
		expect(error?.description).toContain('names an error beside the success');
		const ids = JSON.stringify(body).match(/(?<="id":")[^"]+/g);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ids });
	});

	it.each<[string, object]>([
		['a code and words beside its messages', { code: 'created', message: 'Created' }],
		['words', { message: 'The letter was accepted', success: true }],
		['no error', { error: null, errors: [], code: null }],
		['a status of HTTP', { status: 201 }],
	])('is one with %s', async (_, more) => {
		const { code, message } = { code: undefined, message: undefined, ...more };
		answerWith({ ...more, messages: [{ id: '480915273604', code, message, status: 'SENT' }] });

		const { error, items } = await send(letter([claire]));

		expect(error).toBeUndefined();
		expect(items('Stampee')[0].json).toMatchObject({ id: '480915273604' });
	});

	it.each<[string, (token: string) => object]>([
		['pairs', (token) => ({ headers: [['X-API-TOKEN', token]] })],
		['texts', (token) => ({ headers: [`X-API-TOKEN: ${token}`, `X-API-TOKEN%3A${token}`] })],
		['things with IDs', (token) => ({ messages: [{ id: token }] })],
	])('that proves nothing tells no token which it repeats in a list of %s', async (_, bodyOf) => {
		const { token } = stage.sandbox.stampee;
		answerWith(bodyOf(token));

		const { error, runData } = await send(letter([claire, dupin]));

		expect(error?.context?.outcome).toBe('maybeSent');
		expect(JSON.stringify(error?.context?.answeredIds)).toContain('[hidden]');
		expect(inspect([error, runData], { depth: Infinity, showHidden: true })).not.toContain(token);
	});

	it('may be about its only message, without a list', async () => {
		answerWith({ id: '480915273604', type: 'LS' });

		const { items } = await send(letter([claire]));

		expect(items('Stampee')[0].json).toMatchObject({
			id: '480915273604',
			recipient: claire,
			delivery: { id: '480915273604', state: 'queued' },
		});
	});

	it.each([
		['PROCESSING', 'LS', 'unknown', null],
		['', 'LS', 'queued', null],
		[null, 'LS', 'queued', null],
	])('may have a status: %j of an %s is %s', async (status, type, state, event) => {
		answerWith({ type, messages: [{ id: '1', status }] });

		const { items } = await send(letter([claire]));

		expect(items('Stampee')[0].json.delivery).toMatchObject({ id: '1', state, event });
	});

	it.each([
		['SENT', 'LS', 'sent', 'SubmissionAcceptance'],
		['UNDELIVERED', 'LS', 'failed', 'ContentConsignmentFailure'],
	])('may have a status with an error: %j of an %s is %s', async (status, type, state, event) => {
		for (const simplify of [true, false]) {
			answerWith({ type, messages: [{ id: '1', status, error: 'E-77' }] });

			const { items } = await send(letter([claire], { simplify }));

			const [{ json }] = items('Stampee');
			expect(json.delivery).toMatchObject({ id: '1', state, event });
			expect(simplify ? json : json.messages).toMatchObject(
				simplify ? { status, providerError: 'E-77' } : [{ status, delivery: { state } }],
			);
		}
	});

	it('keeps its fields that have the names of ours, under other names', async () => {
		const taken = { delivery: 'standard', recipient: 'x', sender: 'y', alreadySent: true };
		for (const options of [{}, { deduplicationKey: 'TAKEN-1' }]) {
			answerWith({ messages: [{ id: '1', ...taken, preview: 'z', messages: [] }] });

			const { items } = await send(letter([claire], { options }));

			const [{ json }] = items('Stampee');
			expect(json).toMatchObject({
				recipient: claire,
				delivery: { state: 'queued' },
				providerDelivery: 'standard',
				providerRecipient: 'x',
				providerSender: 'y',
				providerAlreadySent: true,
				providerPreview: 'z',
				providerMessages: [],
			});
			expect([json.sender, json.preview]).toEqual([undefined, undefined]);
			expect(json.alreadySent).toBe('deduplicationKey' in options ? false : undefined);
		}
	});

	it('keeps its preview beside ours', async () => {
		answerWith({ messages: [{ id: '1', delivery: 'x' }], delivery: 'y', preview: 'z' });

		const { items } = await send(letter([claire], { simplify: false }));

		expect(items('Stampee')[0].json).toMatchObject({
			messages: [{ delivery: { state: 'queued' }, providerDelivery: 'x' }],
			delivery: { state: 'queued' },
			providerDelivery: 'y',
			preview: { html: '<p>Bonjour</p>' },
			providerPreview: 'z',
		});
	});

	it('has no state for the whole if its messages differ', async () => {
		answerWith({ messages: [{ id: '1', status: 'SENT' }, { id: '2' }] });

		const { items } = await send(letter([claire, dupin], { simplify: false }));

		expect(items('Stampee')[0].json).toMatchObject({
			messages: [{ delivery: { state: 'sent' } }, { delivery: { state: 'queued' } }],
			delivery: { id: null, state: 'unknown', final: false },
		});
	});
});

describe('A registered letter', () => {
	const registered = letter([claire], { type: 'LRE' });

	it('leaves with the client certificate from PEM', async () => {
		const result = await send(registered, {
			account: stampeeAccountWithCertificate(stage.sandbox.stampee),
		});

		expect(result.error).toBeUndefined();
		expect(asked(stage.sandbox)).toMatchObject([
			{ clientCertificate: 'Stampee sandbox client', body: { type: 'LRE' }, status: 201 },
		]);
		expect(result.items('Stampee')[0].json).toMatchObject({ type: 'LRE', recipient: claire });
	});

	it('leaves with the client certificate from a PFX file under a passphrase', async () => {
		const { clientCertificate } = stage.sandbox.stampee;
		const { certificate, privateKey, ...account } = stampeeAccountWithCertificate(
			stage.sandbox.stampee,
		);

		const result = await send(registered, {
			account: {
				...account,
				mutualTls: 'pfx',
				clientCertificatePfx: clientCertificate.pfx,
				passphrase: clientCertificate.passphrase,
			},
		});

		expect([certificate, privateKey]).not.toContain(undefined);
		expect(result.error).toBeUndefined();
		expect(asked(stage.sandbox)).toMatchObject([
			{ clientCertificate: 'Stampee sandbox client', status: 201 },
		]);
	});

	it('is refused before anything is sent when the credential has no certificate', async () => {
		const result = await send(registered);

		expect(result.error?.message).toBe(
			'Not sent: The credential has no client certificate, which a registered letter (LRE) needs [item 0]',
		);
		expect(result.error?.description).toContain('Simple Letter (LS)');
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it('shows what Stampee says when it does not take the certificate', async () => {
		const { clientCertificate } = stage.sandbox.stampee;
		const account = {
			...stampeeAccount(stage.sandbox.stampee),
			mutualTls: 'pem',
			certificate: clientCertificate.certificate,
			privateKey: clientCertificate.key,
		};

		// Over plain HTTP no certificate is ever requested.
		const result = await send(registered, { account });

		expect(result.error?.message).toBe(
			'Refused: Stampee answered: A client certificate is required [item 0]',
		);
	});
});

describe('Recipients', () => {
	it.each<[string, string]>([
		['a list', JSON.stringify([claire, dupin])],
		['an expression that gives a list', `={{ ${JSON.stringify([claire, dupin])} }}`],
		['an expression that gives JSON text', `={{ JSON.stringify($json.people) }}`],
	])('may be JSON: %s', async (_, recipientsJson) => {
		await send(letter(recipientsJson), { input: [{ json: { people: [claire, dupin] } }] });

		expect(sentBodies()).toMatchObject([{ recipients: [claire, dupin] }]);
	});

	it.each<[string, string]>([
		['text', JSON.stringify(claire)],
		['an expression', '={{ $json }}'],
	])('may be one object instead of a list, as %s', async (_, recipientsJson) => {
		await send(letter(recipientsJson), { input: [{ json: claire }] });

		expect(sentBodies()).toMatchObject([{ recipients: [claire] }]);
	});

	it('may be persons and companies in the form', async () => {
		await send(formLetter({ kind: 'person', ...claire }, { kind: 'company', ...dupin }));

		expect(sentBodies()).toStrictEqual([
			{ type: 'LS', body: '<p>Bonjour</p>', recipients: [claire, dupin] },
		]);
	});

	it('are sent without what the form keeps of the other kind', async () => {
		await send(
			formLetter({ kind: 'person', ...dupin, ...claire }, { kind: 'company', ...claire, ...dupin }),
		);

		expect(sentBodies()).toMatchObject([{ recipients: [claire, dupin] }]);
		expect(Object.keys((sentBodies()[0] as { recipients: object[] }).recipients[0])).toEqual([
			'email',
			'firstname',
			'lastname',
		]);
	});

	it('are sent without empty fields and blanks around', async () => {
		await send(
			letter([{ ...claire, email: ' claire@example.org ', company: '', companySiren: null }]),
		);

		expect(sentBodies()).toStrictEqual([
			{ type: 'LS', body: '<p>Bonjour</p>', recipients: [claire] },
		]);
	});

	it.each([['552 100 554'], [' 552100554 '], ['552\u00a0100\u00a0554'], [552100554]])(
		'may have a SIREN written as %j',
		async (companySiren) => {
			await send(letter([{ ...dupin, companySiren }]));

			expect(sentBodies()).toMatchObject([{ recipients: [dupin] }]);
		},
	);

	it.each<[string, unknown, string]>([
		[
			'with half a name',
			{ email: 'claire@example.org', firstname: 'Claire' },
			'Not sent: Recipient 2 (claire@example.org) is neither a complete person nor a complete company [item 0]',
		],
		[
			'with a company without SIREN',
			{ email: 'compta@example.org', company: 'Dupin' },
			'Not sent: Recipient 2 (compta@example.org) is neither a complete person nor a complete company [item 0]',
		],
		[
			'with an address and nothing else',
			{ email: 'compta@example.org' },
			'Not sent: Recipient 2 (compta@example.org) is neither a complete person nor a complete company [item 0]',
		],
		[
			'who is a person and a company',
			{ ...claire, ...dupin },
			'Not sent: Recipient 2 (compta@example.org) is both a person and a company [item 0]',
		],
		[
			'with a SIRET for a SIREN',
			{ ...dupin, companySiren: '55210055400013' },
			'Not sent: The SIREN of Recipient 2 (compta@example.org) does not have 9 digits: 55210055400013 [item 0]',
		],
		[
			'without an address',
			{ ...claire, email: '' },
			'Not sent: Recipient 2 has no email address [item 0]',
		],
		[
			'with something else for an address',
			{ ...claire, email: 'claire' },
			"Not sent: The parameter 'Email' of recipient 2 is no email address: claire [item 0]",
		],
		[
			'that is only an address',
			'claire@example.org',
			'Not sent: Recipient 2 is not an object: claire@example.org [item 0]',
		],
		['that is null', null, 'Not sent: Recipient 2 is not an object: nothing [item 0]'],
		[
			'who are a person by kind and a company',
			{ ...claire, kind: 'person', company: 'A', companySiren: '552100554' },
			'Not sent: Recipient 2 (claire@example.org) is both a person and a company [item 0]',
		],
	])('%s are refused by their place, before anything is sent', async (_, bad, message) => {
		const result = await send(letter([dupin, bad]));

		expect(result.error?.message).toBe(message);
		expect(result.error?.description).toBeTruthy();
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it.each<[string, INodeParameters, string]>([
		['an empty form', formLetter(), "Not sent: The parameter 'Recipients' is empty [item 0]"],
		['an empty list', letter([]), "Not sent: The parameter 'Recipients' is empty [item 0]"],
		[
			'JSON that breaks off',
			letter('[{ "email": '),
			'Not sent: The parameter \'Recipients (JSON)\' is not JSON: [{ "email": [item 0]',
		],
		[
			'no JSON',
			letter('={{ "Claire" }}'),
			"Not sent: The parameter 'Recipients (JSON)' is not JSON: Claire [item 0]",
		],
	])('can not be %s', async (_, parameters, message) => {
		const result = await send(parameters);

		expect(result.error?.message).toBe(message);
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it('that are wrong in one of 20 items keep all 20 from being sent', async () => {
		const people = addressees(20).map((item, index) =>
			index === 17 ? { json: { ...item.json, email: 'nobody' } } : item,
		);

		const result = await send(letterToEachItem, { input: people });

		expect(result.error?.message).toBe(
			"Not sent: The parameter 'Email' of recipient 1 is no email address: nobody [item 17]",
		);
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it('that are wrong in one of 20 items keep only that one from being sent if the user goes on', async () => {
		const people = addressees(20).map((item, index) =>
			index === 17 ? { json: { ...item.json, email: 'nobody' } } : item,
		);

		const result = await send(letterToEachItem, {
			input: people,
			node: { onError: 'continueErrorOutput' },
		});

		expect(stage.sandbox.journal.accepted('stampee')).toHaveLength(19);
		expect(result.items('Stampee', 0)).toHaveLength(19);
		expect(result.items('Stampee', 1)).toMatchObject([
			{
				json: { error: { message: expect.stringContaining('[item 17]') as string } },
				pairedItem: { item: 17 },
			},
		]);
	});
});

describe('The body', () => {
	it.each([['=  '], ['=\n\t'], ['={{ "" }}']])('can not be blank: %j', async (body) => {
		const result = await send(letter([claire], { body }));

		expect(result.error?.message).toContain("The parameter 'Body' is empty");
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it('is sent as it is written in HTML', async () => {
		const body = '<p class="à">L’échéance &amp; "plus"\n\t— 50 €</p>\u{1f4ee}';

		await send(letter([claire], { bodyFormat: 'html', body: '={{ $json.body }}' }), {
			input: [{ json: { body } }],
		});

		expect(sentBodies()).toMatchObject([{ body }]);
	});
});

describe('The sender', () => {
	const customerOf = async (state: 'ACCEPTED' | 'PENDING') => {
		const { id } = await new Reseller(stage.sandbox).addCustomer('contact@example.org');
		if (state === 'ACCEPTED') stage.sandbox.stampee.customers.answer(id, state);
		stage.sandbox.journal.clear();
		return id;
	};

	it.each(['list', 'id'])('is the customer chosen by %s', async (mode) => {
		const id = await customerOf('ACCEPTED');

		const result = await send(letter([claire], { sender: { __rl: true, mode, value: id } }));

		expect(sentBodies()).toMatchObject([{ sender: id }]);
		expect(result.items('Stampee')[0].json).toMatchObject({ sender: id, recipient: claire });
	});

	it('can come from the item', async () => {
		const id = await customerOf('ACCEPTED');
		const sender = { __rl: true, mode: 'id', value: '={{ $json.customer }}' };

		await send(letter([claire], { sender }), { input: [{ json: { customer: id } }] });

		expect(sentBodies()).toMatchObject([{ sender: id }]);
	});

	it('has to have accepted the delegation', async () => {
		const id = await customerOf('PENDING');

		const result = await send(letter([claire], { sender: { __rl: true, mode: 'id', value: id } }));

		expect(result.error).toMatchObject({
			message: 'Refused: Stampee answered: Customer is not registered [item 0]',
			description: expect.stringContaining('has not accepted your delegation') as string,
			httpCode: '422',
			context: { code: 'customer-not-registered', outcome: 'refused' },
		});
		expect(stage.sandbox.journal.accepted('stampee')).toEqual([]);
	});

	it('has to be a customer of the account', async () => {
		const result = await send(
			letter([claire], { sender: { __rl: true, mode: 'id', value: 'nobody' } }),
		);

		expect(result.error).toMatchObject({
			message: 'Refused: Stampee answered: Customer not found [item 0]',
			description: expect.stringContaining("Check the parameter 'Sender'") as string,
			httpCode: '422',
			context: { code: 'customer-not-found', outcome: 'refused' },
		});
	});
});

describe('A refusal of Stampee', () => {
	it('says that the token is wrong, and where to look', async () => {
		const account = { ...stampeeAccount(stage.sandbox.stampee), apiToken: 'stampee_wrong' };

		const result = await send(letter([claire]), { account });

		expect(result.error).toMatchObject({
			message: 'Refused: Stampee answered: Unauthorized access [item 0]',
			description: expect.stringContaining('Check the API token in the credential') as string,
			httpCode: '401',
			context: { code: 'unauthorized', outcome: 'refused' },
		});
		// n8n itself repeats a request after a 401; here it must not.
		expect(asked(stage.sandbox)).toHaveLength(1);
	});

	it('says that it does not take a recipient, and what it wants', async () => {
		// We accept some addresses that Stampee does not: unusual ones exist.
		const result = await send(letter([{ ...claire, email: 'claire@nowhere' }]));

		expect(result.error).toMatchObject({
			message: 'Refused: Stampee answered: Some recipients are incomplete or incorrect [item 0]',
			description: expect.stringContaining('SIREN of 9 digits') as string,
			httpCode: '422',
			context: { code: 'message-bad-contacts', outcome: 'refused' },
		});
	});

	it('goes to the error output, with its code and its hint, linked to its item', async () => {
		const result = await send(letterToEachItem, {
			input: [{ json: { email: 'claire@nowhere' } }, { json: { email: 'paul@example.org' } }],
			node: { onError: 'continueErrorOutput' },
		});

		expect(result.items('Stampee', 0)).toMatchObject([{ pairedItem: { item: 1 } }]);
		expect(result.items('Stampee', 1)).toMatchObject([
			{
				json: {
					email: 'claire@nowhere',
					error: {
						message:
							'Refused: Stampee answered: Some recipients are incomplete or incorrect [item 0]',
						details: { outcome: 'refused', code: 'message-bad-contacts', httpCode: '422' },
					},
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});

describe('A refusal that names what was accepted', () => {
	const refusedWith = async (body: object, status: number, node: Operation['node'] = {}) => {
		const fault = { kind: 'status', status, accept: true, body } as const;
		stage.sandbox.faults.add({ provider: 'stampee', on: 'POST /messages/bulk_send', fault });
		return await send(letter([claire, dupin]), { node });
	};

	it.each<[number, object]>([
		[409, { code: 'already-sent', messages: [{ id: '480915273604' }] }],
		[422, { code: 'message-bad-contacts', data: { messages: [{ id: '480915273604' }] } }],
		[422, { messages: [{ id: '480915273604', status: 'ERROR', error: 'Invalid recipient' }] }],
		[400, { messages: ['480915273604', 'A recipient is invalid'] }],
		[429, { messages: [{ id: 480915273604 }] }],
		[422, [{ id: '480915273604' }]],
		[422, [{ id: '480915273604' }, { code: 'message-bad-contacts', message: 'Invalid' }]],
		[422, { code: 'message-bad-contacts', message: 'Invalid', id: '480915273604' }],
		[422, { code: 'message-bad-contacts', data: [{ id: '480915273604' }] }],
		[422, { code: 'message-bad-contacts', results: [{ id: '480915273604' }] }],
		[422, { success: false, id: '480915273604' }],
		[500, { message: 'The queue is down', id: '480915273604' }],
		[500, [{ id: '480915273604' }]],
		[201, { success: false, messages: [{ id: '480915273604' }] }],
	])('is none, and it is not sent again: %d with %j', async (status, body) => {
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
		const { error } = await refusedWith(body, status, node);

		expect(error?.message).toMatch(/^May have been sent: /);
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			answeredIds: ['480915273604'],
		});
		expect(asked(stage.sandbox)).toHaveLength(1);
	});

	it.each<[string, object]>([
		['an error', { id: 'err-1', code: 'message-bad-contacts' }],
		['a request', { requestId: '5b0f', traceId: '77' }],
		['errors', { messages: [{ id: 'recipients.0', message: 'is invalid' }] }],
		['no message', { messages: [] }],
		['an error that has a UUID', { id: '7d3f2c1a-90ab-4c7e-8f11-2b6a5d4e3c21' }],
		['several errors', { errors: [{ id: '7d3f2c1a-90ab-4c7e-8f11-2b6a5d4e3c21' }] }],
		['the sender', { sender: { id: '7d3f2c1a-90ab-4c7e-8f11-2b6a5d4e3c21' } }],
	])('is one all the same if its ID is that of %s', async (_, body) => {
		const { error } = await refusedWith({ message: 'Invalid', ...body }, 422);

		expect(error?.message).toMatch(/^Refused: /);
		expect(error?.context?.outcome).toBe('refused');
	});
});

describe('A lost answer', () => {
	it('is reported as "may have been sent", with all that helps to find the letter', async () => {
		stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });

		const result = await send(letter([claire, dupin], { customerReference: 'AVIS-1' }));

		expect(asked(stage.sandbox)).toHaveLength(1);
		expect(result.error?.message).toBe(
			'May have been sent: Stampee did not answer: the connection broke or timed out [item 0]',
		);
		expect(result.error?.description).toContain('Customer reference: AVIS-1');
		expect(result.error?.description).toContain(
			'Recipients: claire@example.org, compta@example.org',
		);
		expect(result.error?.context).toMatchObject({ outcome: 'maybeSent' });
	});
});
