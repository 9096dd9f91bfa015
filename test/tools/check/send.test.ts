import { positionsOf } from '../../../sandbox/switches';
import { checkProvider, type CheckOptions } from '../../../tools/check/check';
import type { SendOutcome } from '../../../tools/check/send';
import { PROVIDERS, type Provider } from '../../../tools/providers';
import { setCheckStage } from './checkStage';

const stage = setCheckStage();

/** A check that sends, and what became of it. */
async function checkWithSend(provider: Provider, more: Partial<CheckOptions> = {}) {
	const outcomes: SendOutcome[] = [];
	const { report } = await checkProvider(provider, {
		engine: stage.engine,
		credential: provider.rehearsal.credential(stage.sandbox),
		agree: () => Promise.resolve(provider.rehearsal.recipient(stage.sandbox)),
		onSent: (outcome) => outcomes.push(outcome),
		pause: 60_000,
		...more,
	});
	const accepted = stage.sandbox.journal.accepted(provider.name);
	return { report, outcomes, accepted };
}

/** Everything that can be sent, provider by provider. */
const SENDS = PROVIDERS.flatMap((provider) =>
	Object.entries(provider.check.sends ?? {}).map(([kind, send], index) => {
		const usual = { on: provider.sending.on, fact: 'sendAnswer' };
		const { rehearsal, title } = provider;
		const { on, fact, recipient, credential } = { ...usual, ...rehearsal.sends?.[kind] };
		return { provider, title, kind, send, isLeast: index === 0, on, fact, recipient, credential };
	}),
);

describe.each(SENDS)('A check of $title that sends $kind', (sent) => {
	const { provider, send, isLeast, on, fact, recipient, credential } = sent;
	const { name, check, contract, sandboxSettings, rehearsal } = provider;
	const checkWithThis = async (more: Partial<CheckOptions> = {}) =>
		await checkWithSend(provider, {
			send,
			credential: (credential ?? rehearsal.credential)(stage.sandbox),
			agree: () => Promise.resolve((recipient ?? rehearsal.recipient)(stage.sandbox)),
			...more,
		});
	let initial: object;

	beforeAll(() => {
		sandboxSettings.liftLimits?.(stage.sandbox);
		initial = structuredClone(stage.sandbox[name].switches);
	});
	afterEach(() => {
		Object.assign(stage.sandbox[name].switches, structuredClone(initial));
	});

	it('sends once, follows it, and sees that what is documented holds', async () => {
		const { report, outcomes, accepted } = await checkWithThis();
		expect(outcomes).toEqual(['sent']);
		expect(accepted).toHaveLength(1);
		expect(Object.entries(report.facts).filter(([, each]) => each === 'did not hold')).toEqual([]);
		expect(report.facts[fact]).toBe('held');
		expect(report.isSent).toBe(true);
		expect(JSON.stringify(report)).not.toMatch(/unread\+me|600000099/);
	});

	it('sends nothing unless that is agreed to', async () => {
		const { report, outcomes, accepted } = await checkWithThis({
			agree: () => Promise.resolve(undefined),
		});
		expect([outcomes, accepted]).toEqual([[], []]);
		expect(report.facts[fact]).toBe('needs a send');
	});

	it('sends once where the answer is lost, and does not say that nothing was sent', async () => {
		stage.sandbox.faults.add({
			provider: name,
			on,
			fault: { kind: 'resetAfter' },
		});
		const { outcomes, accepted } = await checkWithThis();
		expect(accepted).toHaveLength(1);
		expect(outcomes).not.toEqual(['not sent']);
	});

	it('says that nothing was sent where it was refused', async () => {
		stage.sandbox.faults.add({
			provider: name,
			on,
			fault: { kind: 'status', status: 422, body: { message: 'No', code: 'no' } },
		});
		const { outcomes, accepted } = await checkWithThis();
		expect(accepted).toEqual([]);
		expect(outcomes).toEqual(['not sent']);
	});

	// Each is found by the least that there is.
	const rows = Object.entries(isLeast ? check.switches : {})
		.filter(([, each]) => 'by' in each && each.by === 'send')
		.flatMap(([switchName]) => {
			const usual = positionsOf(contract.switches[switchName]).map((position) => ({ position }));
			const tried = provider.rehearsal.positions[switchName] ?? usual;
			return tried.map(({ position }) => [switchName, position] as const);
		});
	if (rows.length > 0) {
		it.each(rows)('finds %s: %j', async (switchName, position) => {
			expect(contract.switches[switchName].schema.safeParse(position).success).toBe(true);
			Object.assign(stage.sandbox[name].switches, { [switchName]: position });
			const { report } = await checkWithThis();
			expect(report.switches[switchName]).toEqual({ position });
		});
	}
});
