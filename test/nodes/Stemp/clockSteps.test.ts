import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/stemp/switches';
import {
	mailToEachItem,
	readers,
	stemp,
	stempAccount,
	stempAccountWithAccessToken,
	stempTrigger,
} from '../../../tools/providers/stemp/node';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import {
	DAY,
	HOUR,
	MINUTE,
	ownAccount,
	SECOND,
	setClock,
	STEPS,
	timed,
} from '../../support/clockSteps';

const stage = setStage();
const { set, setIn } = setClock(stage);

const statuses = () => stage.sandbox.journal.requests('stemp').map(({ status }) => status);

beforeEach(() => {
	stage.sandbox.stemp.switches = {
		...defaultSwitches(),
		accessTokenLife: 366 * 24 * 60 * 60,
	};
});

describe.each(STEPS)('When the clock of n8n is set %s', (_, step) => {
	it('the quota of a provider is waited for as long as it said', async () => {
		const { stemp: provider } = stage.sandbox;
		provider.switches.rateLimit = { requests: 4, seconds: 30 };
		const credentials = { stempApi: stempAccountWithAccessToken(provider) };
		const parameters = { ...mailToEachItem, options: { maxConcurrentRequests: 1 } };
		const node = stemp(['email', 'send'], parameters, ownAccount('stempApi'));
		setIn(5 * SECOND, step);
		const { result, took } = await timed(
			stage.engine.run(chain(start, node), { input: readers(provider, 7), credentials }),
		);
		expect(result.status).toBe('success');
		expect(new Set(statuses())).toEqual(new Set([200]));
		expect(took).toBeGreaterThanOrEqual(29 * SECOND);
		expect(took).toBeLessThan(35 * SECOND);
	});

	it('a token that does not serve is not made anew for ten minutes, and then it is', async () => {
		const { stemp: provider, faults } = stage.sandbox;
		const stempApi = stempAccount(provider);
		const read = async () => {
			faults.add({
				provider: 'stemp',
				on: 'GET /api/v1/platform/emails',
				times: 9,
				fault: { kind: 'status', status: 401 },
			});
			stage.sandbox.journal.clear();
			const node = stemp(['email', 'getMany'], { limit: 1 }, ownAccount('stempApi'));
			await stage.engine.run(chain(start, node), { credentials: { stempApi } });
			await faults.clear();
			return renewals();
		};
		expect(await read()).toBeGreaterThan(0);
		set(step);
		// A token that has expired by the current clock is a different case.
		await read();
		expect(await read()).toBe(0);
		stage.time.pass(11 * MINUTE);
		expect(await read()).toBe(1);
		set(-step);
	});

	it('a token that is kept serves on, or is renewed once', async () => {
		const { stemp: provider } = stage.sandbox;
		provider.switches.accessTokenLife = 1800;
		const stempApi = stempAccount(provider);
		const read = async () => {
			stage.sandbox.journal.clear();
			const node = stemp(['email', 'getMany'], { limit: 1 }, ownAccount('stempApi'));
			const { status } = await stage.engine.run(chain(start, node), {
				credentials: { stempApi },
			});
			expect(status).toBe('success');
			return renewals();
		};
		expect(await read()).toBe(1);
		set(step);
		expect(await read()).toBeLessThanOrEqual(1);
		expect(await read()).toBe(0);
		set(-step);
		expect(await read()).toBeLessThanOrEqual(1);
		expect(await read()).toBe(0);
		// Expired by the provider's clock, whatever ours says.
		stage.time.pass(HOUR);
		expect(await read()).toBeLessThanOrEqual(1);
		expect(await read()).toBe(0);
	});
});

const renewals = () =>
	stage.sandbox.journal.requests('stemp').filter(({ path }) => path.endsWith('/oauth2/refresh'))
		.length;

describe('A token that was kept with a time that can not be', () => {
	it.each([
		['a century ahead', () => Date.now() + 36_500 * DAY],
		['in the year 1970', () => 0],
		['no time', () => null],
	])('(%s) is renewed once', async (_, renewAt) => {
		const { stemp: provider } = stage.sandbox;
		const stempApi: ICredentialDataDecryptedObject = stempAccount(provider);
		const read = async () => {
			stage.sandbox.journal.clear();
			const node = stemp(['email', 'getMany'], { limit: 1 }, ownAccount('stempApi'));
			const { status } = await stage.engine.run(chain(start, node), {
				credentials: { stempApi },
			});
			expect(status).toBe('success');
			return renewals();
		};
		await read();
		const kept = JSON.parse(stempApi.tokens as string) as object;
		stempApi.tokens = JSON.stringify({ ...kept, renewAt: renewAt() });
		expect(await read()).toBe(1);
		expect(await read()).toBe(0);
	});
});

describe("A trigger of stemp's", () => {
	it('sees what comes, though the clock of stemp was a year ahead when it was activated', async () => {
		const { stemp: provider, clock } = stage.sandbox;
		const staticData: IDataObject = {};
		const stempApi = stempAccountWithAccessToken(provider);
		const workflow = { id: 'a-year-ahead', nodes: [stempTrigger('newSuppression')] };
		const poll = async () =>
			(await stage.engine.poll(workflow, { credentials: { stempApi }, staticData })).items;
		clock.advance({ days: 365 });
		await poll();
		clock.advance({ days: -365 });
		await poll();
		const bounced = readers(provider, 1, 'bounce');
		const { status } = await stage.engine.run(
			chain(start, stemp(['email', 'send'], mailToEachItem)),
			{ input: bounced, credentials: { stempApi } },
		);
		expect(status).toBe('success');
		clock.advance({ minutes: 1 });
		expect(await poll()).toHaveLength(1);
	});
});
