import type { INodeExecutionData } from 'n8n-workflow';

import type { LookedUp, Policy } from '../../../../nodes/shared/policy';
import { chain, start } from '../../../support/chain';
import { COURIER, courier, CourierNode } from '../../../support/courier';
import type { INodeJson } from '../../../support/engine';
import { setStage } from '../../../support/stage';
import { stampeeAccount } from '../../../support/stampee';

/** What the provider of the test says when it is asked for a send whose answer was lost. */
let answer: LookedUp | Error;
let asked: Array<{ sent: unknown; sentAt: Date }> = [];

const policy: Policy<unknown> = {
	kind: 'send',
	rateLimit: { inFlight: 5 },
	errors: { service: 'Courier', code: ['code'], message: ['message'], hints: {} },
	acceptedIds: (outputs: INodeExecutionData[]) => outputs.map(({ json }) => json.id as string),
	async lookup(sent, sentAt) {
		asked.push({ sent, sentAt });
		if (answer instanceof Error) throw answer;
		return answer;
	},
};

const stage = setStage({ extraNodes: { [COURIER]: new CourierNode(policy) } });
beforeEach(() => {
	asked = [];
});

function sendWithLostAnswer(node: Partial<INodeJson> = {}) {
	stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });
	return stage.engine.run(chain(start, courier(node)), {
		credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
	});
}

describe('a send whose answer was lost, at a provider that can be asked', () => {
	it('is asked for once, with what was sent and when', async () => {
		const before = Date.now();
		answer = undefined;
		await sendWithLostAnswer();
		expect(asked).toHaveLength(1);
		expect(asked[0].sent).toMatchObject({ type: 'LS' });
		expect(asked[0].sentAt.getTime()).toBeGreaterThanOrEqual(before);
	});

	it('is handed out as if nothing had happened when it is found', async () => {
		answer = [{ json: { id: '42' } }];
		const { status, items } = await sendWithLostAnswer();
		expect(status).toBe('success');
		expect(items('Courier')).toEqual([{ json: { id: '42' }, pairedItem: { item: 0 } }]);
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});

	it('is reported as not sent when the provider surely does not have it', async () => {
		answer = 'notSent';
		const { error } = await sendWithLostAnswer();
		expect(error?.message).toMatch(/^Not sent: Courier did not answer/);
		expect(error?.description).toContain('safe to run this item again');
		expect(error?.context?.outcome).toBe('notSent');
	});

	it('is sent again on the next try when it was surely not sent', async () => {
		answer = 'notSent';
		const { status } = await sendWithLostAnswer({ retryOnFail: true, waitBetweenTries: 10 });
		expect(status).toBe('success');
		expect(stage.sandbox.journal.requests()).toHaveLength(2);
	});

	it.each([
		['can not tell', undefined],
		['can not be asked either', new Error('no connection')],
	])('may have been sent when the provider %s', async (_, given) => {
		answer = given;
		const { error } = await sendWithLostAnswer({ retryOnFail: true, waitBetweenTries: 10 });
		expect(error?.message).toMatch(/^May have been sent: Courier/);
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});
});
