import example from '../../examples/stemp-reward-mail.json';
import { defaultSwitches } from '../../sandbox/stemp/switches';
import { setStage } from '../../tools/engine/stage';
import { stempAccount } from '../../tools/providers/stemp/node';

const stage = setStage({ binaryMode: 'filesystem' });
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

/** Runs the example with its start emitting the given user in the place of the filled-in one. */
async function runFor(externalId?: string) {
	const workflow = structuredClone(example);
	const fields = workflow.nodes.find(({ name }) => name === 'Who earned a reward')!;
	if (externalId) fields.parameters.assignments!.assignments[0].value = externalId;
	const result = await stage.engine.run(workflow, {
		credentials: { stempApi: stempAccount(stage.sandbox.stemp) },
	});
	expect(result.error).toBeUndefined();
	const reached = (name: string) => result.items(name).map(({ json }) => json);
	return { reached };
}

const subjects = () => stage.sandbox.journal.accepted().map(({ reference }) => reference);

describe('The example with a reward', () => {
	it('runs as it is imported: the user is told, and reminded', async () => {
		const { reached } = await runFor();
		expect(subjects()).toEqual(['Your reward is ready!', 'Your reward is still waiting']);
		expect(reached('Remind them')).toMatchObject([{ delivery: { state: 'sent' } }]);
	});

	it('reminds nobody who has opened the email', async () => {
		const { reached } = await runFor('cust_eager');
		expect(subjects()).toEqual(['Your reward is ready!']);
		expect(reached('They know')).toHaveLength(1);
	});

	it('fails for nobody who gets no emails', async () => {
		const { reached } = await runFor('cust_suppressed');
		expect(subjects()).toEqual([]);
		expect(reached('They get no emails')).toMatchObject([{ reason: 'suppressed' }]);
	});

	it('reminds nobody who has opted out', async () => {
		const { reached } = await runFor('cust_optout');
		expect(subjects()).toEqual(['Your reward is ready!']);
		expect(reached('Remind them')).toMatchObject([{ reason: 'optedOut' }]);
	});
});
