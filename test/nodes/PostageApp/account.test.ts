import type { INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/postageApp/switches';
import { chain, start } from '../../../tools/engine/chain';
import { customers, postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';
import { Caller } from '../../../tools/providers/postageApp/caller';

const stage = setStage();

const run = (operation: [string, string], parameters: INodeParameters = {}, credential = {}) =>
	stage.engine.run(chain(start, postageApp(operation, parameters)), {
		credentials: {
			postageAppApi: { ...postageAppAccount(stage.sandbox.postageApp), ...credential },
		},
	});
const jsonOf = async (operation: [string, string], parameters: INodeParameters = {}) => {
	const { error, items } = await run(operation, parameters);
	expect(error?.message).toBeUndefined();
	return items('PostageApp').map(({ json }) => json);
};
const keys = () =>
	stage.sandbox.journal
		.requests('postageApp')
		.map(({ body }) => (body as { api_key: string }).api_key);

const mailbox: INodeParameters = {
	host: 'imap.example.org',
	username: 'support',
	password: 'a secret',
	postbackUrl: 'https://example.org/inbound',
};

describe('the project', () => {
	it.each([
		['project', 'Shop'],
		['account', 'Acme'],
	])(
		'and its account tell about themselves, by the key of the project (%s)',
		async (what, name) => {
			expect(await jsonOf([what, 'getInfo'])).toEqual([
				{
					name,
					url: expect.stringContaining('https://acct.postageapp.com/') as string,
					transmissions: expect.objectContaining({
						overall: expect.any(Number) as number,
					}) as object,
					users: { 'dev@example.org': 'Dev' },
				},
			]);
			expect(keys()).toEqual([stage.sandbox.postageApp.projectKey]);
		},
	);

	it('has metrics as one item', async () => {
		const [metrics] = await jsonOf(['project', 'getMetrics']);
		expect(Object.keys(metrics)).toEqual(['hour', 'date', 'week', 'month']);
	});

	it('has metrics as one item for each period and measure, on request', async () => {
		await new Caller(stage.sandbox).send('measured', 'ada@example.org', 'bounce@example.org');
		stage.sandbox.clock.advance({ minutes: 5 });
		const rows = await jsonOf(['project', 'getMetrics'], { splitByMeasure: true });
		expect(rows).toHaveLength(4 * 8);
		expect(rows).toContainEqual({
			period: 'hour',
			measure: 'delivered',
			current_percent: 50,
			previous_percent: 0,
			diff_percent: 50,
			current_value: 1,
			previous_value: 0,
		});
	});

	it.each(['object', 'none'] as const)(
		'is created by the key of the account (%s)',
		async (shape) => {
			stage.sandbox.postageApp.switches.undocumentedData = shape;
			const [project] = await jsonOf(['project', 'create'], {
				projectUid: `shop-${shape}`,
				label: 'Shop',
				additionalFields: { group: 'Sites', clickTracking: true, unsubscribeHeader: false },
			});
			stage.sandbox.postageApp.switches.undocumentedData = defaultSwitches().undocumentedData;
			expect(project).toMatchObject({ uid: `shop-${shape}`, label: 'Shop' });
			expect(stage.sandbox.journal.requests()[0].body).toEqual({
				api_key: stage.sandbox.postageApp.accountKey,
				arguments: {
					uid: `shop-${shape}`,
					label: 'Shop',
					group: 'Sites',
					click_tracking: true,
					unsubscribe_header: false,
				},
			});
		},
	);
});

describe('a mailbox', () => {
	it('is created, listed, changed and deleted', async () => {
		const [created] = await jsonOf(['mailbox', 'create'], {
			...mailbox,
			additionalFields: { uid: 'support', label: 'Support', port: 993, tls: true },
		});
		expect(stage.sandbox.journal.requests()[0].body).toEqual({
			api_key: stage.sandbox.postageApp.accountKey,
			arguments: {
				uid: 'support',
				label: 'Support',
				host: 'imap.example.org',
				port: 993,
				username: 'support',
				password: 'a secret',
				tls: true,
				postback_url: 'https://example.org/inbound',
			},
		});
		expect(created).toMatchObject({ uid: 'support', id: expect.any(Number) as number });

		const [updated] = await jsonOf(['mailbox', 'update'], {
			findBy: 'id',
			mailboxId: created.id as number,
			updateFields: { newUid: 'help', tls: false },
		});
		expect(updated).toMatchObject({ id: created.id, uid: 'help', tls: false, label: 'Support' });

		expect(await jsonOf(['mailbox', 'getMany'], { returnAll: true })).toMatchObject([
			{ uid: 'help' },
		]);
		expect(await jsonOf(['mailbox', 'delete'], { mailboxUid: 'help' })).toEqual([
			{ uid: 'help', deleted: true },
		]);
		expect(await jsonOf(['mailbox', 'getMany'])).toEqual([]);
	});

	it('is known by what it was made of when PostageApp tells nothing', async () => {
		stage.sandbox.postageApp.switches.undocumentedData = 'none';
		const [created] = await jsonOf(['mailbox', 'create'], mailbox);
		stage.sandbox.postageApp.switches.undocumentedData = defaultSwitches().undocumentedData;
		expect(created).toEqual({ host: 'imap.example.org', username: 'support' });
	});

	it.each<[string, INodeParameters, string]>([
		[
			'create',
			{ ...mailbox, password: '={{ "" }}' },
			"Not created: The parameter 'Password' is empty [item 0]",
		],
		...['support', 'example.org/inbound', 'https://', 'ftp://example.org'].map(
			(postbackUrl): [string, INodeParameters, string] => [
				'create',
				{ ...mailbox, postbackUrl },
				"Not created: The parameter 'Postback URL' is not the address of a web page [item 0]",
			],
		),
		['update', { mailboxUid: 'support' }, 'Not updated: There is nothing to change [item 0]'],
		[
			'update',
			{ mailboxUid: 'support', updateFields: { newUid: 'help' } },
			"Not updated: The field 'New UID' needs the ID of the mailbox [item 0]",
		],
		[
			'delete',
			{ findBy: 'id', mailboxId: 0 },
			"Not deleted: The parameter 'ID' is not an ID: 0 [item 0]",
		],
	])('is not asked for: %s %j', async (operation, parameters, words) => {
		const { error } = await run(['mailbox', operation], parameters);
		expect(error?.message).toBe(words);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});

	it('is created once: a lost answer is reported, not repeated', async () => {
		stage.sandbox.faults.add({ provider: 'postageApp', fault: { kind: 'resetAfter' } });
		const password = '={{ "a sec" + "ret" }}';
		const { error } = await run(['mailbox', 'create'], { ...mailbox, password });
		expect(error?.message).toMatch(/^May have been created: PostageApp/);
		expect(error?.description).toContain('User name: support');
		expect(JSON.stringify(error)).not.toContain('a secret');
		expect(keys()).toHaveLength(1);
	});
});

describe('the requests at once', () => {
	it.each<[string, string, INodeParameters]>([
		['account', 'getInfo', {}],
		['mailbox', 'getMany', {}],
		['method', 'getMany', {}],
		['project', 'getInfo', {}],
		['project', 'getMetrics', {}],
	])('of %s: %s are as many as the user allows', async (resource, operation, parameters) => {
		stage.sandbox.latency(20);
		const node = postageApp([resource, operation], {
			...parameters,
			options: { maxConcurrentRequests: 2 },
		});
		await stage.engine.run(chain(start, node), {
			input: customers(6),
			credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
		});
		expect(stage.sandbox.journal.requests('postageApp')).toHaveLength(6);
		expect(stage.sandbox.journal.mostInFlight()).toBe(2);
	});
});

describe('the methods', () => {
	it('are listed, one item for each', async () => {
		const methods = await jsonOf(['method', 'getMany'], { returnAll: true });
		expect(methods).toContainEqual({ method: 'send_message' });
		expect(methods).toContainEqual({ method: 'test_recipient' });
		expect(await jsonOf(['method', 'getMany'], { limit: 2 })).toEqual(methods.slice(0, 2));
	});

	it.each(['test_mail_server', 'test_recipient'])(
		'that have no operation can be called by name (%s)',
		async (method) => {
			const body = { uid: 'a', arguments: { recipient: 'ada@example.org' } };
			const [answer] = await jsonOf(['method', 'call'], { method, body: JSON.stringify(body) });
			expect(answer).toEqual({ response: { uid: 'a', status: 'ok' } });
			expect(stage.sandbox.journal.requests()[0]).toMatchObject({
				path: `/v.1.1/${method}`,
				body: { api_key: stage.sandbox.postageApp.projectKey, ...body },
			});
		},
	);

	it('are called with the key of the credential, of the account where it takes that', async () => {
		const body = '{ "api_key": "another" }';
		await jsonOf(['method', 'call'], { method: 'list_mailboxes', body });
		expect(keys()).toEqual([stage.sandbox.postageApp.accountKey]);
	});

	it.each([
		['list_projects', 'accountKey'],
		['mailbox_status', 'accountKey'],
		['update_account', 'accountKey'],
		['get_project_info', 'projectKey'],
		['get_account_info', 'projectKey'],
		['message_status', 'projectKey'],
	] as const)('are called with the key that their name is for: %s', async (method, key) => {
		await run(['method', 'call'], { method });
		expect(keys()).toEqual([stage.sandbox.postageApp[key]]);
	});

	it('are not called without the key that their name is for', async () => {
		const { error } = await run(
			['method', 'call'],
			{ method: 'list_projects' },
			{ accountApiKey: '' },
		);
		expect(error?.message).toMatch(/^Not called: .*the field 'Account API Key' is empty/);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});

	it('tell of an error in the words of PostageApp', async () => {
		const { error } = await run(['method', 'call'], { method: 'test_error' });
		expect(error?.message).toContain('Request could not be processed');
	});

	it('are called once: a lost answer is reported, not repeated', async () => {
		stage.sandbox.faults.add({ provider: 'postageApp', fault: { kind: 'resetAfter' } });
		const { error } = await run(['method', 'call'], { method: 'test_recipient' });
		expect(error?.message).toMatch(/^May have been called: PostageApp/);
		expect(error?.description).toContain('Method: test_recipient');
		expect(keys()).toHaveLength(1);
	});

	it('are named by their UIDs, where a later call fails or its answer is lost', async () => {
		const parameters = { method: 'test_recipient', body: '={{ { "uid": $json.uid } }}' };
		const input = ['first', 'second'].map((uid) => ({ json: { uid } }));
		const one = { maxConcurrentRequests: 1 };
		stage.sandbox.faults.add({ provider: 'postageApp', skip: 1, fault: { kind: 'resetAfter' } });
		const { error } = await stage.engine.run(
			chain(start, postageApp(['method', 'call'], { ...parameters, options: one })),
			{ input, credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) } },
		);
		expect(error?.description).toContain('Method: test_recipient. UID: second.');
		expect(error?.description).toContain('Accepted before in this run (1): first');
	});

	it.each<[INodeParameters, string]>([
		[
			{ method: '../account' },
			"Not called: The parameter 'Method' is not the name of a method: ../account [item 0]",
		],
		[
			{ method: 'test_error', body: '[]' },
			"Not called: The parameter 'Body (JSON)' is not an object [item 0]",
		],
	])('are not called with %j', async (parameters, words) => {
		const { error } = await run(['method', 'call'], parameters);
		expect(error?.message).toBe(words);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});
});

