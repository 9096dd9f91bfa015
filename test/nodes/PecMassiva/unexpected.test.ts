import { createServer } from 'node:net';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { expectSaid, type Saying } from '../../support/said';
import { useLoopbackServers } from '../../support/loopbackServers';
import * as pecMassiva from '../../../tools/providers/pecMassiva/node';

const stage = setStage();
const listen = useLoopbackServers();

const closedPort = async () => {
	const server = createServer();
	const port = await listen(server);
	server.close();
	return port;
};

/** Tokens that the credential obtains itself. */
const rows: Record<string, Saying> = {
	'an OAuth server that nobody reaches': {
		run: async () =>
			stage.engine.run(
				chain(start, pecMassiva.pecMassiva(['message', 'send'], pecMassiva.messageToEachItem)),
				{
					input: pecMassiva.recipients(1),
					credentials: {
						pecMassivaApi: {
							...pecMassiva.pecMassivaAccountWithKey(stage.sandbox.pecMassiva),
							oauthUrl: `http://127.0.0.1:${await closedPort()}`,
						},
					},
				},
			),
		says: /^Not sent: Openapi's OAuth .* could not be reached/,
	},
};

describe('An unexpected error', () => {
	it.each(Object.entries(rows))('says what is known: %s', async (_, row) => await expectSaid(row));
});
