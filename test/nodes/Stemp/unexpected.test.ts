import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { expectSaid, type Saying } from '../../support/said';
import * as stemp from '../../../tools/providers/stemp/node';

const stage = setStage();

/** Tokens that the credential obtains itself. */
const rows: Record<string, Saying> = {
	'a renewal that the provider is too busy for': {
		run: async () => {
			stage.sandbox.faults.add({
				provider: 'stemp',
				times: 10,
				fault: { kind: 'status', status: 503 },
			});
			return await stage.engine.run(
				chain(start, stemp.stemp(['email', 'send'], stemp.mailToEachItem)),
				{
					input: stemp.readers(stage.sandbox.stemp, 1),
					credentials: { stempApi: stemp.stempAccount(stage.sandbox.stemp) },
				},
			);
		},
		says: /^Not sent: The access token could not be renewed: stemp answered with status 503/,
	},
	'a refresh token that is none': {
		run: () =>
			stage.engine.run(chain(start, stemp.stemp(['email', 'send'], stemp.mailToEachItem)), {
				input: stemp.readers(stage.sandbox.stemp, 1),
				credentials: {
					stempApi: { ...stemp.stempAccount(stage.sandbox.stemp), refreshToken: 'srt_none' },
				},
			}),
		says: /^Not sent: The access token could not be renewed/,
		isOfCredential: true,
	},
};

describe('An unexpected error', () => {
	it.each(Object.entries(rows))('says what is known: %s', async (_, row) => await expectSaid(row));
});
