import type { INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../../../../sandbox';
import type { Candidate, Policy } from '../../../../nodes/shared/policy';
import { chain, start } from '../../../../tools/engine/chain';
import { COURIER, courier, sendingCourier } from '../../../support/courier';
import { setStage } from '../../../../tools/engine/stage';
import { stampeeAccount } from '../../../../tools/providers/stampee/node';

/** The test provider's answer to the lookup that is made at the end. */
let answer: Candidate[] = [];
let asked = 0;

const policy: Policy<unknown> = {
	kind: 'idempotentSend',
	rateLimit: { inFlight: 5 },
	errors: { service: 'Courier', code: ['code'], message: ['message'], hints: {} },
	acceptedIds: (outputs: INodeExecutionData[]) => outputs.map(({ json }) => json.id as string),
	findBy: () => ({ Key: 'order-1' }),
	safeAgain: 'It can be run again under the same key.',
	lookup: {
		hasOwnProof: true,
		async search() {
			asked += 1;
			return answer;
		},
	},
};

const stage = setStage({ extraNodes: { [COURIER]: sendingCourier(policy) } });
beforeEach(() => {
	asked = 0;
	answer = [];
});

const fail = (fault: Fault, times = 1) =>
	stage.sandbox.faults.add({ provider: 'stampee', times, fault });
const send = () =>
	stage.engine.run(chain(start, courier()), {
		credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
	});
const requests = () => stage.sandbox.journal.requests('stampee').length;

describe('a send that the provider knows again', () => {
	it.each<[string, Fault]>([
		['429', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
		['500', { kind: 'status', status: 500 }],
		['502 with a page', { kind: 'status', status: 502, body: '<html></html>' }],
		['408', { kind: 'status', status: 408 }],
		['a reset before it was accepted', { kind: 'resetBefore' }],
		['a reset after it was accepted', { kind: 'resetAfter' }],
		['an answer cut in the middle', { kind: 'truncate' }],
		['a success that is not JSON', { kind: 'notJson' }],
	])('is repeated after %s', async (_, fault) => {
		fail(fault);
		const { status } = await send();
		expect(status).toBe('success');
		expect(requests()).toBe(2);
		expect(asked).toBe(0);
	});

	it.each([400, 401, 403, 404, 409, 422])('is not repeated when %s refuses it', async (code) => {
		fail({ kind: 'status', status: code });
		const { error } = await send();
		expect(error?.context?.outcome).toBe('refused');
		expect(requests()).toBe(1);
	});

	it('is made four times at most, then asked for, and may have been sent if nobody knows', async () => {
		fail({ kind: 'resetBefore' }, 99);
		const { error } = await send();
		expect(requests()).toBe(4);
		expect(asked).toBe(1);
		expect(error?.message).toMatch(/^May have been sent: Courier did not answer/);
		expect(error?.description).toContain('It can be run again under the same key.');
		expect(error?.description).toContain('Key: order-1');
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it('is handed out when it is found in the end', async () => {
		answer = [{ id: '42', outputs: [{ json: { id: '42' } }], isProven: true }];
		fail({ kind: 'status', status: 500, accept: true }, 99);
		const { items } = await send();
		expect(items('Courier')).toEqual([{ json: { id: '42' }, pairedItem: { item: 0 } }]);
	});

	it('may have been sent when only its repeat is refused', async () => {
		fail({ kind: 'resetAfter' });
		fail({ kind: 'status', status: 401 });
		const { error } = await send();
		expect(requests()).toBe(2);
		expect(asked).toBe(1);
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it('may have been sent when it is stopped between two tries', async () => {
		fail({ kind: 'resetAfter' }, 99);
		const run = send();
		while (requests() === 0) await new Promise((done) => setTimeout(done, 10));
		run.stop();
		expect((await run).status).toBe('canceled');
		expect(requests()).toBe(1);
		expect(asked).toBe(1);
	});
});
