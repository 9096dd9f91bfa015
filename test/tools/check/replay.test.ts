import { checkedInReports } from '../../../tools/check/checkedIn';
import { checkProvider } from '../../../tools/check/check';
import { differencesBetween, playablePositions, replayReport } from '../../../tools/check/replayed';
import { parseReport } from '../../../tools/check/report';
import { PROVIDERS } from '../../../tools/providers';
import { setCheckStage } from './checkStage';

const stage = setCheckStage();

describe.each(PROVIDERS)('A report of $title', (provider) => {
	it('says the same again when it is played, and the sandbox takes the positions that it found', async () => {
		const { sandbox, engine } = stage;
		const { use, credential } = provider.rehearsal;
		provider.sandboxSettings.liftLimits?.(sandbox);
		const given = await use(sandbox);
		const { report } = await checkProvider(provider, {
			engine,
			given,
			credential: credential(sandbox),
		});
		const saved = parseReport(JSON.stringify(report));
		const findings = await replayReport(provider, saved, engine);
		expect(findings.isRecognised).toBe(true);
		expect(differencesBetween(saved, findings as never)).toEqual([]);
		const seen = Object.values(findings.facts).filter((each) => each === 'held');
		const before = Object.values(saved.facts).filter((each) => each === 'held');
		// The replay needs no token, so it sees no renewal.
		expect(before.length - seen.length).toBeLessThanOrEqual(2);
		expect(seen.length).toBeGreaterThan(0);

		const positions = playablePositions(provider, saved);
		expect(Object.keys(positions).length).toBeGreaterThan(0);
		Object.assign(sandbox[provider.name].switches, positions);
		const again = await checkProvider(provider, { engine, given, credential: credential(sandbox) });
		expect(differencesBetween(saved, again.report)).toEqual([]);
	});

	const checkedIn = checkedInReports(provider);
	if (checkedIn.length > 0) {
		it.each(checkedIn)('of $date says the same again when it is played', async (report) => {
			const findings = await replayReport(provider, report, stage.engine);
			expect(differencesBetween(report, findings as never)).toEqual([]);
		});
	}
});
