import { checkProvider, type CheckOptions } from '../../../tools/check/check';
import type { SendOutcome } from '../../../tools/check/send';
import { PROVIDERS, type Provider } from '../../../tools/providers';
import { ARRANGEMENTS } from './arrangements';
import { setCheckStage } from './checkStage';

const stage = setCheckStage();

/** Whom a check sends to. */
const recipientAt: Partial<Record<Provider['name'], () => string>> = {
	stemp: () => stage.sandbox.stemp.users.add({ email: `me+${Math.random()}@example.org` }).id,
};

const toWhom = ({ name }: Provider) => recipientAt[name]?.() ?? 'unread+me@example.org';

/** A check that sends, and what became of it. */
async function checkWithSend(provider: Provider, more: Partial<CheckOptions> = {}) {
	const outcomes: SendOutcome[] = [];
	const { report } = await checkProvider(provider, {
		engine: stage.engine,
		credential: ARRANGEMENTS[provider.name].credential(stage.sandbox),
		agree: () => Promise.resolve(toWhom(provider)),
		onSent: (outcome) => outcomes.push(outcome),
		pause: 60_000,
		...more,
	});
	const accepted = stage.sandbox.journal.accepted(provider.name);
	return { report, outcomes, accepted };
}

describe.each(PROVIDERS)('A check of $title that sends', (provider) => {
	const { name, check, sending, contract, sandboxSettings } = provider;
	let initial: object;

	beforeAll(() => {
		sandboxSettings.liftLimits?.(stage.sandbox);
		initial = structuredClone(stage.sandbox[name].switches);
	});
	afterEach(() => {
		Object.assign(stage.sandbox[name].switches, structuredClone(initial));
	});

	it('sends once, follows it, and sees that what is documented holds', async () => {
		const { report, outcomes, accepted } = await checkWithSend(provider);
		expect(outcomes).toEqual(['sent']);
		expect(accepted).toHaveLength(1);
		expect(Object.entries(report.facts).filter(([, each]) => each === 'did not hold')).toEqual([]);
		expect(report.facts.sendAnswer).toBe('held');
		expect(report.isSent).toBe(true);
		expect(JSON.stringify(report)).not.toContain('unread+me');
	});

	it('sends nothing unless that is agreed to', async () => {
		const { report, outcomes, accepted } = await checkWithSend(provider, {
			agree: () => Promise.resolve(undefined),
		});
		expect([outcomes, accepted]).toEqual([[], []]);
		expect(report.facts.sendAnswer).toBe('needs a send');
	});

	it('sends once where the answer is lost, and does not say that nothing was sent', async () => {
		stage.sandbox.faults.add({
			provider: name,
			on: sending.on,
			fault: { kind: 'resetAfter' },
		});
		const { outcomes, accepted } = await checkWithSend(provider);
		expect(accepted).toHaveLength(1);
		expect(outcomes).not.toEqual(['not sent']);
	});

	it('says that nothing was sent where it was refused', async () => {
		stage.sandbox.faults.add({
			provider: name,
			on: sending.on,
			fault: { kind: 'status', status: 422, body: { message: 'No', code: 'no' } },
		});
		const { outcomes, accepted } = await checkWithSend(provider);
		expect(accepted).toEqual([]);
		expect(outcomes).toEqual(['not sent']);
	});

	const positions: Record<string, unknown[]> = {
		createdStatus: [200, 201],
		singleRecipientShape: ['recipients', 'flat'],
		zoneMinutes: [0, 120, -300, 345],
		sentStatus: [200, 201, 202],
		listDelay: [0],
		logDelay: [0],
	};
	const rows = Object.entries(check.switches)
		.filter(([, each]) => 'by' in each && each.by === 'send')
		.flatMap(([switchName]) =>
			positions[switchName].map((position) => [switchName, position] as const),
		);
	if (rows.length > 0) {
		it.each(rows)('finds %s: %j', async (switchName, position) => {
			expect(contract.switches[switchName].schema.safeParse(position).success).toBe(true);
			Object.assign(stage.sandbox[name].switches, { [switchName]: position });
			const { report } = await checkWithSend(provider);
			expect(report.switches[switchName]).toEqual({ position });
		});
	}
});
