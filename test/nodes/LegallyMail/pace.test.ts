import { chain, start } from '../../../tools/engine/chain';
import {
	byId,
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
	recipients,
} from '../../../tools/providers/legallyMail/node';
import { setStage } from '../../../tools/engine/stage';
import { Office } from '../../../tools/providers/legallyMail/caller';

const stage = setStage();

const atDocumentedPace = { options: { maxRequestsPerMinute: 10 } };

const run = (operation: [string, string], parameters: object, count: number) =>
	stage.engine.run(chain(start, legallyMail(operation, { ...parameters, ...atDocumentedPace })), {
		input: recipients(count),
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});

/** 35 calls of four kinds, from four executions at once. */
const mixedCalls = async (trackingId: string) =>
	await Promise.all([
		run(['email', 'send'], emailToEachItem, 15),
		run(['email', 'get'], { trackingId: byId(trackingId) }, 10),
		run(['email', 'getMany'], { limit: 5 }, 5),
		run(['account', 'getInfo'], {}, 5),
	]);

const requests = () => stage.sandbox.journal.requests('legallyMail');
const throttled = () => requests().filter(({ status }) => status === 429).length;

/** An email that exists before the measurement begins. */
async function firstEmail(): Promise<string> {
	const { switches } = stage.sandbox.legallyMail;
	Object.assign(switches, { rateLimit: null, planLimit: 1000 });
	const id = await new Office(stage.sandbox).send('read@example.org');
	Object.assign(switches, { rateLimit: { requests: 10, milliseconds: 60_000 } });
	stage.sandbox.journal.clear();
	return id;
}

describe('35 mixed calls at ten requests a minute', () => {
	it('meet no 429 when they are alone, and take the minutes that they have to', async () => {
		const id = await firstEmail();
		const begin = Date.now();
		const results = await mixedCalls(id);
		const minutes = (Date.now() - begin) / 60_000;
		expect(results.map(({ status }) => status)).toEqual(Array(4).fill('success'));
		expect(requests()).toHaveLength(35);
		expect(throttled()).toBe(0);
		expect(stage.sandbox.journal.accepted()).toHaveLength(15);
		expect(minutes).toBeGreaterThanOrEqual(3);
		expect(minutes).toBeLessThan(4);
	});

	it('all end well when another client uses the same address', async () => {
		const id = await firstEmail();
		const office = new Office(stage.sandbox);
		let isDone = false;
		const other = (async () => {
			while (!isDone) {
				await office.call('/api/info');
				await new Promise((resolve) => setTimeout(resolve, 10_000));
			}
		})();
		const results = await mixedCalls(id);
		isDone = true;
		await other;
		expect(results.map(({ error }) => error)).toEqual(Array(4).fill(undefined));
		expect(throttled()).toBeGreaterThan(0);
		const sentTo = stage.sandbox.journal.accepted().map(({ recipient }) => recipient);
		expect(sentTo.sort()).toEqual(
			recipients(15)
				.map(({ json }) => json.email)
				.sort(),
		);
	});
});

describe('A 429 that does not say how long it lasts', () => {
	it.each([10, 120])(
		'is waited for as long as LegallyMail counts, with %d requests a minute',
		async (maxRequestsPerMinute) => {
			await firstEmail();
			stage.sandbox.faults.add({
				provider: 'legallyMail',
				on: 'GET /api/info',
				fault: { kind: 'status', status: 429 },
			});
			const node = legallyMail(['account', 'getInfo'], { options: { maxRequestsPerMinute } });
			const { error } = await stage.engine.run(chain(start, node), {
				credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
			});
			expect(error).toBeUndefined();
			const [first, second] = requests().map(({ at }) => Date.parse(at));
			expect(second - first).toBeGreaterThanOrEqual(60_000);
		},
	);
});
