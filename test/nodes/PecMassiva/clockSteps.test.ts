import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccount,
} from '../../../tools/providers/pecMassiva/node';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { SECOND, setClock, STEPS, timed } from '../../support/clockSteps';

const stage = setStage();
const { setIn } = setClock(stage);

const statuses = () => stage.sandbox.journal.requests('pecMassiva').map(({ status }) => status);

beforeEach(() => {
	// Sends of the previous test must not cause a wait.
	stage.time.pass(2 * SECOND);
	Object.assign(stage.sandbox.pecMassiva.switches, {
		secondsBetweenSends: 1,
		acceptanceSeconds: 0,
	});
});

describe.each(STEPS)('When the clock of n8n is set %s', (_, step) => {
	it('the gap between sends stays as long as it is', async () => {
		const { pecMassiva: provider } = stage.sandbox;
		setIn(1500, step);
		const { result, took } = await timed(
			stage.engine.run(chain(start, pecMassiva(['message', 'send'], messageToEachItem)), {
				input: [1, 2, 3, 4].map((number) => ({
					json: { email: 'a@example.org', subject: `Gap ${number} ${step}` },
				})),
				credentials: { pecMassivaApi: pecMassivaAccount(provider) },
			}),
		);
		expect(result.status).toBe('success');
		expect(statuses()).not.toContain(429);
		expect(took).toBeGreaterThanOrEqual(2.9 * SECOND);
		expect(took).toBeLessThan(8 * SECOND);
	});
});
