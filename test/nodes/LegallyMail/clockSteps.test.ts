import { defaultSwitches } from '../../../sandbox/legallyMail/switches';
import { legallyMail, legallyMailAccount } from '../../../tools/providers/legallyMail/node';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { MINUTE, SECOND, setClock, STEPS, timed } from '../../support/clockSteps';

const stage = setStage();
const { setIn } = setClock(stage);

const statuses = () => stage.sandbox.journal.requests('legallyMail').map(({ status }) => status);

beforeEach(() => {
	stage.sandbox.legallyMail.switches = defaultSwitches();
});

describe.each(STEPS)('When the clock of n8n is set %s', (_, step) => {
	it('a window of requests stays as long as it is', async () => {
		const { legallyMail: provider } = stage.sandbox;
		// The rate limit window is shared by everything that this process does.
		stage.time.pass(2 * MINUTE);
		const options = { maxRequestsPerMinute: 10 };
		setIn(5 * SECOND, step);
		const { result, took } = await timed(
			stage.engine.run(chain(start, legallyMail(['account', 'getInfo'], { options })), {
				input: Array.from({ length: 13 }, () => ({ json: {} })),
				credentials: { legallyMailApi: legallyMailAccount(provider) },
			}),
		);
		expect(result.status).toBe('success');
		expect(new Set(statuses())).toEqual(new Set([200]));
		expect(took).toBeGreaterThanOrEqual(59 * SECOND);
		expect(took).toBeLessThan(65 * SECOND);
	});
});