describe('the keys', () => {
	it('are in no output and no error', async () => {
		const { projectKey, accountKey } = stage.sandbox.postageApp;
		stage.sandbox.postageApp.switches.locked = true;
		const locked = await run(['mailbox', 'getMany']);
		stage.sandbox.postageApp.switches.locked = defaultSwitches().locked;
		const lost = await run(
			['project', 'create'],
			{ projectUid: 'a', label: 'A' },
			{ baseUrl: 'http://127.0.0.1:9' },
		);
		const fine = await run(['project', 'getInfo']);
		for (const { error, runData } of [locked, lost, fine]) {
			const shown = JSON.stringify([error, runData]);
			expect(shown).not.toContain(projectKey);
			expect(shown).not.toContain(accountKey);
		}
		expect(locked.error?.description).toContain('is disabled');
	}, 20_000);

	it('are asked for by name when the one that is needed is missing', async () => {
		const { error } = await run(['mailbox', 'getMany'], {}, { accountApiKey: '' });
		expect(error?.message).toContain('The credential has no account API key');
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});

	it('of a project do not open what needs the key of the account', async () => {
		const { projectKey } = stage.sandbox.postageApp;
		const { error } = await run(['mailbox', 'getMany'], {}, { accountApiKey: projectKey });
		expect(error?.message).toContain('Invalid or inactive account API key used.');
		expect(error?.description).toContain('mailboxes take the key of the account');
	});
});
