/** Return Rejected Recipients makes an output of a refusal. Its deduplication key has sent nothing. */
import { chain, start } from '../../../tools/engine/chain';
import { savedWorkflow } from '../../../tools/engine/savedWorkflow';
import { setStage } from '../../../tools/engine/stage';
import {
	mailToEachItem,
	readers,
	stemp,
	stempAccountWithAccessToken,
} from '../../../tools/providers/stemp/node';

const stage = setStage();

const refuse = (times: number) =>
	stage.sandbox.faults.add({
		provider: 'stemp',
		on: 'POST /api/v1/platform/emails',
		times,
		fault: {
			kind: 'status',
			status: 422,
			body: { code: 'platform.email.recipient_opted_out', params: null },
		},
	});

const flowFor = (deduplicationKey: string, outputRejected: boolean) =>
	chain(
		start,
		stemp(
			['email', 'send'],
			{
				...mailToEachItem,
				category: 'marketing',
				options: { deduplicationKey, outputRejected },
			},
			{ onError: 'continueRegularOutput' },
		),
	);

const credentials = () => ({ stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) });

describe('A recipient whom stemp rejected', () => {
	it.each([true, false])(
		'gets the message of the next execution (as an output: %s)',
		async (outputRejected) => {
			const input = readers(stage.sandbox.stemp, 1);
			const workflow = savedWorkflow(stage, () => ({
				...flowFor(`A-17-${outputRejected}`, outputRejected),
				id: `rejected-${outputRejected}`,
			}));
			refuse(1);
			await workflow.run({ input, credentials: credentials() });
			expect(stage.sandbox.journal.accepted()).toHaveLength(0);

			const { items } = await workflow.run({ input, credentials: credentials() });
			const [{ id }] = stage.sandbox.journal.accepted();
			expect(items('stemp')[0].json).toMatchObject({ messageId: id, alreadySent: false });
		},
	);

	it('is no one who has been sent something already, where two items have the key', async () => {
		const [reader] = readers(stage.sandbox.stemp, 1);
		refuse(5);
		const { items } = await stage.engine.run(
			{ ...flowFor('A-18', true), id: 'rejected-twice' },
			{ input: [reader, reader], credentials: credentials() },
		);

		expect(items('stemp').map(({ json }) => json)).toMatchObject([
			{ status: 'rejected', alreadySent: false },
			{ status: 'rejected', alreadySent: false },
		]);
		expect(stage.sandbox.journal.accepted()).toHaveLength(0);
	});
});
