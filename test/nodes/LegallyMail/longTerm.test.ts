import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/legallyMail/switches';
import { Office } from '../../../tools/providers/legallyMail/caller';
import { chain } from '../../../tools/engine/chain';
import { legallyMailAccount, legallyMailTrigger } from '../../../tools/providers/legallyMail/node';
import { setStage } from '../../../tools/engine/stage';

/** Hours and days of a trigger at LegallyMail's documented pace. */

const stage = setStage();
let office: Office;

beforeEach(() => {
	office = new Office(stage.sandbox);
	stage.sandbox.legallyMail.switches = { ...defaultSwitches(), rateLimit: null, planLimit: 1000 };
});

const documentedPace: INodeParameters = { options: { maxRequestsPerMinute: 10 } };

const DAY = 86_400_000;

const aMinute = async () => await new Promise((resolve) => setTimeout(resolve, 60_000));

/** An active trigger that is polled once a minute, with the time limit of n8n's scheduler. */
function pollEachMinute(event: string, parameters: INodeParameters) {
	const staticData: IDataObject = {};
	return async () => {
		const { items, error } = await stage.engine.poll(chain(legallyMailTrigger(event, parameters)), {
			credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
			staticData,
			budgetMs: 36_000,
		});
		await aMinute();
		if (error) throw error;
		return (items ?? []).map(({ json }) => json);
	};
}

describe('An account with 500 open messages', () => {
	it('is polled within the rate limit, and no change is lost', async () => {
		const poll = pollEachMinute('emailStatusChanged', documentedPace);
		await poll();
		for (let count = 0; count < 500; count++) {
			await office.send(`slow+${count}@example.org`);
			if (count % 20 === 19) await poll();
		}
		stage.sandbox.legallyMail.switches.rateLimit = defaultSwitches().rateLimit;
		stage.time.jump(2 * DAY);
		stage.sandbox.journal.clear();
		const found: IDataObject[] = [];
		for (let polls = 0; polls < 64; polls++) found.push(...(await poll()));
		// Each was delivered, and read.
		expect(new Set(found.map(({ eventId }) => eventId)).size).toBe(1000);
		expect(found).toHaveLength(1000);
		const answers = stage.sandbox.journal.requests('legallyMail');
		expect(answers.filter(({ status }) => status === 429)).toEqual([]);
		// One request for each was enough, and one for the list in each poll.
		expect(answers.length).toBeLessThanOrEqual(500 + 64);
	});
});

describe('A request that nobody signs', () => {
	it.each(['expired', 'pending'] as const)(
		'is told of as expired once its time is over, though LegallyMail calls it %s',
		async (expiredStatus) => {
			stage.sandbox.legallyMail.switches.expiredStatus = expiredStatus;
			const poll = pollEachMinute('signatureStatusChanged', documentedPace);
			await poll();
			const uuid = await office.requestSignature('silent@example.org');
			const events = [await poll()];
			stage.time.jump(8 * DAY);
			for (let polls = 0; polls < 3; polls++) events.push(await poll());
			expect(events.flat()).toMatchObject([
				{ uuid, previousStatus: 'pending', delivery: { state: 'expired', final: true } },
			]);
		},
	);
});
