import { randomUUID } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { call, json, type Answer } from '../../../tools/providers/client';
import { letterTo, Reseller } from '../../../tools/providers/stampee/caller';

let sandbox: Sandbox;
let reseller: Reseller;

beforeEach(async () => {
	sandbox = await startSandbox();
	reseller = new Reseller(sandbox);
});
afterEach(() => sandbox.stop());

const send = (body: object) => reseller.call('/messages/bulk_send', { body });

const outcome = (answer: Answer) => ({ status: answer.status, body: json(answer) });

const badContacts = {
	status: 422,
	body: { message: 'Some recipients are incomplete or incorrect', code: 'message-bad-contacts' },
};

const unauthorized = {
	status: 401,
	body: { message: 'Unauthorized access', code: 'unauthorized' },
};

const invalidRequest = {
	status: 422,
	body: { message: 'The request is invalid', code: 'invalid-request' },
};

describe('Stampee refuses, in the words of its quick start,', () => {
	it.each([
		['POST', '/messages/bulk_send'],
		['GET', '/messages/123456789012'],
		['GET', '/messages/123456789012/evidences/SENT'],
		['POST', '/customers/bulk_store'],
		['GET', '/customers'],
	])('a %s %s without a token or with a wrong one', async (method, path) => {
		const url = `${sandbox.stampee.url}${path}`;
		const body = method === 'POST' ? letterTo('john@example.org') : undefined;

		const without = await call(url, { method, body });
		const wrong = await call(url, { method, body, headers: { 'X-API-TOKEN': 'stampee_0' } });

		expect([without, wrong].map(outcome)).toEqual([unauthorized, unauthorized]);
		expect(sandbox.journal.accepted()).toEqual([]);
	});

	it.each([
		['without any name', {}],
		['without a last name', { firstname: 'Claire' }],
		['with an empty last name', { firstname: 'Claire', lastname: ' ' }],
		['without a SIREN', { company: 'Atelier' }],
		['with a SIREN of eight digits', { company: 'Atelier', companySiren: '12345678' }],
		['with a SIREN that is a number', { company: 'Atelier', companySiren: 123456789 }],
		['without an address', { email: undefined, firstname: 'Claire', lastname: 'Martin' }],
		['whose address is none', { email: 'claire', firstname: 'Claire', lastname: 'Martin' }],
	])('a recipient %s, and then sends to none', async (_what, recipient) => {
		const { recipients } = letterTo('john@example.org');
		const incomplete = { email: 'claire@example.org', ...recipient };

		const answer = await send({
			...letterTo('john@example.org'),
			recipients: [...recipients, incomplete],
		});

		expect(outcome(answer)).toEqual(badContacts);
		expect(sandbox.journal.accepted()).toEqual([]);
	});

	it('a sender that is no customer', async () => {
		const answer = await send({ ...letterTo('john@example.org'), sender: randomUUID() });

		expect(outcome(answer)).toEqual({
			status: 422,
			body: { message: 'Customer not found', code: 'customer-not-found' },
		});
	});

	it.each(['PENDING', 'REFUSED', 'REVOKED', 'CANCELLED'] as const)(
		'a sender whose delegation is %s',
		async (state) => {
			const { id } = await reseller.addCustomer('contact@example.org');
			sandbox.stampee.customers.answer(id, state);

			const answer = await send({ ...letterTo('john@example.org'), sender: id });

			expect(outcome(answer)).toEqual({
				status: 422,
				body: { message: 'Customer is not registered', code: 'customer-not-registered' },
			});
		},
	);
});

