/** Retry On Fail prepares each item again. What was sent stays so, even if the next attempt can't prepare it. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { chain, start } from '../../../../tools/engine/chain';
import type { INodeJson } from '../../../../tools/engine/engine';
import { setStage } from '../../../../tools/engine/stage';
import { addressees, letterToEachItem, operate } from '../../../../tools/providers/stampee/node';
import {
	byExternalId,
	mailToEachItem,
	stemp,
	stempAccountWithAccessToken,
} from '../../../../tools/providers/stemp/node';
import { failureIn } from '../../../support/failedItems';

const stage = setStage();
const SEND = 'POST /api/v1/platform/emails';
const USER = 'GET /api/v1/users/:id';
const ATTEMPTS = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1000 };

/** Users of stemp, who are looked up before each email to them. */
const users = (...externalIds: string[]) =>
	externalIds.map((externalId) => {
		stage.sandbox.stemp.users.add({ email: `${externalId}@example.org`, externalId });
		return { json: { user: externalId, subject: `Subject for ${externalId}` } };
	});

const mail = (
	input: Array<{ json: IDataObject }>,
	node: Partial<INodeJson> = {},
	parameters: INodeParameters = {},
) =>
	stage.engine.run(
		chain(
			start,
			stemp(
				['email', 'send'],
				{ ...mailToEachItem, to: byExternalId('={{ $json.user }}'), ...parameters },
				{ ...ATTEMPTS, ...node },
			),
		),
		{ input, credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) } },
	);

const accepted = () => stage.sandbox.journal.accepted();
const fails = (on: string, skip = 0) =>
	stage.sandbox.faults.add({
		provider: 'stemp',
		on,
		skip,
		times: 20,
		fault: { kind: 'status', status: 503 },
	});

describe('The next attempt that can not prepare an item', () => {
	it('leaves it as one that may have been sent', async () => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: SEND,
			fault: { kind: 'status', status: 503, accept: true },
		});
		fails(USER, 2);
		const { error } = await mail(users('lost'));

		expect(accepted()).toHaveLength(1);
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(error?.description).toContain('Subject for lost');
	});

	it('gives the ID of one that was accepted', async () => {
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: SEND,
			fault: { kind: 'status', status: 400, body: { code: 'not_now', params: null } },
		});
		fails(USER, 3);
		const { items } = await mail(
			users('refused', 'accepted'),
			{ onError: 'continueRegularOutput' },
			{ options: { maxConcurrentRequests: 1 } },
		);
		const [, second] = items('stemp').map(({ json }) => json);
		const [{ id }] = accepted();

		expect(items('stemp').map(failureIn)).toEqual([undefined, undefined]);
		expect(second).toMatchObject({ delivery: { id } });
	});

	it('after a Stop between the attempts, leaves it as one that may have been sent', async () => {
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetAfter' } });
		const run = mail(users('stopped'), { waitBetweenTries: 5000 });
		while (accepted().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		await new Promise((resolve) => setTimeout(resolve, 2500));
		run.stop();
		const { runData } = await run;

		expect(accepted()).toHaveLength(1);
		expect(runData.stemp[0].error?.message).toMatch(/^May have been sent: /);
	});

	it('since an expression gives nothing any more, leaves it as one that may have been sent', async () => {
		stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });
		const { error } = await operate(
			stage,
			['message', 'send'],
			{
				...letterToEachItem,
				recipientsJson: `={{ $now.toMillis() < ${Date.now() + 4000} ? [{ email: $json.email, firstname: "Claire", lastname: "Martin" }] : [] }}`,
			},
			{ input: addressees(1), node: { ...ATTEMPTS, waitBetweenTries: 5000 } },
		);

		expect(accepted()).toHaveLength(1);
		expect(error?.message).toMatch(/^May have been sent: /);
	});
});
