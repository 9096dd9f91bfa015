import type { IDataObject } from 'n8n-workflow';
import { postageAppAccount } from '../../../tools/providers/postageApp/node';
import { Caller } from '../../../tools/providers/postageApp/caller';
import { setStage } from '../../../tools/engine/stage';
import { DAY, HOUR, MINUTE, setClock, STEPS } from '../../support/clockSteps';

const stage = setStage();
const { set } = setClock(stage);

describe.each(STEPS)('When the clock of n8n is set %s', (_, step) => {
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
		// The activating poll has no time to look at any message.
		await poll(0);
		await caller.send(`after-${step}`, 'open@example.org');
		set(-step);
		stage.time.pass(15 * MINUTE);
		const told = (await poll()) ?? [];
		expect(told.map(({ uid }) => uid)).toEqual([`after-${step}`]);
	});
});

/** An active workflow with PostageApp's trigger for opened messages. */
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
