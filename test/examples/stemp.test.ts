import { defaultSwitches } from '../../sandbox/stemp/switches';
import { readExample, submitted } from '../../tools/demo/examples';
import type { RunResult } from '../../tools/engine/engine';
import { setStage } from '../../tools/engine/stage';
import { stempAccount } from '../../tools/providers/stemp/node';

const stage = setStage({ binaryMode: 'filesystem' });
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

const example = readExample('stemp-reward-mail');

/** Runs the example for a user, and goes on with it two days later. */
async function runFor(externalId: string) {
	const credentials = { stempApi: stempAccount(stage.sandbox.stemp) };
	const values = { 'User ID': externalId, Reward: 'a free coffee' };
	const input = [submitted(example, { values })];
	const sent = await stage.engine.run(example, { credentials, input });
	if (sent.status !== 'waiting') return sent;
	stage.sandbox.clock.advance({ days: 2 });
	return await stage.engine.run(example, { credentials, resumes: sent.execution });
}

const reached = (result: RunResult, node: string) => result.items(node).map(({ json }) => json);

const end = ({ status, error }: RunResult) => [status, error?.node?.name];

const subjects = () => stage.sandbox.journal.accepted().map(({ reference }) => reference);

describe('The example with a reward', () => {
	it('tells a user, and reminds them two days later', async () => {
		const result = await runFor('cust_ada');
		expect(subjects()).toEqual(['Your reward is ready!', 'Your reward is still waiting']);
		expect(reached(result, 'Reminded')).toMatchObject([{ delivery: { state: 'sent' } }]);
		expect(result.status).toBe('success');
	});

	it('reminds nobody who has opened the email', async () => {
		const result = await runFor('cust_eager');
		expect(subjects()).toEqual(['Your reward is ready!']);
		expect(reached(result, 'They know')).toHaveLength(1);
	});

	it('ends red for who gets no emails, with the reason', async () => {
		const result = await runFor('cust_suppressed');
		expect(subjects()).toEqual([]);
		expect(end(result)).toEqual(['error', 'They get no emails: nothing was sent']);
		expect(result.error?.message).toBe(
			'Nothing was sent: cust_suppressed gets no emails (suppressed)',
		);
	});

	it('reminds nobody who has opted out, and ends red', async () => {
		const result = await runFor('cust_optout');
		expect(subjects()).toEqual(['Your reward is ready!']);
		expect(end(result)).toEqual(['error', 'Not reminded: look at why']);
		expect(result.error?.message).toContain('cust_optout was not reminded');
	});
});
