import * as changed from '../../support/changedEngine';
import { chain, start } from '../../../tools/engine/chain';
import type { RunOptions } from '../../../tools/engine/engine';
import { savedWorkflow } from '../../../tools/engine/savedWorkflow';
import { setStage } from '../../../tools/engine/stage';
import * as postageApp from '../../../tools/providers/postageApp/node';
import { GUARDS } from '../../../nodes/shared/engine/guards';

const stage = setStage();

afterEach(() => jest.restoreAllMocks());

/** The results of probes are kept as long as n8n runs, so this restarts it. */
const forget = async () => await stage.restartN8n();

const accepted = () => stage.sandbox.journal.accepted().map(({ reference }) => reference);

describe('n8n that does not tell an execution which one it retries', () => {
	const mailing = (options = {}) => ({
		...chain(
			start,
			postageApp.postageApp(['message', 'send'], { ...postageApp.mailToEachItem, options }),
		),
		id: 'untold',
	});
	const postageAppRun = (): RunOptions => ({
		input: postageApp.customers(2),
		credentials: { postageAppApi: postageApp.postageAppAccount(stage.sandbox.postageApp) },
	});

	it('sends no mail again by PostageApp whose UID can not be made again', async () => {
		const workflow = savedWorkflow(stage, mailing);
		const { beginning } = await workflow.crash(postageAppRun());
		await forget();
		changed.withoutRetryOf();
		const { error } = await workflow.retry(beginning, postageAppRun());

		expect(error?.message).toMatch(
			/^May have been sent: this n8n does not tell which execution it retries, .* \[item 0\]$/,
		);
		expect(error?.description).toContain(`Use n8n ${GUARDS.retried.since} or later`);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(accepted()).toHaveLength(2);
	});

	it('knows a mail again by the reference that names it', async () => {
		const options = { deduplicationKey: '={{ $json.order }}' };
		const workflow = savedWorkflow(stage, () => mailing(options));
		const { beginning } = await workflow.crash(postageAppRun());
		await forget();
		changed.withoutRetryOf();
		const { status, items } = await workflow.retry(beginning, postageAppRun());

		expect(status).toBe('success');
		expect(items('PostageApp').map(({ json }) => json.alreadySent)).toEqual([true, true]);
		expect(accepted()).toHaveLength(2);
	});
});
