import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
	stampeeAccountWithCertificate,
} from '../../../tools/providers/stampee/node';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { DAY, MINUTE, ownAccount, SECOND, setClock, STEPS, timed } from '../../support/clockSteps';

const stage = setStage();
const { set, setIn } = setClock(stage);

describe('A client certificate', () => {
	it('is valid by the time of day, wherever that is set', async () => {
		const node = stampee(['message', 'send'], letterToEachItem);
		const send = async () => {
			const { error } = await stage.engine.run(
				chain(start, { ...node, ...ownAccount('stampeeApi') }),
				{
					input: addressees(1),
					credentials: { stampeeApi: stampeeAccountWithCertificate(stage.sandbox.stampee) },
				},
			);
			return error?.message;
		};
		expect(await send()).toBeUndefined();
		set(-3 * DAY);
		expect(await send()).toContain('is not valid before');
		set(3 * DAY);
		expect(await send()).toBeUndefined();
		set(4000 * DAY);
		expect(await send()).toContain('expired at');
		set(-4000 * DAY);
		expect(await send()).toBeUndefined();
	});
});

describe.each(STEPS)('When the clock of n8n is set %s', (_, step) => {
	it.each([
		['seconds', () => '60'],
		['a date', () => new Date(stage.sandbox.clock.now().getTime() + MINUTE).toUTCString()],
	])('a pause that a provider asks for in %s stays as long as it is', async (_form, header) => {
		const pause = async (before: number, meanwhile: number) => {
			set(before);
			const headers = {
				'retry-after': header(),
				date: stage.sandbox.clock.now().toUTCString(),
			};
			stage.sandbox.faults.add({
				provider: 'stampee',
				fault: { kind: 'status', status: 429, headers },
			});
			if (meanwhile) setIn(10 * SECOND, meanwhile);
			const node = stampee(['message', 'send'], letterToEachItem);
			const { result, took } = await timed(
				stage.engine.run(chain(start, { ...node, ...ownAccount('stampeeApi') }), {
					input: addressees(1),
					credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
				}),
			);
			expect(result.status).toBe('success');
			expect(took).toBeGreaterThanOrEqual(59 * SECOND);
			expect(took).toBeLessThan(62 * SECOND);
		};
		await pause(step, 0);
		await pause(0, -step);
	});
});
