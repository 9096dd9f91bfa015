import { positionsOf } from '../../../sandbox/switches';
import { Conduct } from '../../../tools/check/conduct';
import { findingsOf, type Found } from '../../../tools/check/findings';
import { PROVIDERS } from '../../../tools/providers';
import { setCheckStage } from './checkStage';

const stage = setCheckStage();

/** What is found by reads, and each position that it is tried in. */
const rows = (name: (typeof PROVIDERS)[number]['name']) => {
	const { check, contract, rehearsal } = PROVIDERS.find((each) => each.name === name)!;
	return Object.entries(check.switches)
		.filter(([, found]) => 'by' in found && found.by === 'read')
		.flatMap(([switchName]) => {
			const tried =
				rehearsal.positions[switchName] ??
				positionsOf(contract.switches[switchName]).map((position) => ({ position }));
			return tried.map((row) => ({
				switchName,
				beside: {},
				...row,
				title: `${switchName}: ${JSON.stringify(row.position)}`,
			}));
		});
};

describe.each(PROVIDERS)('A check of $title that only reads', (provider) => {
	const { name, sandboxSettings, rehearsal } = provider;
	let given: Record<string, string>;
	let initial: object;

	beforeAll(async () => {
		sandboxSettings.liftLimits?.(stage.sandbox);
		given = await rehearsal.use(stage.sandbox);
		initial = structuredClone(stage.sandbox[name].switches);
	});
	afterEach(() => {
		Object.assign(stage.sandbox[name].switches, structuredClone(initial));
	});

	const look = async (credential = rehearsal.credential(stage.sandbox)) => {
		const { engine } = stage;
		const conduct = new Conduct({ provider, engine, credential, given });
		await conduct.read();
		return findingsOf(provider, conduct.seen, false);
	};

	it('sees that what is documented holds, and sends nothing', async () => {
		const { isRecognised, facts } = await look();
		expect(isRecognised).toBe(true);
		expect(Object.entries(facts).filter(([, result]) => result === 'did not hold')).toEqual([]);
		expect(Object.values(facts)).toContain('held');
		expect(stage.sandbox.journal.accepted(name)).toEqual([]);
	});

	it.each(rows(name))('finds $title', async ({ switchName, position, beside }) => {
		const credential = rehearsal.credentialFor?.[switchName]?.(stage.sandbox);
		Object.assign(stage.sandbox[name].switches, structuredClone(beside), {
			[switchName]: structuredClone(position),
		});
		await rehearsal.useFor?.[switchName]?.(stage.sandbox);
		const { switches } = await look(credential);
		const found: Found = switches[switchName];
		if ('oneOf' in found) expect(found.oneOf).toContainEqual(position);
		else expect(found).toEqual({ position });
	});
});
