import { startSandbox, type Sandbox } from '../../../sandbox';
import { call, json, type Answer } from '../../../tools/providers/client';
import { Caller, mailTo } from '../../../tools/providers/postageApp/caller';

let sandbox: Sandbox;
let caller: Caller;

beforeAll(async () => {
	sandbox = await startSandbox();
	caller = new Caller(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(() => {
	sandbox.journal.clear();
});

const outcome = (answer: Answer) => ({ http: answer.status, body: json(answer) });
const post = (path: string, body: string) => call(`${sandbox.postageApp.url}${path}`, { body });

describe("PostageApp's page shows the error", () => {
	it('401 for an account API key that is not active', async () => {
		const answer = await caller.ask('create_project', { api_key: 'none' }, 'account');
		expect(outcome(answer)).toEqual({
			http: 401,
			body: {
				response: { status: 'unauthorized', message: 'Invalid or inactive account API key used.' },
			},
		});
	});

	it('401 for a project API key that is not active', async () => {
		const answer = await caller.ask('send_message', { api_key: 'none' });
		expect(outcome(answer)).toEqual({
			http: 401,
			body: {
				response: { status: 'unauthorized', message: 'Invalid or inactive project API key used.' },
			},
		});
	});

	it('406 for what is not JSON', async () => {
		expect(outcome(await post('/v.1.1/send_message', '{"api_key":'))).toEqual({
			http: 406,
			body: {
				response: {
					status: 'invalid_json',
					message: 'The posted content is not valid JSON.',
				},
			},
		});
	});

	it('406 for what is not UTF-8, with the place of the first wrong byte', async () => {
		const bytes = Buffer.concat([Buffer.from('{"api_key"'), Buffer.from([0xff]), Buffer.from('}')]);
		const { url } = sandbox.postageApp;
		const answer = await fetch(`${url}/v.1.1/send_message`, { method: 'POST', body: bytes });
		expect({ http: answer.status, body: await answer.json() }).toEqual({
			http: 406,
			body: {
				response: {
					status: 'invalid_utf8',
					message:
						'The posted content is not encoded in UTF8 or contains invalid characters. Error detected at byte 10.',
				},
			},
		});
	});

	it.each<[string, object]>([
		['a list where an object was expected', { arguments: [] }],
		['a number where text was expected', { uid: 5 }],
		[
			'an object where text was expected',
			{ arguments: mailTo(['a@example.org'], { template: {} }) },
		],
	])('406 for %s', async (_what, body) => {
		const answer = await caller.ask('send_message', body);
		expect(answer.status).toBe(406);
		expect(json(answer)).toEqual({
			response: { status: 'call_error', message: 'The posted content is not valid JSON.' },
		});
	});

	it('409 for a version of the API that is not there', async () => {
		expect(outcome(await post('/v.2.0/send_message', '{}'))).toEqual({
			http: 409,
			body: { response: { status: 'conflict', message: 'Invalid API version.' } },
		});
	});

	it('423 for a key that is disabled', async () => {
		sandbox.postageApp.switches.locked = true;
		const answer = await caller.ask('get_project_info');
		sandbox.postageApp.switches.locked = false;
		expect(outcome(answer)).toEqual({
			http: 423,
			body: { response: { status: 'locked', message: 'The specified API key is not valid.' } },
		});
	});
});

describe("PostageApp's pages and clients tell of the error", () => {
	it('404 for a uid that no message has', async () => {
		const receipt = await caller.ask('get_message_receipt', { uid: 'none' });
		const transmissions = await caller.ask('get_message_transmissions', { uid: 'none' });
		expect(outcome(receipt)).toEqual({
			http: 404,
			body: { response: { status: 'not_found', uid: 'none' } },
		});
		expect(outcome(transmissions)).toEqual({
			http: 404,
			body: {
				response: {
					status: 'not_found',
					uid: 'none',
					message: 'Message with UID none was not found.',
				},
			},
		});
	});

	it('400 for a message without recipients', async () => {
		const answer = await caller.ask('send_message', { arguments: { headers: {} } });
		expect(answer.status).toBe(400);
		expect(json(answer)).toMatchObject({ response: { status: 'bad_request' } });
		expect(sandbox.journal.accepted()).toEqual([]);
	});

	it('412 for a template that does not exist', async () => {
		const answer = await caller.ask('send_message', {
			arguments: mailTo(['a@example.org'], { template: 'no-such' }),
		});
		expect(answer.status).toBe(412);
		expect(json(answer)).toMatchObject({ response: { status: 'precondition_failed' } });
	});

	it('call_error for a method that is not there, with the uid and without data', async () => {
		const answer = await caller.ask('no_such_method', { uid: 'mine' });
		expect(answer.status).toBe(406);
		expect(json(answer)).toEqual({
			response: {
				uid: 'mine',
				status: 'call_error',
				message: expect.stringMatching(/^Request could not be processed/) as string,
			},
		});
	});
});
