import type { IDataObject } from 'n8n-workflow';
import { chain } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { release as releaseTo } from '../../../tools/providers/pigeonPost/caller';
import { pigeonPostAccount, pigeonPostTrigger } from '../../../tools/providers/pigeonPost/node';

const stage = setStage();

const release = async (loft: string) => (await releaseTo(stage.sandbox, { loft })).id;

/** An active workflow with the trigger: each call is a tick of n8n's. */
function active(days = 7) {
	const staticData: IDataObject = {};
	const trigger = pigeonPostTrigger({ options: { watchForDays: days } });
	return async () => {
		const { items, error } = await stage.engine.poll(
			{ ...chain(trigger), id: `trigger ${days}` },
			{ credentials: { pigeonPostApi: pigeonPostAccount(stage.sandbox.pigeonPost) }, staticData },
		);
		if (error) throw error;
		return items?.map(({ json }) => json) ?? null;
	};
}

describe('The trigger of Pigeon Post', () => {
	it('tells nothing at first, then each change of a status once', async () => {
		await release('lyon');
		const tick = active();
		expect(await tick()).toBeNull();
		const lost = await release('storm');

		stage.sandbox.clock.advance({ minutes: 2 });
		expect(await tick()).toMatchObject([
			{
				eventId: `pigeonPost:letter:${lost}:LOST`,
				delivery: { state: 'failed', final: true },
			},
			{ status: 'LANDED', previousStatus: 'RELEASED' },
		]);
		expect(await tick()).toBeNull();
	});

	it('reads the list no further back than it watches', async () => {
		stage.sandbox.pigeonPost.switches.mostOnPage = 1;
		for (const loft of ['old-1', 'old-2']) await release(loft);
		stage.sandbox.clock.advance({ days: 3 });
		await release('slow');
		const tick = active(2);
		stage.sandbox.journal.clear();

		await tick();

		const pages = stage.sandbox.journal
			.requests('pigeonPost')
			.filter(({ path }) => path === '/letters');
		expect(pages).toHaveLength(2);
		stage.sandbox.clock.advance({ days: 1, minutes: 1 });
		expect(await tick()).toMatchObject([{ loft: 'slow', status: 'LANDED' }]);
	});
});
