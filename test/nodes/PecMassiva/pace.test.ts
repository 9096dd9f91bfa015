import { chain, start } from '../../../tools/engine/chain';
import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccount,
	recipients,
} from '../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

/** "This endpoint can handle up to 1 request/second" (vendor's page), in milliseconds. */
const GAP = 1000;

const COUNT = 30;

describe('the pace of PEC Massiva', () => {
	it('sends 30 messages, at most one a second, without a single 429', async () => {
		const node = pecMassiva(['message', 'send'], messageToEachItem);
		const credentials = { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) };
		// The first request of a process takes longer to arrive, which would shorten the first gap.
		await stage.engine.run(chain(start, pecMassiva(['mailbox', 'getQuota'])), { credentials });
		stage.sandbox.journal.clear();

		const { status } = await stage.engine.run(chain(start, node), {
			input: recipients(COUNT),
			credentials,
		});

		expect(status).toBe('success');
		const sends = stage.sandbox.journal.requests('pecMassiva');
		expect(sends.map((request) => request.status)).toEqual(Array(COUNT).fill(201));
		expect(stage.sandbox.journal.accepted()).toHaveLength(COUNT);
		expect(stage.sandbox.journal.mostInFlight()).toBe(1);
		const arrivals = sends.map(({ at }) => Date.parse(at));
		const gaps = arrivals.slice(1).map((arrival, index) => arrival - arrivals[index]);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(GAP);
	}, 60_000);

	it('sends beside reads that fill their own queue', async () => {
		const credentials = { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) };
		// A separate credential, so that no send of another test is too close.
		const account = { credentials: { pecMassivaApi: { id: 'apart', name: 'apart' } } };
		const node = pecMassiva(['message', 'send'], messageToEachItem, account);
		const quota = pecMassiva(['mailbox', 'getQuota'], {}, account);
		stage.sandbox.latency(100);
		const reading = stage.engine.run(chain(start, quota), { input: recipients(150), credentials });
		const sent = await stage.engine.run(chain(start, node), { input: recipients(1), credentials });
		expect(sent.status).toBe('success');
		expect(stage.sandbox.journal.requests('pecMassiva').length).toBeLessThan(150);
		expect((await reading).status).toBe('success');
		expect(stage.sandbox.journal.mostInFlight()).toBe(6);
	});

	it('lets other requests pass between the sends', async () => {
		const node = pecMassiva(['message', 'send'], messageToEachItem);
		const credentials = { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) };
		const sending = stage.engine.run(chain(start, node), { input: recipients(2), credentials });
		const quota = pecMassiva(['mailbox', 'getQuota'], {}, { credentials: node.credentials });
		await stage.engine.run(chain(start, quota), { credentials });
		expect(stage.sandbox.journal.accepted().length).toBeLessThan(2);
		expect((await sending).status).toBe('success');
	});
});
