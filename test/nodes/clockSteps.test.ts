import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { defaultSwitches as legallyMailSwitches } from '../../sandbox/legallyMail/switches';
import { defaultSwitches as stempSwitches } from '../../sandbox/stemp/switches';
import { Caller } from '../sandbox/postageApp/caller';
import { chain, start } from '../../tools/engine/chain';
import {
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
} from '../../tools/providers/legallyMail/node';
import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccount,
} from '../../tools/providers/pecMassiva/node';
import { postageAppAccount } from '../../tools/providers/postageApp/node';
import { setStage } from '../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
	stampeeAccountWithCertificate,
} from '../../tools/providers/stampee/node';
import {
	byId,
	mailToEachItem,
	readers,
	stemp,
	stempAccount,
	stempAccountWithAccessToken,
	stempTrigger,
} from '../../tools/providers/stemp/node';

const stage = setStage();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** By how much the clock of n8n is set. Those of the providers go on. */
const STEPS: Array<[string, number]> = [
	['a minute ahead', MINUTE],
	['a minute back', -MINUTE],
	['an hour ahead', HOUR],
	['an hour back', -HOUR],
	['a day ahead', DAY],
	['a day back', -DAY],
];

let isSetBy = 0;

/** Sets the clock of n8n, in whose process the providers' is derived from it. */
function set(milliseconds: number): void {
	isSetBy += milliseconds;
	stage.time.jump(milliseconds);
	stage.sandbox.clock.advance({ seconds: -milliseconds / SECOND });
}

afterEach(() => set(-isSetBy));

const setIn = (delay: number, milliseconds: number) =>
	void setTimeout(() => set(milliseconds), delay);

/** How long something takes, by a clock that nobody sets. */
async function timed<T>(work: Promise<T>): Promise<{ result: T; took: number }> {
	const begun = performance.now();
	const result = await work;
	return { result, took: performance.now() - begun };
}

const statuses = (provider: string) =>
	stage.sandbox.journal.requests(provider).map(({ status }) => status);

let accounts = 0;
/** Names a credential that no other test has used: nobody waits for what others have done. */
const ownAccount = (type: string) => ({
	credentials: { [type]: { id: `steps-${++accounts}`, name: 'Account' } },
});

beforeEach(() => {
	stage.sandbox.stemp.switches = { ...stempSwitches(), accessTokenLife: 366 * 24 * 60 * 60 };
	stage.sandbox.legallyMail.switches = legallyMailSwitches();
	Object.assign(stage.sandbox.pecMassiva.switches, {
		secondsBetweenSends: 1,
		acceptanceSeconds: 0,
	});
});

