import { chain, start } from '../../../../tools/engine/chain';
import { failureIn } from '../../../support/failedItems';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
} from '../../../../tools/providers/stampee/node';

const stage = setStage();

const send = (node: object, input = addressees(6)) =>
	stage.engine.run(chain(start, stampee(['message', 'send'], letterToEachItem, node)), {
		input,
		credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
	});

/** Item 1 is invalid, item 2 is refused, and the answer to item 3 is lost. */
function somethingForEveryone() {
	const items = addressees(6);
	items[1].json.email = 'nobody';
	const on = 'POST /messages/bulk_send';
	stage.sandbox.faults.add({
		provider: 'stampee',
		on,
		skip: 1,
		fault: { kind: 'status', status: 422, body: { message: 'No', code: 'no' } },
	});
	stage.sandbox.faults.add({ provider: 'stampee', on, skip: 1, fault: { kind: 'resetAfter' } });
	return items;
}

describe('the link from output to input', () => {
	it('is on every item of a send to several recipients', async () => {
		const { items } = await stage.engine.run(
			chain(
				start,
				stampee(['message', 'send'], {
					...letterToEachItem,
					recipientsJson:
						'={{ [1, 2].map((n) => ({ email: n + $json.email, company: "Dupin", companySiren: "552100554" })) }}',
				}),
			),
			{
				input: addressees(3),
				credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
			},
		);
		expect(items('Stampee').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1, 2, 2].map((item) => ({ item })),
		);
	});

	it('is on good and failed items alike when the node continues', async () => {
		const { items } = await send({ onError: 'continueRegularOutput' }, somethingForEveryone());
		const outputs = items('Stampee');
		expect(outputs.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4, 5].map((item) => ({ item })),
		);
		const outcomes = outputs.map((output) => failureIn(output)?.details.outcome);
		expect(outcomes).toEqual([undefined, 'notSent', 'refused', 'maybeSent', undefined, undefined]);
	});

	it('lets the error output show the input beside what happened', async () => {
		const { items } = await send({ onError: 'continueErrorOutput' }, somethingForEveryone());
		expect(items('Stampee', 0).map(({ json }) => json.customerReference)).toEqual([
			'REF-0',
			'REF-4',
			'REF-5',
		]);
		const failed = items('Stampee', 1);
		expect(failed.map(({ json }) => json.reference)).toEqual(['REF-1', 'REF-2', 'REF-3']);
		expect(failureIn(failed[1])).toMatchObject({
			message: 'Refused: Stampee answered: No [item 2]',
			details: { outcome: 'refused', httpCode: '422', code: 'no' },
		});
		expect(failureIn(failed[2])?.details).toMatchObject({
			outcome: 'maybeSent',
			findBy: { 'Customer reference': 'REF-3', Recipients: 'letter-3@example.org' },
		});
	});
});
