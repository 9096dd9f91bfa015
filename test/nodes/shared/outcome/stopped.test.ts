import { defaultSwitches } from '../../../../sandbox/legallyMail/switches';
import { chain, start } from '../../../../tools/engine/chain';
import { legallyMail, legallyMailAccount } from '../../../../tools/providers/legallyMail/node';
import { pecMassiva, pecMassivaAccount } from '../../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../../tools/engine/stage';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.legallyMail.switches = { ...defaultSwitches(), rateLimit: null, planLimit: 10_000 };
	Object.assign(stage.sandbox.pecMassiva.switches, {
		secondsBetweenSends: 0,
		acceptanceSeconds: 0,
	});
});

const until = async (isSo: () => boolean) => {
	while (!isSo()) await new Promise((done) => setImmediate(done));
};
const requests = (method: string) =>
	stage.sandbox.journal.requests().filter((each) => each.method === method);

describe('a stop ends the waiting', () => {
	it('for a provider that, asked for a lost send, wants to be asked later', async () => {
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/send',
			fault: { kind: 'resetBefore' },
		});
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'GET /api/emails',
			times: 9,
			fault: { kind: 'status', status: 429, headers: { 'retry-after': '600' } },
		});
		const run = stage.engine.run(
			chain(
				start,
				legallyMail(['email', 'send'], {
					recipient: 'a@example.org',
					subject: 'S-1',
					body: 'Bonjour',
					options: { deduplicationKey: 'S-1' },
				}),
			),
			{ credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) } },
		);
		await until(() => requests('GET').length > 0);
		await new Promise((done) => setTimeout(done, 5000));
		const stoppedAt = Date.now();
		run.stop();
		await run;
		expect(Date.now() - stoppedAt).toBeLessThan(30_000);
	});

	it('for the rate limit that the user set, in which a lost send is asked for', async () => {
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/send',
			fault: { kind: 'resetBefore' },
		});
		const run = stage.engine.run(
			chain(
				start,
				legallyMail(['email', 'send'], {
					recipient: 'a@example.org',
					subject: 'S-2',
					body: 'Bonjour',
					options: { deduplicationKey: 'S-2', maxRequestsPerMinute: 1 },
				}),
			),
			{ credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) } },
		);
		await until(() => requests('POST').length > 0);
		await new Promise((done) => setTimeout(done, 5000));
		const stoppedAt = Date.now();
		run.stop();
		await run;
		expect(Date.now() - stoppedAt).toBeLessThan(30_000);
	});

	it('for another execution that sends under the same key', async () => {
		stage.sandbox.pecMassiva.switches.acceptanceSeconds = 10_000;
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			on: 'POST /send',
			fault: { kind: 'resetBefore' },
		});
		const node = pecMassiva(['message', 'send'], {
			recipient: 'a@x.it',
			subject: 'S-3',
			body: 'Salve',
			options: { confirmLostSendsFor: 120, deduplicationKey: 'S-3' },
		});
		const send = () =>
			stage.engine.run(chain(start, node), {
				credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) },
			});
		const first = send();
		await until(() => requests('POST').length > 0);
		const second = send();
		await new Promise((done) => setTimeout(done, 2000));
		const stoppedAt = Date.now();
		second.stop();
		await second;
		expect(Date.now() - stoppedAt).toBeLessThan(10_000);
		first.stop();
		await first;
	});
});
