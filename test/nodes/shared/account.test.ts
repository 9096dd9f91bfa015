import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Fault } from '../../../sandbox';
import { defaultSwitches } from '../../../sandbox/legallyMail/switches';
import { Office } from '../../../tools/providers/legallyMail/caller';
import { chain, start } from '../../../tools/engine/chain';
import {
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
	legallyMailTrigger,
	recipients,
} from '../../../tools/providers/legallyMail/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

const email = legallyMail(['email', 'send'], {
	...emailToEachItem,
	options: { deduplicationKey: '={{ $json.subject }}' },
});

let workflows = 0;

/** A workflow that sends emails from any account. */
function mailing() {
	const workflow = { ...chain(start, email), id: `accounts-${++workflows}` };
	return async (token: string, count = 2) =>
		await stage.engine.run(workflow, {
			input: recipients(count),
			credentials: { legallyMailApi: accountWith(token) },
		});
}

const accountWith = (token: string): ICredentialDataDecryptedObject => ({
	...legallyMailAccount(stage.sandbox.legallyMail),
	token,
});

const sent = () => stage.sandbox.journal.accepted().length;
const questions = () =>
	stage.sandbox.journal.requests('legallyMail').filter(({ path }) => path === '/api/info').length;
const fail = (fault: Fault, times = 1) =>
	stage.sandbox.faults.add({ provider: 'legallyMail', on: 'GET /api/info', times, fault });

beforeAll(() => {
	stage.sandbox.legallyMail.switches = { ...defaultSwitches(), rateLimit: null };
});

describe('The account that an email with a deduplication key goes out of', () => {
	it('is asked for once for all items and executions', async () => {
		const send = mailing();
		const token = stage.sandbox.legallyMail.newToken();
		await send(token);
		await send(token, 3);
		expect([sent(), questions()]).toEqual([3, 1]);
	});

	it('is not asked for without a key', async () => {
		const plain = legallyMail(['email', 'send'], emailToEachItem);
		await stage.engine.run(chain(start, plain), {
			input: recipients(2),
			credentials: { legallyMailApi: accountWith(stage.sandbox.legallyMail.newToken()) },
		});
		expect([sent(), questions()]).toEqual([2, 0]);
	});

	it('stays the same with another token of the same user', async () => {
		const send = mailing();
		await send(stage.sandbox.legallyMail.newToken());
		const { items } = await send(stage.sandbox.legallyMail.newToken());
		expect(items('LegallyMail').map(({ json }) => json.alreadySent)).toEqual([true, true]);
		expect([sent(), questions()]).toEqual([2, 2]);
	});

	it('is another one with the token of another user', async () => {
		const send = mailing();
		await send(stage.sandbox.legallyMail.newToken('test@example.com'));
		const { items } = await send(stage.sandbox.legallyMail.newToken('live@example.com'));
		expect(items('LegallyMail').map(({ json }) => json.alreadySent)).toEqual([false, false]);
		expect(sent()).toBe(4);
	});

	it('is asked for again where the question fails and passes', async () => {
		fail({ kind: 'resetBefore' }, 2);
		const { status } = await mailing()(stage.sandbox.legallyMail.newToken());
		expect([status, sent(), questions()]).toEqual(['success', 2, 3]);
	});

	it('is the one that was looked at: nothing leaves where the credential is changed meanwhile', async () => {
		const { legallyMail: provider } = stage.sandbox;
		const credentials = { legallyMailApi: accountWith(provider.newToken('test@example.com')) };
		stage.sandbox.latency(50);
		const sending = stage.engine.run(
			{ ...chain(start, email), id: 'changed' },
			{ input: recipients(12), credentials },
		);
		while (sent() === 0) await new Promise((done) => setTimeout(done, 5));
		credentials.legallyMailApi = accountWith(provider.newToken('live@example.com'));
		const { error } = await sending;
		expect(error?.message).toMatch(/^Not sent: The credential was changed/);
		expect(sent()).toBeLessThan(12);
		stage.sandbox.latency(0);
		const anew = await mailing()(provider.newToken('live@example.com'), 12);
		expect(anew.status).toBe('success');
	});

	it('is asked for again where the execution that had asked is stopped', async () => {
		const token = stage.sandbox.legallyMail.newToken();
		fail({ kind: 'status', status: 503 }, 3);
		const asking = stage.engine.run(
			{ ...chain(start, email), id: 'stopped' },
			{ input: recipients(1), credentials: { legallyMailApi: accountWith(token) } },
		);
		const other = mailing()(token);
		while (questions() === 0) await new Promise((done) => setTimeout(done, 5));
		asking.stop();
		expect((await asking).status).toBe('canceled');
		expect((await other).status).toBe('success');
		expect(sent()).toBe(2);
	});

	it.each<[string, Fault]>([
		['nobody is named', { kind: 'status', status: 200, body: { user: {} } }],
		['there is no answer', { kind: 'resetBefore' }],
		['the token is refused', { kind: 'status', status: 401 }],
		['the answer can not be read', { kind: 'notJson' }],
	])('is needed: nothing is sent where %s, and all of it later', async (_, fault) => {
		const send = mailing();
		const token = stage.sandbox.legallyMail.newToken();
		fail(fault, 10);
		const { error } = await send(token);
		expect(error?.message).toMatch(/^Not sent: LegallyMail /);
		expect(error?.context?.outcome).toBe('notSent');
		expect(sent()).toBe(0);
		await stage.sandbox.faults.clear();
		expect((await send(token)).status).toBe('success');
		expect(sent()).toBe(2);
	});
});

describe('A trigger', () => {
	/** Whether it reports an email that is delivered between two polls with different tokens. */
	async function tells(first: string, second: string): Promise<boolean> {
		const staticData = {};
		const poll = async (token: string) =>
			await stage.engine.poll(chain(legallyMailTrigger('emailStatusChanged')), {
				credentials: { legallyMailApi: accountWith(token) },
				staticData,
			});
		await new Office(stage.sandbox).send('read@example.org');
		await poll(first);
		stage.sandbox.clock.advance({ minutes: 10 });
		const { items, error } = await poll(second);
		if (error) throw error;
		return (items ?? []).length > 0;
	}

	it('goes on with another token of the same user', async () => {
		const { legallyMail: provider } = stage.sandbox;
		expect(await tells(provider.newToken(), provider.newToken())).toBe(true);
	});

	it('begins anew with the token of another user', async () => {
		const { legallyMail: provider } = stage.sandbox;
		expect(
			await tells(provider.newToken('test@example.com'), provider.newToken('live@example.com')),
		).toBe(false);
	});

	it('puts the poll off where the provider does not answer in time, and forgets nothing', async () => {
		const staticData = {};
		const poll = async (token: string) =>
			await stage.engine.poll(chain(legallyMailTrigger('emailStatusChanged')), {
				credentials: { legallyMailApi: accountWith(token) },
				staticData,
			});
		await poll(stage.sandbox.legallyMail.newToken());
		const before = JSON.stringify(staticData);
		fail({ kind: 'silence', accept: false }, 10);
		const { items } = await poll(stage.sandbox.legallyMail.newToken());
		expect(items).toBeNull();
		expect(JSON.stringify(staticData)).toBe(before);
	});
});
