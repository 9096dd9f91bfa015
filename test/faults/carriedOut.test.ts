import type { JournalRequest } from '../../sandbox';
import { CertificateAuthority } from '../../sandbox/certificateAuthority';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS } from '../../tools/providers';
import { at } from '../../tools/providers/operations';
import { runCell } from './cell';
import { startOtherOrigin, type OtherOrigin } from './otherOrigin';
import { FAULTS } from './faults';
import { MODES } from './modes';
import { openNetwork } from './network';
import { operationsOf } from './operations';
import { withEffect, namesOf } from './carriedOut';

const request = (answer: object) =>
	({ method: 'POST', path: '/send', carriedOut: JSON.stringify(answer) }) as JournalRequest;

describe('What a provider answers with a success counts', () => {
	it.each([
		['once, if it answers a known key with what it has', 1, ['1', '1']],
		['twice, if it has done something else', 2, ['1', '2']],
		['twice, if something else came in between', 2, ['1', '2', '1']],
	])('%s', (_, count, ids) => {
		const accepted = ids.map((id) => request({ id }));
		expect(withEffect({ ids: at('id') }, accepted)).toHaveLength(count);
	});

	it('each time, if it tells no ID', () => {
		expect(withEffect({ ids: at('id') }, [request({}), request({})])).toHaveLength(2);
		expect(withEffect({}, [request({ id: '1' }), request({ id: '1' })])).toHaveLength(2);
	});

	it("by the provider's own ID, where the other is a name that we gave", () => {
		const row = { ids: at('uid'), ownIds: at('id') };
		const accepted = [request({ uid: 'ours', id: '1' }), request({ uid: 'ours', id: '2' })];
		expect(withEffect(row, accepted)).toHaveLength(2);
		expect(namesOf(row, accepted)).toBe('POST /send -> 1; POST /send -> 2');
	});
});

describe('In the fault matrix, a provider that answers a known key with a success', () => {
	const stage = setStage();
	const provider = PROVIDERS.find(({ name }) => name === 'postageApp')!;
	const operation = operationsOf(provider).find(({ key }) => key === 'message.send')!;
	const fault = FAULTS.find(({ name }) => name === 'reset after it was accepted')!;
	const mode = MODES.find(({ name }) => name === 'Retry On Fail')!;
	let elsewhere: OtherOrigin;
	beforeAll(async () => (elsewhere = await startOtherOrigin()));
	afterAll(() => elsewhere.stop());

	const play = async (row = operation.row) => {
		stage.sandbox.postageApp.switches.duplicateUid = 'ignored';
		const { engine, sandbox } = stage;
		const network = await openNetwork(new CertificateAuthority());
		const cell = { operation: { ...operation, row }, fault, mode };
		return await runCell(cell, { engine, sandbox, network }, elsewhere).finally(() =>
			network.stop(),
		);
	};

	it('has sent once', async () => {
		const { breaches, duplicates, accepted } = await play();
		const { length } = stage.sandbox.journal.requests(provider.name);
		expect({ breaches, duplicates, accepted }).toEqual({
			breaches: [],
			duplicates: 0,
			accepted: mode.items,
		});
		expect(length).toBeGreaterThan(mode.items);
	});

	it('is named with both requests, if it has sent twice', async () => {
		const { breaches, duplicates } = await play({ ...operation.row, ownIds: () => [] });
		expect(duplicates).toBeGreaterThan(0);
		expect(breaches[0]).toMatch(/^item \d+ twice: POST \S+send_message -> .*; POST /);
	});
});
