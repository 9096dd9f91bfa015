import { sleep } from 'n8n-workflow';

import { chain, start } from '../../../../tools/engine/chain';
import { setStage } from '../../../../tools/engine/stage';
import { stampeeAccount } from '../../../../tools/providers/stampee/node';
import type { Policy } from '../../../../nodes/shared/policy';
import { COURIER, courier, sendingCourier } from '../../../support/courier';

/** How many requests the provider had got at each check. */
let seen: number[] = [];
/** What a check does besides, by its number. */
let onCheck: (number: number) => unknown;

const policy = (kind: Policy['kind']): Policy<unknown> => ({
	kind,
	rateLimit: { inFlight: 1 },
	errors: { service: 'Courier', code: ['code'], message: ['message'], hints: {} },
	sequence: {
		steps: ({ request }) =>
			[3, 2, 1].map((number) => ({
				request: { ...request },
				payload: number,
				key: `${number}`,
				priority: number,
			})),
		async check() {
			seen.push(stage.sandbox.journal.requests().length);
			await sleep(50);
			await onCheck(seen.length);
		},
	},
});

/** The node for each kind of policy that changes something. */
const NODES = { send: COURIER, idempotentSend: 'test.keyedCourier' } as const;
const stage = setStage({
	extraNodes: {
		[NODES.send]: sendingCourier(policy('send')),
		[NODES.idempotentSend]: sendingCourier(policy('idempotentSend')),
	},
});

beforeEach(() => {
	seen = [];
	onCheck = () => {};
});

describe.each(Object.entries(NODES))('the steps of a %s in sequence', (_, type) => {
	const run = (node = {}) =>
		stage.engine.run(chain(start, courier({ type, ...node })), {
			credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
		});

	it('are checked one by one right before they leave, in however many executions', async () => {
		stage.sandbox.latency(100);
		const runs = await Promise.all([run(), run(), run()]);
		expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
	});

	it('are checked again before another attempt', async () => {
		const fault = { kind: 'status', status: 429, headers: { 'retry-after': '2' } } as const;
		stage.sandbox.faults.add({ provider: 'stampee', skip: 1, fault });
		expect((await run()).status).toBe('success');
		expect(seen).toEqual([0, 1, 2, 3]);
	});

	it.each([
		['fails', new Error('It is another one')],
		[
			'fails in a way that looks like a lost answer',
			Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
		],
	])('are not sent, and said not to be, where the check %s', async (_words, failure) => {
		onCheck = (number) => {
			if (number === 2) throw failure;
		};
		const { error } = await run();
		expect(error?.message).toMatch(/^Not sent: /);
		expect(error?.context?.outcome).toBe('notSent');
		expect(stage.sandbox.journal.requests()).toHaveLength(1);
	});

	it('are not sent once the execution is stopped while one is checked', async () => {
		const running: { stop?: () => void } = {};
		onCheck = (number) => number === 2 && running.stop?.();
		const execution = run();
		running.stop = () => execution.stop();
		expect((await execution).status).toBe('canceled');
		expect(stage.sandbox.journal.requests()).toHaveLength(1);
	});
});

it('tells of a step that may have been sent, though its check fails before another attempt', async () => {
	stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });
	onCheck = (number) => {
		if (number === 2) throw new Error('It is another one');
	};
	const { error } = await stage.engine.run(chain(start, courier({ type: NODES.idempotentSend })), {
		credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
	});
	expect(error?.message).toMatch(/^May have been sent: /);
	expect(stage.sandbox.journal.requests()).toHaveLength(1);
});
