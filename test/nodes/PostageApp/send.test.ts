import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/postageApp/switches';
import { chain, start } from '../../../tools/engine/chain';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

const minimal: INodeParameters = {
	recipients: 'ada@example.org',
	from: 'Shop <shop@example.org>',
	subject: 'Your receipt',
	textPlain: 'Thank you',
};

const send = (parameters: INodeParameters = {}, input?: INodeExecutionData[]) =>
	stage.engine.run(chain(start, postageApp(['message', 'send'], { ...minimal, ...parameters })), {
		input,
		credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
	});

interface Body {
	api_key: string;
	uid: string;
	arguments: Record<string, unknown>;
}

const requests = () => stage.sandbox.journal.requests('postageApp').map(({ body }) => body as Body);
const argumentsSent = () => requests()[0].arguments;

describe('a message', () => {
	it('is sent as PostageApp documents it, with the key in its body', async () => {
		const { status, items } = await send({
			additionalFields: { uid: 'order-1001' },
			specifyRecipients: 'json',
			recipientsJson: '{ "ada@example.org": { "name": "Ada" } }',
			subject: 'Hi {{name}}',
			textPlain: 'Hello {{name}}',
		});
		expect(status).toBe('success');
		expect(stage.sandbox.journal.requests()[0].path).toBe('/v.1.1/send_message');
		expect(requests()).toEqual([
			{
				api_key: stage.sandbox.postageApp.projectKey,
				uid: 'order-1001',
				arguments: {
					recipients: { 'ada@example.org': { name: 'Ada' } },
					headers: { subject: 'Hi {{name}}', from: 'Shop <shop@example.org>' },
					content: { 'text/plain': 'Hello {{name}}' },
				},
			},
		]);
		expect(items('PostageApp')).toEqual([
			{
				json: {
					uid: 'order-1001',
					id: expect.stringMatching(/^\d{10}$/) as string,
					url: expect.stringContaining('https://acct.postageapp.com/') as string,
					recipients: ['ada@example.org'],
					duplicate: false,
					delivery: { id: 'order-1001', state: 'queued', final: false, event: null, at: null },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('carries everything that PostageApp takes', async () => {
		await send({
			textHtml: '<p>Thank you</p>',
			additionalFields: {
				uid: 'all',
				replyTo: 'support@example.org',
				textCss: 'p { color: red }',
				template: 'receipt',
				variables: { variable: [{ name: 'company', value: 'Acme' }] },
				headers: { header: [{ name: 'x-campaign', value: 'spring' }] },
			},
			options: { recipientOverride: 'test@example.org', otherArguments: '{ "deliver": false }' },
		});
		expect(argumentsSent()).toEqual({
			recipients: ['ada@example.org'],
			headers: {
				subject: 'Your receipt',
				from: 'Shop <shop@example.org>',
				'reply-to': 'support@example.org',
				'x-campaign': 'spring',
			},
			content: {
				'text/plain': 'Thank you',
				'text/html': '<p>Thank you</p>',
				'text/css': 'p { color: red }',
			},
			template: 'receipt',
			variables: { company: 'Acme' },
			recipient_override: 'test@example.org',
			deliver: false,
		});
		expect(stage.sandbox.journal.accepted()[0].recipient).toBe('test@example.org');
	});

	it.each<[string, INodeParameters, unknown]>([
		[
			'a list',
			{ recipients: 'ada@example.org, "Doe, Jane" <jane@example.org>\nbob@example.org' },
			['ada@example.org', '"Doe, Jane" <jane@example.org>', 'bob@example.org'],
		],
		[
			'an expression that gives a list',
			{ recipients: '={{ ["ada@example.org", "bob@example.org"] }}' },
			['ada@example.org', 'bob@example.org'],
		],
		[
			'a form with variables',
			{
				specifyRecipients: 'form',
				recipientsForm: {
					recipient: [
						{
							email: 'ada@example.org',
							variables: { variable: [{ name: 'name', value: 'Ada' }] },
						},
						{ email: 'bob@example.org' },
					],
				},
			},
			{ 'ada@example.org': { name: 'Ada' }, 'bob@example.org': {} },
		],
		[
			'JSON without variables',
			{ specifyRecipients: 'json', recipientsJson: '["ada@example.org"]' },
			['ada@example.org'],
		],
		[
			'JSON with none for one of them',
			{ specifyRecipients: 'json', recipientsJson: '{ "ada@example.org": null }' },
			{ 'ada@example.org': {} },
		],
	])('takes its recipients from %s', async (_how, parameters, recipients) => {
		const { status } = await send(parameters);
		expect(status).toBe('success');
		expect(argumentsSent().recipients).toEqual(recipients);
	});

	it('to 1,000 recipients with variables of their own is one request', async () => {
		const customers = Object.fromEntries(
			Array.from({ length: 1000 }, (_, index) => [
				`customer-${index}@example.org`,
				{ name: `Customer ${index}`, order: index },
			]),
		);
		const { status } = await send(
			{ specifyRecipients: 'json', recipientsJson: '={{ $json.customers }}' },
			[{ json: { customers } }],
		);
		expect(status).toBe('success');
		expect(requests()).toHaveLength(1);
		expect(argumentsSent().recipients).toEqual(customers);
		expect(stage.sandbox.journal.accepted()).toHaveLength(1000);
	});

	it('takes variables of the form and of JSON together', async () => {
		await send({
			additionalFields: {
				variables: { variable: [{ name: 'company', value: 'Acme' }] },
				variablesJson: '{ "order": 1001 }',
			},
		});
		expect(argumentsSent().variables).toEqual({ company: 'Acme', order: 1001 });
	});

	it('keeps both of two attachments with the same name', async () => {
		const text = { fileName: 'receipt.txt', mimeType: 'text/plain' };
		const binary: Record<string, IBinaryData> = {
			first: await stage.engine.binary(Buffer.from('first'), text),
			second: await stage.engine.binary(Buffer.from('second'), text),
		};
		await send({ additionalFields: { attachments: 'first, second' } }, [{ json: {}, binary }]);
		expect(argumentsSent().attachments).toEqual({
			'receipt.txt': { content_type: 'text/plain', content: btoa('first') },
			'receipt (2).txt': { content_type: 'text/plain', content: btoa('second') },
		});
	});

	it('is understood when its answer calls itself text/html and its id is a number', async () => {
		const { switches } = stage.sandbox.postageApp;
		Object.assign(switches, { contentType: 'text/html', messageId: 'number' });
		const { items } = await send();
		stage.sandbox.postageApp.switches = defaultSwitches();
		expect(items('PostageApp')[0].json.id).toMatch(/^\d{10}$/);
	});
});

describe('before anything is sent, the node refuses', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['no recipients', { recipients: '' }, /'Recipients' is empty/],
		['an address that is none', { recipients: 'ada' }, /'Recipients' is no email address: ada/],
		[
			'an address that is there twice, with other variables',
			{
				specifyRecipients: 'form',
				recipientsForm: {
					recipient: [
						{ email: 'ada@example.org', variables: { variable: [{ name: 'a', value: '1' }] } },
						{ email: 'ADA@example.org' },
					],
				},
			},
			/Recipient 2 \(ADA@example.org\) is there twice, with other variables/,
		],
		[
			'recipients that are no JSON',
			{ specifyRecipients: 'json', recipientsJson: '{ "ada' },
			/'Recipients \(JSON\)' is not JSON/,
		],
		[
			'a variable of a recipient with capitals',
			{ specifyRecipients: 'json', recipientsJson: '{ "ada@example.org": { "firstName": "A" } }' },
			/The name of the variable 'firstName' of ada@example.org is not in lower case/,
		],
		[
			'a variable for all with capitals',
			{ additionalFields: { variablesJson: '{ "Name": "Ada" }' } },
			/The name of the variable 'Name' for all recipients is not in lower case/,
		],
		['neither content nor a template', { textPlain: ' ' }, /neither content nor a template/],
		[
			'a template that is no slug',
			{ additionalFields: { template: 'my receipt' } },
			/'Template' is not a slug/,
		],
		[
			'a header with a colon',
			{ additionalFields: { headers: { header: [{ name: 'x-a:', value: '1' }] } } },
			/'x-a:' can not be the name of a header/,
		],
		[
			'a header that does not send copies',
			{ additionalFields: { headers: { header: [{ name: 'Bcc', value: 'boss@example.org' }] } } },
			/does not send copies by the header 'Bcc'/,
		],
		[
			'a header that is there twice',
			{
				additionalFields: {
					headers: {
						header: [
							{ name: 'x-a', value: '1' },
							{ name: 'X-A', value: '2' },
						],
					},
				},
			},
			/The header 'x-a' is there twice/,
		],
		[
			'a header that has a parameter',
			{ additionalFields: { headers: { header: [{ name: 'Subject', value: '1' }] } } },
			/The header 'subject' is there twice, or has a parameter of its own/,
		],
		[
			'a variable that is there twice',
			{
				additionalFields: {
					variables: {
						variable: [
							{ name: 'n', value: '1' },
							{ name: 'n', value: '2' },
						],
					},
				},
			},
			/The variable 'n' is there twice/,
		],
		[
			'a variable that is there in the form and in JSON',
			{
				additionalFields: {
					variables: { variable: [{ name: 'n', value: '1' }] },
					variablesJson: '{ "n": "2" }',
				},
			},
			/The variable 'n' is both in 'Variables' and in 'Variables \(JSON\)'/,
		],
		[
			'an attachment whose expression gives nothing among others',
			{ additionalFields: { attachments: '={{ $json.none }}, data' } },
			/has a comma without a name beside it/,
		],
		[
			'an object for a variable',
			{ additionalFields: { variables: { variable: [{ name: 'n', value: '={{ $json }}' }] } } },
			/'Value' of variable 1 is not text: an object/,
		],
		[
			'two lines in a header of other arguments',
			{ options: { otherArguments: '{ "headers": { "subject": "a\\nBcc: x@example.org" } }' } },
			/'headers.subject' has more than one line/,
		],
		[
			'recipients of other arguments that are none',
			{ options: { otherArguments: '{ "recipients": "jane, , <bob" }' } },
			/'Recipients' has a comma without an address beside it/,
		],
		[
			'nothing for an override of recipients',
			{ options: { otherArguments: '={{ { recipient_override: $json.none } }}' } },
			/has nothing for 'recipient_override'/,
		],
		[
			'a missing attachment',
			{ additionalFields: { attachments: 'invoice' } },
			/no binary field named 'invoice'/,
		],
		['other arguments that are no JSON', { options: { otherArguments: '{' } }, /is not JSON/],
	])('%s', async (_what, parameters, words) => {
		const { status, error } = await send(parameters);
		expect(status).toBe('error');
		expect(error?.message).toMatch(words);
		expect(error?.message).toMatch(/\[item 0\]$/);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});

	it('one UID for two different mails of a run, of which PostageApp would drop one', async () => {
		const { error } = await send(
			{ additionalFields: { uid: 'receipt' }, textPlain: '=Order {{ $json.order }}' },
			[{ json: { order: 1 } }, { json: { order: 2 } }],
		);
		expect(error?.message).toBe(
			"Not sent: The UID 'receipt' is given to two different mails [item 1]",
		);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});

	it('one UID in two spellings, which PostageApp may take for one or for two', async () => {
		const uids = ['re\u0301sume\u0301', 'r\u00e9sum\u00e9'];
		const { error } = await send(
			{ additionalFields: { uid: '={{ $json.uid }}' } },
			uids.map((uid) => ({ json: { uid } })),
		);
		expect(error?.message).toBe(
			`Not sent: The UID '${uids[1]}' is given in two ways that look the same [item 1]`,
		);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});
});