describe('What no document says is a switch:', () => {
	it('an unknown message', async () => {
		const byDefault = await reseller.call('/messages/999999999999');
		sandbox.stampee.switches.unknownMessage.status = 422;
		const switched = await reseller.call('/messages/999999999999');

		expect(outcome(byDefault)).toEqual({
			status: 404,
			body: { message: 'Message not found', code: 'message-not-found' },
		});
		expect(switched.status).toBe(422);
	});

	it.each(['RECEIVED', 'ACCEPTED', 'NONSENSE'])(
		'an evidence %s that is not there',
		async (type) => {
			const id = await reseller.send('silent@example.org');

			const answer = await reseller.call(`/messages/${id}/evidences/${type}`);

			expect(outcome(answer)).toEqual({
				status: 404,
				body: { message: 'Evidence not found', code: 'evidence-not-found' },
			});
		},
	);

	it.each([
		['no type', { type: undefined }],
		['an unknown type', { type: 'LRAR' }],
		['no body', { body: undefined }],
		['no recipients', { recipients: [] }],
	])('a letter with %s', async (_what, change) => {
		const answer = await send({ ...letterTo('john@example.org'), ...change });

		expect(outcome(answer)).toEqual(invalidRequest);
	});

	it('a body that is not JSON', async () => {
		const answer = await reseller.call('/messages/bulk_send', { body: '{"type":' });

		expect(outcome(answer)).toEqual(invalidRequest);
	});

	it('a path that the API does not have', async () => {
		const answer = await reseller.call('/messages');

		expect(outcome(answer)).toEqual({
			status: 404,
			body: { message: 'Not found', code: 'not-found' },
		});
	});

	it('a recipient who is a person and a company at once', async () => {
		const both = {
			...letterTo('john@example.org').recipients[0],
			company: 'Atelier',
			companySiren: '552100554',
		};
		const letter = { ...letterTo('john@example.org'), recipients: [both] };

		const byDefault = await send(letter);
		sandbox.stampee.switches.bothIdentities = true;
		const switched = await send(letter);

		expect(outcome(byDefault)).toEqual(badContacts);
		expect(switched.status).toBe(201);
	});

	it('attachments over the limit, counted together or each', async () => {
		const { attachmentLimit } = sandbox.stampee.switches;
		attachmentLimit.bytes = 10;
		const upload = () => {
			const form = new FormData();
			const { recipients, ...fields } = letterTo('john@example.org');
			for (const [name, value] of Object.entries(fields)) form.append(name, value);
			form.append('recipients', JSON.stringify(recipients));
			form.append('attachments', new Blob(['sixsix']), 'a.txt');
			form.append('attachments', new Blob(['sixsix']), 'b.txt');
			return reseller.call('/messages/bulk_send', { form });
		};

		const together = await upload();
		attachmentLimit.counted = 'file';
		const each = await upload();

		expect(together.status).toBe(413);
		expect(each.status).toBe(201);
	});

	it('texts of a form that have a type of their own', async () => {
		const upload = async (header: string, attachment = 'six') => {
			const { recipients, ...fields } = letterTo('john@example.org');
			const texts = Object.entries({ ...fields, recipients: JSON.stringify(recipients) });
			const parts = texts.map(([name, text]) => `; name="${name}"\r\n${header}\r\n${text}`);
			const file = `; name="attachments"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n${attachment}`;
			const body = [...parts, file]
				.map((part) => `--limit\r\nContent-Disposition: form-data${part}\r\n`)
				.join('');
			const type = { 'content-type': 'multipart/form-data; boundary=limit' };
			return await reseller.call('/messages/bulk_send', {
				body: `${body}--limit--\r\n`,
				headers: type,
			});
		};
		const typed = 'Content-Type: text/plain; charset=utf-8\r\n';
		const statusOf = async (...args: Parameters<typeof upload>) => (await upload(...args)).status;

		expect([await statusOf(''), await statusOf(typed)]).toEqual([201, 201]);

		sandbox.stampee.switches.typedTexts = 'refused';
		expect(outcome(await upload(typed))).toEqual(invalidRequest);
		expect(await statusOf('')).toBe(201);
		// The content of a file is not part of the form.
		const likeAPart = `\r\nContent-Disposition: form-data; name="type"\r\n${typed}\r\nLS`;
		expect(await statusOf('', likeAPart)).toBe(201);
		expect(await statusOf('', 'x'.repeat(1_000_000))).toBe(201);
	});

	it('the shape and the status of the customers', async () => {
		sandbox.stampee.switches = {
			...sandbox.stampee.switches,
			customersShape: 'array',
			customersStoredStatus: 200,
		};

		const stored = await reseller.call('/customers/bulk_store', {
			body: { customers: [{ name: 'Atelier', email: 'a@example.org' }] },
		});
		const list = await reseller.call('/customers');

		expect(stored.status).toBe(200);
		expect(json(list)).toEqual([expect.objectContaining({ name: 'Atelier', state: 'PENDING' })]);
	});

	it('a state that customers do not have', async () => {
		expect(outcome(await reseller.call('/customers?state=GONE'))).toEqual(invalidRequest);
	});
});
