import { startSandbox, type Sandbox } from '../../../sandbox';
import oauth from '../../fixtures/pec-massiva/oauth.openapi.json';
import oauthV2 from '../../fixtures/pec-massiva/oauthv2.openapi.json';
import pecMassiva from '../../fixtures/pec-massiva/pecmassiva.openapi.json';
import {
	documentedExample,
	documentedRequest,
	violations,
	type OpenApi,
} from '../../support/openApi';
import { json, type Answer } from '../../../tools/providers/client';
import { Correspondent, messageTo } from '../../../tools/providers/pecMassiva/caller';

/** The vendor's own OpenAPI files define what the sandbox has to answer. */

const api = pecMassiva as unknown as OpenApi;

let sandbox: Sandbox;
let correspondent: Correspondent;

beforeAll(async () => {
	sandbox = await startSandbox();
	correspondent = new Correspondent(sandbox);
	sandbox.pecMassiva.switches.secondsBetweenSends = 0;
});
afterAll(() => sandbox.stop());

type Operation = [method: string, path: string];

function expectDocumented(operation: Operation, answer: Answer, status = 200): void {
	expect(answer.status).toBe(status);
	expect(violations({ document: api }, operation, status, json(answer))).toEqual([]);
}

/** A message to the sender's own address, all of whose mails have arrived. */
async function received(): Promise<string> {
	const code = await correspondent.send(sandbox.pecMassiva.username);
	sandbox.clock.advance({ minutes: 1 });
	return code;
}

describe('The answers of PEC Massiva are what its OpenAPI file documents:', () => {
	it('a send', async () => {
		const request = documentedRequest(api, ['POST', '/send']) as object;
		const { username, password } = sandbox.pecMassiva;

		const answer = await correspondent.post({ ...request, username, password });

		expectDocumented(['POST', '/send'], answer, 201);
		expect(json(answer)).toEqual({
			...(documentedExample(api, ['POST', '/send'], 201) as object),
			message_id: expect.stringMatching(/^20\d{14}$/) as string,
		});
	});

	it('the receipts of a send to oneself, in order', async () => {
		const code = await received();

		const answer = await correspondent.call(`/send/${code}`);

		expectDocumented(['GET', '/send/{code}'], answer);
		expect(await correspondent.receipts(code)).toEqual([
			'ACCETTAZIONE',
			'POSTA CERTIFICATA',
			'CONSEGNA',
		]);
	});

	it('the receipts of the example, field by field', async () => {
		Object.assign(sandbox.pecMassiva.switches, { statusTexts: 'original' });
		const { username: recipient } = sandbox.pecMassiva;
		const body = 'Salve, questa email è una prova di invio, che prevede un <b>corpo in html</b>';
		const sent = await correspondent.post({ recipient, subject: 'Invio di prova', body });
		const { message_id: code } = json<{ message_id: string }>(sent);
		sandbox.clock.advance({ minutes: 1 });

		const { data } = json<{ data: object[] }>(await correspondent.call(`/send/${code}`));

		const text = 'Salve, questa email \ufffd una prova di invio, che prevede un corpo in html';
		expect(data).toMatchObject([
			{ object: `ACCETTAZIONE: Invio di prova ${code}`, message: '' },
			{
				sender: `"Per conto di: ${recipient}" `,
				recipient: `"${recipient}" `,
				object: `POSTA CERTIFICATA: Invio di prova ${code}`,
				message: text,
			},
			{ object: `CONSEGNA: Invio di prova ${code}`, message: text },
		]);
		Object.assign(sandbox.pecMassiva.switches, { statusTexts: 'receipt' });
	});

	it('the inbox', async () => {
		await received();
		expectDocumented(['GET', '/inbox'], await correspondent.call('/inbox?q=CONSEGNA&page=1'));
	});

	it('a message, whose body is form-urlencoded', async () => {
		await received();
		const answer = await correspondent.call('/inbox/1');
		expectDocumented(['GET', '/inbox/{id}'], answer);
		expect(json<{ data: { body: string } }>(answer).data.body).toMatch(/^Il\+giorno\+\d\d%2F/);
	});

	it('the quota', async () => {
		const answer = await correspondent.call('/quota/inbox');
		expectDocumented(['GET', '/quota/{mailbox}'], answer);
		expect(json(answer)).toEqual(documentedExample(api, ['GET', '/quota/{mailbox}'], 200));
	});

	it('a deletion of receipts', async () => {
		const answer = await correspondent.call(`/send/${await received()}`, { method: 'DELETE' });
		expect(json(answer)).toEqual(documentedExample(api, ['DELETE', '/send/{code}'], 200));
	});

	it('a deletion of a message', async () => {
		await received();
		const answer = await correspondent.call('/inbox/1', { method: 'DELETE' });
		expect(json(answer)).toEqual(documentedExample(api, ['DELETE', '/inbox/{id}'], 200));
	});

	it.each<[Operation, string, number]>([
		[['GET', '/send/{code}'], '/send/2020082610003492', 404],
		[['DELETE', '/send/{code}'], '/send/2020082610003492', 404],
		[['GET', '/inbox/{id}'], '/inbox/99999', 404],
		[['GET', '/quota/{mailbox}'], '/quota/spam', 400],
	])('the refusal of %j', async ([method, path], url, status) => {
		const answer = await correspondent.call(url, { method });
		expect(answer.status).toBe(status);
		expect(json(answer)).toEqual(documentedExample(api, [method, path], status));
	});

	it.each<Operation>([
		['GET', '/send/1'],
		['DELETE', '/send/1'],
		['GET', '/inbox'],
		['GET', '/inbox/1'],
		['DELETE', '/inbox/1'],
		['GET', '/quota/inbox'],
		['POST', '/send'],
	])('the refusal of %s %s without a token', async (method, path) => {
		const body = method === 'POST' ? messageTo('a@example.org') : undefined;
		const headers = { authorization: '' };
		const answer = await correspondent.call(path, { method, headers, body });
		expect(answer.status).toBe(401);
		expect(json(answer)).toEqual(documentedExample(api, ['GET', '/inbox'], 401));
	});

	it.each([
		['no recipient', { recipient: undefined }],
		['an empty list of recipients', { recipient: [] }],
		['no subject', { subject: undefined }],
		['one attachment outside of a list', { attachments: { name: 'a', file: 'b' } }],
	])('the refusal of a send with %s', async (_, change) => {
		const answer = await correspondent.post({ ...messageTo('a@example.org'), ...change });
		expect(answer.status).toBe(400);
		expect(json(answer)).toEqual(documentedExample(api, ['POST', '/send'], 400));
	});
});