describe('A client certificate', () => {
	it('is valid by the time of day, wherever that is set', async () => {
		const node = stampee(['message', 'send'], letterToEachItem);
		const send = async () => {
			const { error } = await stage.engine.run(
				chain(start, { ...node, ...ownAccount('stampeeApi') }),
				{
					input: addressees(1),
					credentials: { stampeeApi: stampeeAccountWithCertificate(stage.sandbox.stampee) },
				},
			);
			return error?.message;
		};
		expect(await send()).toBeUndefined();
		set(-3 * DAY);
		expect(await send()).toContain('is not valid before');
		set(3 * DAY);
		expect(await send()).toBeUndefined();
		set(4000 * DAY);
		expect(await send()).toContain('expired at');
		set(-4000 * DAY);
		expect(await send()).toBeUndefined();
	});
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
		expect(new Set(statuses('stemp'))).toEqual(new Set([200]));
		expect(took).toBeGreaterThanOrEqual(29 * SECOND);
		expect(took).toBeLessThan(35 * SECOND);
	});

	it('a window of requests stays as long as it is', async () => {
		const { legallyMail: provider } = stage.sandbox;
		// The window is for all that this process does.
		stage.time.pass(2 * MINUTE);
		const options = { maxRequestsPerMinute: 10 };
		setIn(5 * SECOND, step);
		const { result, took } = await timed(
			stage.engine.run(chain(start, legallyMail(['account', 'getInfo'], { options })), {
				input: Array.from({ length: 13 }, () => ({ json: {} })),
				credentials: { legallyMailApi: legallyMailAccount(provider) },
			}),
		);
		expect(result.status).toBe('success');
		expect(new Set(statuses('legallyMail'))).toEqual(new Set([200]));
		expect(took).toBeGreaterThanOrEqual(59 * SECOND);
		expect(took).toBeLessThan(65 * SECOND);
	});

	it('the gap between sends stays as long as it is', async () => {
		const { pecMassiva: provider } = stage.sandbox;
		setIn(1500, step);
		const { result, took } = await timed(
			stage.engine.run(chain(start, pecMassiva(['message', 'send'], messageToEachItem)), {
				input: [1, 2, 3, 4].map((number) => ({
					json: { email: 'a@example.org', subject: `Gap ${number} ${step}` },
				})),
				credentials: { pecMassivaApi: pecMassivaAccount(provider) },
			}),
		);
		expect(result.status).toBe('success');
		expect(statuses('pecMassiva')).not.toContain(429);
		expect(took).toBeGreaterThanOrEqual(2.9 * SECOND);
		expect(took).toBeLessThan(8 * SECOND);
	});

	it.each([
		['seconds', () => '60'],
		['a date', () => new Date(stage.sandbox.clock.now().getTime() + MINUTE).toUTCString()],
	])('a pause that a provider asks for in %s stays as long as it is', async (_form, header) => {
		const pause = async (before: number, meanwhile: number) => {
			set(before);
			const headers = {
				'retry-after': header(),
				date: stage.sandbox.clock.now().toUTCString(),
			};
			stage.sandbox.faults.add({
				provider: 'stampee',
				fault: { kind: 'status', status: 429, headers },
			});
			if (meanwhile) setIn(10 * SECOND, meanwhile);
			const node = stampee(['message', 'send'], letterToEachItem);
			const { result, took } = await timed(
				stage.engine.run(chain(start, { ...node, ...ownAccount('stampeeApi') }), {
					input: addressees(1),
					credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
				}),
			);
			expect(result.status).toBe('success');
			expect(took).toBeGreaterThanOrEqual(59 * SECOND);
			expect(took).toBeLessThan(62 * SECOND);
		};
		await pause(step, 0);
		await pause(0, -step);
	});

	it('what is asked once an hour is asked once an hour', async () => {
		const caller = new Caller(stage.sandbox);
		const poll = opened(`hourly-${step}`);
		await poll();
		await caller.send(`hourly-${step}`, 'ada@example.org');
		stage.time.pass(2 * MINUTE);
		await poll();
		const asked = async () => {
			stage.sandbox.journal.clear();
			await poll();
			return stage.sandbox.journal
				.requests('postageApp')
				.some(({ path }) => path.endsWith('get_message_transmissions'));
		};
		set(step);
		expect(await asked()).toBe(false);
		stage.time.pass(57 * MINUTE);
		expect(await asked()).toBe(false);
		stage.time.pass(4 * MINUTE);
		expect(await asked()).toBe(true);
		set(-step);
	});

	it('what recipients did since a trigger was activated is told, and nothing else', async () => {
		const caller = new Caller(stage.sandbox);
		stage.time.pass(5 * DAY);
		await caller.send(`before-${step}`, 'open@example.org');
		stage.time.pass(HOUR);
		set(step);
		const poll = opened(`activated-${step}`);
		// The poll that activates it has no time to look at any message.
		await poll(0);
		await caller.send(`after-${step}`, 'open@example.org');
		set(-step);
		stage.time.pass(15 * MINUTE);
		const told = (await poll()) ?? [];
		expect(told.map(({ uid }) => uid)).toEqual([`after-${step}`]);
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
		// A token that is over, by the clock as it goes now, is another matter.
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
		// Over by the provider's clock, whatever ours says of it.
		stage.time.pass(HOUR);
		expect(await read()).toBeLessThanOrEqual(1);
		expect(await read()).toBe(0);
	});
});

const renewals = () =>
	stage.sandbox.journal.requests('stemp').filter(({ path }) => path.endsWith('/oauth2/refresh'))
		.length;

/** An active workflow with PostageApp's trigger for what was opened. */
function opened(id: string) {
	const staticData: IDataObject = {};
	const node = {
		name: 'PostageApp Trigger',
		type: 'n8n-nodes-certified-mail.postageAppTrigger',
		typeVersion: 1,
		parameters: { event: 'opened' },
		credentials: { postageAppApi: { id: '1', name: 'PostageApp account' } },
	};
	return async (budgetMs?: number) => {
		const credentials = { postageAppApi: postageAppAccount(stage.sandbox.postageApp) };
		const { items, error } = await stage.engine.poll(
			{ id, nodes: [node] },
			{ credentials, staticData, ...(budgetMs !== undefined && { budgetMs }) },
		);
		if (error) throw error;
		return items?.map(({ json }) => json);
	};
}

