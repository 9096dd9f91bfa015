import example from '../../examples/postageapp-receipts.json';
import { postageAppAccount } from '../support/postageApp';
import { setStage } from '../support/stage';

const stage = setStage();
const run = () =>
	stage.engine.run(example, {
		credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
	});

describe('the example workflow', () => {
	it('sends one mailing to all customers, once, and reports who got it', async () => {
		const first = await run();
		expect(first.error?.message).toBeUndefined();
		expect(stage.sandbox.journal.accepted()).toHaveLength(2);

		stage.sandbox.clock.advance({ hours: 1 });
		const second = await run();
		expect(stage.sandbox.journal.accepted()).toHaveLength(2);
		expect(second.items('Send Receipts')[0].json.duplicate).toBe(true);
		expect(second.items('Delivered').map(({ json }) => json.recipient)).toEqual([
			'ada@example.org',
		]);
		expect(second.items('Failed').map(({ json }) => json.result_message)).toEqual([
			'No Such User Here',
		]);
	});
});
