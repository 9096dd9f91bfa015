import type { INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/stemp/switches';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import {
	mailToEachItem,
	readers,
	stemp,
	stempAccountWithAccessToken,
} from '../../../tools/providers/stemp/node';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

const credentials = () => ({ stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) });

const run = (operation: [string, string], parameters: INodeParameters = {}) =>
	stage.engine.run(chain(start, stemp(operation, parameters)), { credentials: credentials() });

async function send(count: number, name?: string): Promise<string[]> {
	const { items } = await stage.engine.run(chain(start, stemp(['email', 'send'], mailToEachItem)), {
		input: readers(stage.sandbox.stemp, count, name),
		credentials: credentials(),
	});
	return items('stemp').map(({ json }) => json.messageId as string);
}

const pages = () =>
	stage.sandbox.journal
		.requests('stemp')
		.filter(({ method, path }) => method === 'GET' && path.endsWith('/emails'))
		.map(({ query }) => query.page);

describe('The logs of stemp', () => {
	let oldest: string;
	beforeAll(async () => {
		[oldest] = await send(1, 'bounce');
		stage.sandbox.clock.advance({ minutes: 5 });
		await send(7);
	});
	beforeEach(() => {
		stage.sandbox.stemp.switches.largestPage = 3;
	});

	it('are all returned, however many pages they have', async () => {
		const { items } = await run(['email', 'getMany'], { returnAll: true });
		expect(items('stemp')).toHaveLength(8);
		expect(pages()).toEqual(['0', '1', '2']);
	});

	it('are returned up to a limit, and read no further', async () => {
		const { items } = await run(['email', 'getMany'], { limit: 4 });
		expect(items('stemp')).toHaveLength(4);
		expect(pages()).toEqual(['0', '1']);
	});

	it('are filtered by status on our side, on whatever page', async () => {
		const { items } = await run(['email', 'getMany'], { filters: { status: ['BOUNCED'] } });
		expect(items('stemp').map(({ json }) => json.messageId)).toEqual([oldest]);
		expect(items('stemp')[0].json.delivery).toMatchObject({ state: 'failed', final: true });
	});

	it('are filtered by source on theirs', async () => {
		stage.sandbox.stemp.emails.sendBySystem('jane@example.org', 'Your pass');
		const { items } = await run(['email', 'getMany'], { filters: { source: 'SYSTEM_EVENT' } });
		expect(items('stemp').map(({ json }) => json.subject)).toEqual(['Your pass']);
		expect(stage.sandbox.journal.requests('stemp')[0].query.source).toBe('SYSTEM_EVENT');
	});

	it('have an email by the id that its send gave, and by its own', async () => {
		const byMessage = await run(['email', 'get'], { emailId: oldest, simplify: false });
		const [{ json: email }] = byMessage.items('stemp');
		expect(email).toMatchObject({ messageId: oldest, status: 'BOUNCED', errorMessage: null });

		const byLog = await run(['email', 'get'], { emailId: email.id as string, simplify: false });
		expect(byLog.items('stemp')[0].json).toEqual(email);
	});

	it('are searched no further than the email, or the user, wants', async () => {
		const [latest] = await send(1);
		stage.sandbox.journal.clear();
		await run(['email', 'get'], { emailId: latest });
		expect(pages()).toEqual(['0']);

		const { error } = await run(['email', 'get'], {
			emailId: oldest,
			options: { pagesToSearch: 2 },
		});
		expect(error?.message).toBe(`stemp's logs have no email with the ID ${oldest} [item 0]`);
		expect(error?.description).toContain('the 2 pages that were searched');
	});

	it.each([true, false])('tell why an email failed (Simplify: %s)', async (simplify) => {
		await stage.engine.run(chain(start, stemp(['email', 'send'], mailToEachItem)), {
			input: readers(stage.sandbox.stemp, 1, 'fail'),
			credentials: credentials(),
		});
		const { items } = await run(['email', 'getMany'], {
			filters: { status: ['FAILED'] },
			simplify,
		});
		expect(items('stemp')[0].json).toMatchObject({
			status: 'FAILED',
			errorMessage: expect.stringMatching(/./) as string,
		});
	});

	it.each(['get', 'getEvents'])('do not have what no one sent (%s)', async (operation) => {
		const { error } = await run(['email', operation], { emailId: '0000-1111' });
		expect(error?.message).toContain("stemp's logs have no email with the ID 0000-1111");
	});

	it('lead to the events of an email by either id', async () => {
		const events = await run(['email', 'getEvents'], { emailId: oldest });
		expect(events.items('stemp').map(({ json }) => json)).toMatchObject([
			{
				eventType: 'BOUNCE',
				bounceType: 'Permanent',
				bounceSubType: 'NoEmail',
				delivery: { state: 'failed', final: true },
			},
		]);
	});

	it('say in their own words that an email has no events that can be found', async () => {
		const { error } = await run(['email', 'getEvents'], { emailId: 'email_unknown' });
		expect(error?.message).toBe('stemp answered: resource_not_found [item 0]');
	});
});

describe('The suppressions of stemp', () => {
	it('are the addresses that bounced or complained', async () => {
		await send(1, 'complain');
		stage.sandbox.clock.advance({ hours: 2 });
		const { items } = await run(['suppression', 'getMany'], { returnAll: true });
		expect(items('stemp')[0].json).toMatchObject({
			email: expect.stringMatching(/^complain/) as string,
			reason: 'COMPLAINT',
		});
	});
});