describe('The answers of OAuth are what its OpenAPI files document:', () => {
	const scopes = ['GET:test.ws.pecmassiva.com/quota'];

	it('a token of version 2, with a life of its own', async () => {
		const body = { scopes, name: 'n8n', ttl: 3600 };
		const answer = await correspondent.oauth('/tokens', { body });
		const document = oauthV2 as unknown as OpenApi;
		const operation: Operation = ['POST', '/tokens'];

		expect(violations({ document, required: 'none' }, operation, 200, json(answer))).toEqual([]);
		const { createdAt, expireAt } = json<Record<string, string>>(answer);
		expect(Date.parse(expireAt) - Date.parse(createdAt)).toBe(3_600_000);
	});

	it('a token of version 1', async () => {
		const answer = await correspondent.oauth('/token', { body: { scopes } });
		const document = oauth as unknown as OpenApi;
		const { error, ...rest } = json<Record<string, unknown>>(answer);

		// The example says null where the schema says integer.
		expect(error).toBeNull();
		expect(violations({ document, required: 'none' }, ['POST', '/token'], 200, rest)).toEqual([]);
	});

	it.each([
		['/tokens', {}, 422, 70],
		['/tokens', { scopes: 'all' }, 422, 80],
		['/tokens', { scopes: ['GET:pa.openapi.com/x'] }, 422, 90],
		['/token', {}, 406, 110],
		['/token', { scopes: ['GET:pa.openapi.com/x'] }, 406, 270],
	])('POST %s with %j is refused', async (path, body, status, error) => {
		const answer = await correspondent.oauth(path, { body });
		expect(answer.status).toBe(status);
		expect(json(answer)).toMatchObject({ success: false, error, data: null });
	});

	it('a wrong API key is refused', async () => {
		const headers = { authorization: 'Basic bm8=' };
		const answer = await correspondent.oauth('/tokens', { headers, body: { scopes } });
		expect(json(answer)).toMatchObject({ success: false, message: 'Unauthorized' });
	});
});
