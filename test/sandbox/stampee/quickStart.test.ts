import { startSandbox, type Sandbox } from '../../../sandbox';
import { json } from '../../../tools/providers/client';
import {
	Reseller,
	type CustomerAnswer,
	type MessageAnswer,
} from '../../../tools/providers/stampee/caller';

/** The requests and answers of Stampee's quick start, field by field. */

let sandbox: Sandbox;
let reseller: Reseller;

beforeAll(async () => {
	sandbox = await startSandbox();
	reseller = new Reseller(sandbox);
});
afterAll(() => sandbox.stop());

const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const messageId = { id: expect.stringMatching(/^\d{12}$/) as string };

const firstLetter = {
	type: 'LS',
	body: '<p>Dear John,</p><p>This is your first electronic letter via STAMPEE!</p><p>Best regards</p>',
	recipients: [{ email: 'john@example.org', firstname: 'John', lastname: 'Doe' }],
	customerReference: 'TEST-001',
};

describe('The quick start', () => {
	it('sends a first letter', async () => {
		const answer = await reseller.call('/messages/bulk_send', { body: firstLetter });

		expect(answer.status).toBe(201);
		expect(json(answer)).toStrictEqual({
			body: firstLetter.body,
			createdAt: timestamp,
			type: 'LS',
			customerReference: 'TEST-001',
			fileReference: null,
			messages: [messageId],
		});
	});

	it('tracks the message until it is opened', async () => {
		const id = await reseller.send('john@example.org');
		sandbox.clock.advance({ minutes: 10 });

		const answer = await reseller.call(`/messages/${id}`);

		expect(answer.status).toBe(200);
		expect(json<MessageAnswer>(answer)).toStrictEqual({
			id,
			status: 'RECEIVED',
			evidences: [
				{ url: expect.stringContaining('.pdf?') as string, eventType: 'SENT' },
				{ url: expect.stringContaining('.pdf?') as string, eventType: 'RECEIVED' },
			],
		});
	});

	it('gets one evidence by its event type', async () => {
		const id = await reseller.send('john@example.org');

		const answer = await reseller.call(`/messages/${id}/evidences/SENT`);

		expect(answer.status).toBe(200);
		expect(json(answer)).toStrictEqual({
			url: expect.stringContaining(
				`${sandbox.stampee.filesUrl}/evidences/${id}-SENT.pdf?`,
			) as string,
			eventType: 'SENT',
		});
	});

	it('gives each of several recipients a message with an id of its own', async () => {
		const answer = await reseller.call('/messages/bulk_send', {
			body: {
				type: 'LS',
				body: '<p>Monthly newsletter content...</p>',
				recipients: [
					{ email: 'alice@example.org', firstname: 'Alice', lastname: 'Smith' },
					{ email: 'bob@example.org', firstname: 'Bob', lastname: 'Johnson' },
				],
			},
		});

		const { messages, customerReference } = json<{
			messages: Array<{ id: string }>;
			customerReference: null;
		}>(answer);
		expect(answer.status).toBe(201);
		expect(messages).toStrictEqual([messageId, messageId]);
		expect(new Set(messages.map(({ id }) => id)).size).toBe(2);
		expect(customerReference).toBeNull();
	});

	it('sends to a company by its SIREN', async () => {
		const answer = await reseller.call('/messages/bulk_send', {
			body: {
				type: 'LS',
				body: '<p>Dear Acme Corp,</p><p>Your invoice is attached.</p>',
				recipients: [
					{ email: 'legal@example.org', company: 'Acme Corporation', companySiren: '123456789' },
				],
			},
		});

		expect(answer.status).toBe(201);
	});

	it('takes attachments in a form whose recipients are JSON text', async () => {
		sandbox.journal.clear();
		const form = new FormData();
		form.append('type', 'LS');
		form.append('body', '<p>Please find the attached documents.</p>');
		form.append('recipients', '[{"email":"john@example.org","firstname":"John","lastname":"Doe"}]');
		form.append('attachments', new Blob(['first'], { type: 'application/pdf' }), 'document.pdf');
		form.append('attachments', new Blob(['second'], { type: 'application/pdf' }), 'invoice.pdf');

		const answer = await reseller.call('/messages/bulk_send', { form });

		expect(answer.status).toBe(201);
		expect(json(answer)).toMatchObject({ type: 'LS', messages: [messageId] });
		expect(sandbox.journal.requests('stampee')[0].files.map(({ name }) => name)).toEqual([
			'document.pdf',
			'invoice.pdf',
		]);
	});

	it('creates a customer, who is asked for the delegation first', async () => {
		const customer = {
			name: 'Acme Corporation',
			email: 'contact@example.org',
			isPaying: true,
			willSendLre: false,
		};

		const answer = await reseller.call('/customers/bulk_store', {
			body: { customers: [customer] },
		});

		expect(answer.status).toBe(201);
		expect(json(answer)).toStrictEqual({
			customers: [
				{
					id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string,
					...customer,
					state: 'PENDING',
					createdAt: timestamp,
				},
			],
		});
	});

	it('lists the customers, all or those that have accepted', async () => {
		const accepted = await reseller.addCustomer('contact@example.org');
		const pending = await reseller.addCustomer('contact@example.org');
		sandbox.stampee.customers.answer(accepted.id, 'ACCEPTED');

		const ids = (customers: CustomerAnswer[]) => customers.map(({ id }) => id);
		const all = ids(await reseller.customers());
		const ready = await reseller.customers('?state=ACCEPTED');

		expect(all).toEqual(expect.arrayContaining([accepted.id, pending.id]));
		expect(ready).toContainEqual({ ...accepted, state: 'ACCEPTED' });
		expect(ids(ready)).not.toContain(pending.id);
	});

	it('sends on behalf of a customer who has accepted', async () => {
		const { id } = await reseller.addCustomer('contact@example.org');
		sandbox.stampee.customers.answer(id, 'ACCEPTED');

		const answer = await reseller.call('/messages/bulk_send', {
			body: {
				type: 'LS',
				sender: id,
				body: '<p>Message sent on behalf of Acme Corporation.</p>',
				recipients: [{ email: 'jane@example.org', firstname: 'Jane', lastname: 'Smith' }],
			},
		});

		expect(answer.status).toBe(201);
	});
});
