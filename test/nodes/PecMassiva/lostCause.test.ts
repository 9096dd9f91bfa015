import * as changed from '../../support/changedEngine';
import { chain, start } from '../../../tools/engine/chain';
import type { INodeJson, RunOptions } from '../../../tools/engine/engine';
import { setStage } from '../../../tools/engine/stage';
import * as pecMassiva from '../../../tools/providers/pecMassiva/node';

const stage = setStage();

afterEach(() => jest.restoreAllMocks());

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

async function run(node: INodeJson, options: RunOptions) {
	changed.losingCauses();
	const { status, error } = await stage.engine.run(chain(start, node), options);
	return { status, message: error?.message, outcome: error?.context?.outcome };
}

it('a deletion is not made twice in n8n that loses the cause of its errors', async () => {
	stage.sandbox.faults.add({
		provider: 'pecMassiva',
		on: 'DELETE /inbox/:id',
		fault: { kind: 'resetAfter' },
	});
	const node = pecMassiva.pecMassiva(['inbox', 'delete'], { messageIds: '1' }, retrying);
	const told = await run(node, {
		credentials: { pecMassivaApi: pecMassiva.pecMassivaAccount(stage.sandbox.pecMassiva) },
	});

	expect(told).toMatchObject({ outcome: 'maybeSent' });
	const deletions = stage.sandbox.journal
		.requests('pecMassiva')
		.filter(({ method }) => method === 'DELETE');
	expect(deletions).toHaveLength(1);
});
