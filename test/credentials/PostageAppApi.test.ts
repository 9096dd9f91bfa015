import { PostageAppApi } from '../../credentials/PostageAppApi.credentials';
import { postageAppAccount } from '../../tools/providers/postageApp/node';
import { setStage } from '../../tools/engine/stage';

const stage = setStage();
const test = (change: object = {}) =>
	stage.engine.testCredential('postageAppApi', {
		...postageAppAccount(stage.sandbox.postageApp),
		...change,
	});

describe('the test of a PostageApp credential', () => {
	it('asks for the account by the key of the project, as the API page does', async () => {
		expect(await test()).toMatchObject({ status: 'OK' });
		expect(stage.sandbox.journal.requests()).toMatchObject([
			{
				method: 'POST',
				path: '/v.1.1/get_account_info',
				body: { api_key: stage.sandbox.postageApp.projectKey },
			},
		]);
	});

	it('does not mind spaces around what was pasted', async () => {
		const { url, projectKey } = stage.sandbox.postageApp;
		const change = { projectApiKey: ` ${projectKey}\n`, baseUrl: ` ${url}/ ` };
		expect(await test(change)).toMatchObject({ status: 'OK' });
	});

	it('says when the key is not known', async () => {
		expect(await test({ projectApiKey: 'none' })).toEqual({
			status: 'Error',
			message: 'PostageApp does not accept this project API key: it is invalid or inactive',
		});
	});

	it('says when the key is disabled', async () => {
		stage.sandbox.postageApp.switches.locked = true;
		const result = await test();
		stage.sandbox.postageApp.switches.locked = false;
		expect(result.message).toBe('This project API key, or its account, is disabled');
	});
});

describe('a PostageApp credential', () => {
	const authenticate = async (request: object, credential: object = {}) => {
		const { authenticate: add } = new PostageAppApi();
		if (typeof add !== 'function') throw new Error('It has to be a function');
		return await add(
			{ projectApiKey: 'project', accountApiKey: 'account', ...credential },
			{
				url: '/v.1.1/send_message',
				...request,
			},
		);
	};

	it.each([
		['send_message', 'project'],
		['get_account_info', 'project'],
		['create_scheduled_event', 'project'],
		['get_project_info', 'project'],
		['projection_of_mail', 'project'],
		['create_project', 'account'],
		['list_projects', 'account'],
		['archive_project', 'account'],
		['get_mailbox', 'account'],
		['test_mailbox', 'account'],
		['mailbox_status', 'account'],
		['mailboxes', 'account'],
		['update_account', 'account'],
		['list_mailboxes', 'account'],
		['delete_mailbox', 'account'],
	])('gives %s the key of the %s', async (method, key) => {
		const { body } = await authenticate({ url: `/v.1.1/${method}`, body: { uid: 'u' } });
		expect(body).toEqual({ api_key: key, uid: 'u' });
	});

	it.each([
		['send_message', false],
		['update_scheduled_event', false],
		['delete_mailbox', false],
		['get_message_receipt', true],
		['list_scheduled_events', true],
		['message_status', true],
		['messages_history_detailed', true],
	])('lets a stopped execution break off %s: %s', async (method, isStoppable) => {
		const { signal: abortSignal } = new AbortController();
		const request = await authenticate({ url: `/v.1.1/${method}`, method: 'POST', abortSignal });
		expect(request.abortSignal === abortSignal).toBe(isStoppable);
	});

	it('goes to no other host, and to the production without being told', async () => {
		expect((await authenticate({})).baseURL).toBe('https://api.postageapp.com');
		await expect(authenticate({ url: 'https://example.org/v.1.1/send_message' })).rejects.toThrow(
			'not meant for example.org',
		);
	});
});
