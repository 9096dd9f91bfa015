import { defaultSwitches } from '../../../sandbox/stemp/switches';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { stemp, stempAccountWithAccessToken } from '../../../tools/providers/stemp/node';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

describe('a user of stemp', () => {
	it('whom another worker created minutes ago is not called created, for stemp would have refused it', async () => {
		stage.sandbox.stemp.users.add({ email: 'twice@example.org', externalId: 'twice' });
		await new Promise((done) => setTimeout(done, 4 * 60_000));
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'POST /api/v1/users',
			fault: { kind: 'resetBefore' },
		});
		const { status, error } = await stage.engine.run(
			chain(
				start,
				stemp(['user', 'create'], {
					email: 'twice@example.org',
					additionalFields: { externalId: 'twice' },
				}),
			),
			{ credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) } },
		);
		expect({ status, outcome: error?.context?.outcome }).toEqual({
			status: 'error',
			outcome: 'maybeSent',
		});
	});
});
