import * as changed from '../../support/changedEngine';
import { chain, start } from '../../../tools/engine/chain';
import type { INodeJson, RunOptions } from '../../../tools/engine/engine';
import { setStage } from '../../../tools/engine/stage';
import * as stemp from '../../../tools/providers/stemp/node';

const stage = setStage();

afterEach(() => jest.restoreAllMocks());

async function run(node: INodeJson, options: RunOptions) {
	changed.losingCauses();
	const { status, error } = await stage.engine.run(chain(start, node), options);
	return { status, message: error?.message, outcome: error?.context?.outcome };
}

describe('a send in n8n that loses the cause of its errors', () => {
	it('is refused in the words of the provider', async () => {
		const body = { error: { code: 'access_denied', message: 'The app was uninstalled' } };
		stage.sandbox.faults.add({
			provider: 'stemp',
			times: 2,
			fault: { kind: 'status', status: 401, body },
		});
		const told = await run(stemp.stemp(['email', 'send'], stemp.mailToEachItem), {
			input: stemp.readers(stage.sandbox.stemp, 1),
			credentials: { stempApi: stemp.stempAccountWithAccessToken(stage.sandbox.stemp) },
		});

		expect(told).toMatchObject({
			message: 'Refused: stemp answered: The app was uninstalled [item 0]',
			outcome: 'refused',
		});
	});
});
