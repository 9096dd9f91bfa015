import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS } from '../../tools/providers';
import { MINUTE, SECOND, setClock, STEPS } from '../support/clockSteps';

const stage = setStage();
const { set, setIn } = setClock(stage);

/** The providers at which a send is looked up if its answer was lost. */
const LISTED = PROVIDERS.flatMap((provider) => {
	const { certainty } = provider.sending;
	return certainty.by === 'lookup' ? [{ ...provider, certainty }] : [];
});

let references = 0;

describe.each(LISTED)('A lost send of $title', (provider) => {
	const { name, account, credential, node, certainty, sending } = provider;
	const lost = (kind: 'resetBefore' | 'resetAfter', onMet: () => void) =>
		stage.sandbox.faults.add({ provider: name, on: sending.on, fault: { kind } }, onMet);

	/** Sends something with a reference that is in its text. */
	async function send(reference: string) {
		certainty.delay(stage.sandbox);
		const parameters = certainty.parameters(stage.sandbox, reference);
		const { status, error } = await stage.engine.run(
			chain(start, node(sending.operation, parameters)),
			{ credentials: { [credential]: account(stage.sandbox) } },
		);
		return { status, ...(error && { outcome: error.context?.outcome }) };
	}

	it.each(STEPS)(
		'is not taken for one of half an hour before, though the clock is set %s meanwhile',
		async (_step, step) => {
			const reference = `S-${++references}`;
			expect(await send(reference)).toEqual({ status: 'success' });
			// Otherwise it would be known whose send that was.
			await stage.restartN8n();
			stage.time.pass(30 * MINUTE);
			// The answer to another send shows the zone of the provider's times again.
			expect(await send(`S-${++references}`)).toEqual({ status: 'success' });
			lost('resetBefore', () => set(step));
			expect(await send(reference)).toEqual({ status: 'error', outcome: 'maybeSent' });
		},
	);

	it.each(STEPS)(
		'is found when the clock is set %s after it has left, and no earlier one is taken for it',
		async (_step, step) => {
			const lose = async (delay: number, kind: 'resetAfter' | 'resetBefore') => {
				lost(kind, () => (delay === 0 ? set(step) : setIn(delay, step)));
				const outcome = await send(`S-${++references}`);
				set(-step);
				return outcome;
			};
			for (const delay of [0, 2 * SECOND]) {
				expect(await lose(delay, 'resetAfter')).toEqual({ status: 'success' });
				expect(await lose(delay, 'resetBefore')).toEqual({
					status: 'error',
					outcome: 'maybeSent',
				});
			}
		},
	);
});
