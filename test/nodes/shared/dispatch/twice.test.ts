import { chain, start } from '../../../../tools/engine/chain';
import { failureIn } from '../../../support/failedItems';
import { savedWorkflow } from '../../../../tools/engine/savedWorkflow';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
} from '../../../../tools/providers/stampee/node';

/*
 * What an engine must do so that no letter is sent twice and no failure is reported as a success. These are
 * the first tests to run in a new version of n8n.
 */

const stage = setStage();

const credentials = () => ({ stampeeApi: stampeeAccount(stage.sandbox.stampee) });
const taken = () => stage.sandbox.journal.accepted().map(({ reference }) => reference);

/** The provider accepts the next letter, and its answer is lost. */
const loseAnswer = () =>
	stage.sandbox.faults.add({ provider: 'stampee', times: 1, fault: { kind: 'resetAfter' } });

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

describe('a letter whose answer was lost', () => {
	it('is taken once under Retry On Fail', async () => {
		loseAnswer();
		const node = stampee(['message', 'send'], letterToEachItem, retrying);
		const { status, error } = await stage.engine.run(chain(start, node), {
			input: addressees(1),
			credentials: credentials(),
		});

		expect(taken()).toEqual(['REF-0']);
		expect(status).toBe('error');
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
	});

	it('is taken once in two executions under one reference', async () => {
		loseAnswer();
		const options = { deduplicationKey: '={{ $json.reference }}' };
		const node = stampee(['message', 'send'], { ...letterToEachItem, options });
		const workflow = savedWorkflow(stage, () => ({ ...chain(start, node), id: 'twice' }));
		const input = addressees(1);
		await workflow.run({ input, credentials: credentials() });
		const { error } = await workflow.run({ input, credentials: credentials() });

		expect(taken()).toEqual(['REF-0']);
		expect(error?.message).toMatch(/^May have been sent: /);
	});

	it.each(['refused', 'lost'])(
		'and what was sent with it is taken once, if one of them was %s',
		async (trouble) => {
			stage.sandbox.faults.add({
				provider: 'stampee',
				skip: 2,
				times: 1,
				fault:
					trouble === 'refused'
						? { kind: 'status', status: 422, body: { message: 'No', code: 'no' } }
						: { kind: 'resetAfter' },
			});
			const node = stampee(['message', 'send'], letterToEachItem, retrying);
			await stage.engine.run(chain(start, node), {
				input: addressees(5),
				credentials: credentials(),
			});

			expect(taken().sort()).toEqual([...new Set(taken())].sort());
			expect(taken().length).toBeGreaterThanOrEqual(3);
		},
	);
});

describe('a letter that was refused', () => {
	it.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
		'is told from the others where the node has %s',
		async (onError) => {
			stage.sandbox.faults.add({
				provider: 'stampee',
				times: 1,
				skip: 1,
				fault: { kind: 'status', status: 422, body: { message: 'No', code: 'no' } },
			});
			const node = stampee(['message', 'send'], letterToEachItem, { onError });
			const { items } = await stage.engine.run(chain(start, node), {
				input: addressees(3),
				credentials: credentials(),
			});
			const outputs = [0, 1].map((output) => items('Stampee', output));
			const failed = outputs.map((each) => each.filter((item) => failureIn(item)));

			const hasOwnOutput = onError === 'continueErrorOutput';
			expect(outputs.map(({ length }) => length)).toEqual(hasOwnOutput ? [2, 1] : [3, 0]);
			expect(failed.map(({ length }) => length)).toEqual(hasOwnOutput ? [0, 1] : [1, 0]);
			expect(failureIn(failed.flat()[0])).toMatchObject({
				message: expect.stringMatching(/^Refused: Stampee answered: No \[item \d\]$/) as string,
				details: { outcome: 'refused', httpCode: '422', code: 'no' },
			});
		},
	);
});
