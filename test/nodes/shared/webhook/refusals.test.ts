import { MAX_LINES } from '../../../../nodes/shared/webhook/refusal';
import type { Push } from '../../../../sandbox/webhook';
import { logged, readLogs } from '../../../faults/log';
import { setStage } from '../../../../tools/engine/stage';
import { connect, hangUp, webhookTriggers } from '../../../../tools/providers/webhookTriggers';
import { NOT_SIGNED } from '../../../../tools/providers/webhook';

const stage = setStage();
beforeAll(readLogs);
afterEach(hangUp);

/** The lines in n8n's log after a trigger was called, without those of others. */
async function linesOf(
	provider: string,
	call: (line: Awaited<ReturnType<typeof connect>>) => Promise<unknown>,
	parameters = {},
): Promise<string[]> {
	const { log } = await logged(async () => await call(await connect(stage, provider, parameters)));
	return log.filter((line) => line.startsWith('Trigger: ')).map((line) => line.trim());
}

const stemp: Push = { type: 'user.created', data: { id: 'usr_1' } };
describe('A request that is refused leaves a line with the reason in the log', () => {
	const refused = Object.entries(webhookTriggers).flatMap(([provider, { refuses }]) =>
		refuses.map((row) => [`${provider}, ${row.title}`, provider, row] as const),
	);

	it.each(refused)('%s', async (_, provider, { push, reason, parameters, fault }) => {
		if (fault) stage.sandbox.faults.add({ provider, fault });
		const lines = await linesOf(
			provider,
			async ({ webhook }) => await webhook.push(push),
			parameters,
		);

		// The request may arrive a second later.
		const rounded = lines.map((line) =>
			line.replace(
				/(\d+) seconds/,
				(_all, number: string) => `${Math.round(Number(number) / 10) * 10} seconds`,
			),
		);
		expect(rounded).toEqual([`Trigger: refused a request: ${reason}`]);
	});

	it.each(Object.keys(webhookTriggers))('%s, a form with files', async (provider) => {
		const body = new FormData();
		body.set('event', 'delivered');
		const lines = await linesOf(provider, async ({ url }) => {
			await fetch(url, { method: 'POST', body });
		});

		expect(lines).toEqual([
			'Trigger: refused a request: it is a form with files, which is no event',
		]);
	});

	it('and an event that comes again leaves one that says so', async () => {
		const lines = await linesOf(
			'stemp',
			async ({ webhook }) => await webhook.push({ ...stemp, times: 2 }),
		);

		expect(lines).toEqual(['Trigger: an event came again, and does not start the workflow again']);
	});

	it('and nothing of what the request says', async () => {
		const body = JSON.stringify({ event: 'inj\nected', recipient: 'ada@example.org' });
		const headers = { 'content-type': 'application/json', 'x-stemp-signature': 'sha256=inj ected' };
		const lines = await linesOf('stemp', async ({ url }) => {
			await fetch(url, { method: 'POST', body, headers });
		});

		expect(lines).toEqual([`Trigger: refused a request: ${NOT_SIGNED}`]);
	});
});

describe('A flood of requests that are refused', () => {
	const forged: Push = { ...stemp, signature: 'wrong' };
	const unsigned: Push = { ...stemp, signature: 'none' };
	const many = (push: Push, count = 40) => Array.from({ length: count }, () => push);

	it('leaves a few lines of each reason', async () => {
		const lines = await linesOf(
			'stemp',
			async ({ webhook }) => await webhook.push(...many(forged), ...many(unsigned)),
		);

		expect(lines).toHaveLength(2 * MAX_LINES);
		expect(lines[MAX_LINES - 1]).toBe(
			`Trigger: refused a request: ${NOT_SIGNED}; more of the same are only counted for a minute`,
		);
	});

	it('is told as a number a minute later, by the clock that nobody sets', async () => {
		const lines = await linesOf('stemp', async ({ webhook }) => {
			await webhook.push(...many(forged));
			stage.time.jump(3_600_000);
			await webhook.push(forged);
			stage.time.jump(-3_600_000);
			await new Promise((done) => setTimeout(done, 60_000));
			await webhook.push(forged);
		});

		expect(lines).toHaveLength(MAX_LINES + 1);
		expect(lines.at(-1)).toBe(
			`Trigger: refused a request: ${NOT_SIGNED}; ${41 - MAX_LINES} more of the same were not written since the last line`,
		);
	});
});