/** Sends something whose answer is lost, under a reference that its subject has. */
interface LostSend {
	provider: string;
	on: string;
	send: (reference: string) => Promise<{ status: string; outcome?: unknown }>;
}

const outcomeOf = async (run: ReturnType<typeof stage.engine.run>) => {
	const { status, error } = await run;
	return { status, outcome: error?.context?.outcome };
};

const LOST: Record<string, LostSend> = {
	stemp: {
		provider: 'stemp',
		on: 'POST /api/v1/platform/emails',
		async send(reference) {
			const { stemp: provider } = stage.sandbox;
			provider.switches.logDelay = 4;
			const parameters = {
				...mailToEachItem,
				to: byId(provider.users.add({ email: 'lost@example.org' }).id),
				subject: `Case ${reference}`,
				options: { deduplicationKey: reference },
			};
			return await outcomeOf(
				stage.engine.run(chain(start, stemp(['email', 'send'], parameters)), {
					credentials: { stempApi: stempAccountWithAccessToken(provider) },
				}),
			);
		},
	},
	LegallyMail: {
		provider: 'legallyMail',
		on: 'POST /api/send',
		async send(reference) {
			const { legallyMail: provider } = stage.sandbox;
			Object.assign(provider.switches, { rateLimit: null, listDelay: 8 * SECOND });
			const parameters = {
				...emailToEachItem,
				recipient: 'lost@example.org',
				subject: `Case ${reference}`,
				options: { deduplicationKey: reference },
			};
			return await outcomeOf(
				stage.engine.run(chain(start, legallyMail(['email', 'send'], parameters)), {
					credentials: { legallyMailApi: legallyMailAccount(provider) },
				}),
			);
		},
	},
	'PEC Massiva': {
		provider: 'pecMassiva',
		on: 'POST /send',
		async send(reference) {
			const { pecMassiva: provider } = stage.sandbox;
			const parameters = {
				recipient: 'lost@example.org',
				subject: `Case ${reference}`,
				body: 'Salve',
				options: { deduplicationKey: reference, confirmLostSendsFor: 10 },
			};
			provider.switches.acceptanceSeconds = 4;
			return await outcomeOf(
				stage.engine.run(chain(start, pecMassiva(['message', 'send'], parameters)), {
					credentials: { pecMassivaApi: pecMassivaAccount(provider) },
				}),
			);
		},
	},
};

let references = 0;

describe.each(Object.entries(LOST))('A lost send of %s', (_, { provider, on, send }) => {
	it.each(STEPS)(
		'is not taken for one of half an hour before, though the clock is set %s meanwhile',
		async (_step, step) => {
			const reference = `S-${++references}`;
			expect(await send(reference)).toEqual({ status: 'success' });
			// Else it would be known whose that one is.
			await stage.restartN8n();
			stage.time.pass(30 * MINUTE);
			// By the answer to another send, the zone of LegallyMail's times is known again.
			expect(await send(`S-${++references}`)).toEqual({ status: 'success' });
			stage.sandbox.faults.add({ provider, on, fault: { kind: 'resetBefore' } }, () => set(step));
			expect(await send(reference)).toEqual({ status: 'error', outcome: 'maybeSent' });
		},
	);

	it.each(STEPS)(
		'is found when the clock is set %s after it has left, and no earlier one is taken for it',
		async (_step, step) => {
			const lose = async (delay: number, kind: 'resetAfter' | 'resetBefore') => {
				stage.sandbox.faults.add({ provider, on, fault: { kind } }, () =>
					delay === 0 ? set(step) : setIn(delay, step),
				);
				const outcome = await send(`S-${++references}`);
				set(-step);
				return outcome;
			};
			for (const delay of [0, 2 * SECOND]) {
				expect(await lose(delay, 'resetAfter')).toEqual({ status: 'success' });
				expect(await lose(delay, 'resetBefore')).toEqual({
					status: 'error',
					outcome: 'maybeSent',
				});
			}
		},
	);
});

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

describe("A trigger of PostageApp's", () => {
	it.each([
		['ahead', 10 * DAY],
		['back', -10 * DAY],
	])('sees what is sent, though the clock of n8n is ten days %s', async (direction, offset) => {
		const caller = new Caller(stage.sandbox);
		set(offset);
		const poll = opened(`ten-days-${direction}`);
		await poll();
		await caller.send(`ten-days-${direction}`, 'open@example.org');
		stage.time.pass(HOUR);
		expect(await poll()).toMatchObject([{ uid: `ten-days-${direction}` }]);
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
