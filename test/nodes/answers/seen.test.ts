import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkProvider } from '../../../tools/check/check';
import { checkedInReports } from '../../../tools/check/checkedIn';
import { deliveriesIn } from '../../../tools/check/outputs';
import { replayReport } from '../../../tools/check/replayed';
import { PROVIDERS, type Provider } from '../../../tools/providers';
import { setCheckStage } from '../../tools/check/checkStage';

/**
 * Tests the nodes with each answer that has been seen at a provider. Until a report about a provider is checked in,
 * one about the sandbox is used.
 */
const stage = setCheckStage();

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'certified-mail-seen-'))));
afterAll(async () => await rm(folder, { recursive: true }));

/** Runs the check on the sandbox, and saves the report like one that is checked in. */
async function seeSandbox(provider: Provider): Promise<void> {
	const { engine, sandbox } = stage;
	const { use, credential } = provider.rehearsal;
	provider.sandboxSettings.liftLimits?.(sandbox);
	const { report } = await checkProvider(provider, {
		engine,
		given: await use(sandbox),
		credential: credential(sandbox),
	});
	const seen = join(folder, provider.name, 'seen');
	await mkdir(seen, { recursive: true });
	await writeFile(join(seen, `${report.date}.json`), JSON.stringify(report));
}

describe.each(PROVIDERS)('What was seen of $title', (provider) => {
	it('becomes outputs with deliveries, IDs and files that are in the answers', async () => {
		if (checkedInReports(provider).length === 0) await seeSandbox(provider);
		const reports = [...checkedInReports(provider), ...checkedInReports(provider, folder)];
		expect(reports).not.toEqual([]);
		for (const report of reports) {
			const { outputs } = await replayReport(provider, report, stage.engine);
			expect(
				outputs.flatMap(({ step, wrong }) =>
					wrong.map((what) => `${report.date}, ${step}: ${what}`),
				),
			).toEqual([]);
			expect(outputs.flatMap(({ items }) => items)).not.toEqual([]);
		}
	});

	it('has a delivery, or a file, wherever an operation of the check has one', async () => {
		await seeSandbox(provider);
		const [report] = checkedInReports(provider, folder);
		const { outputs } = await replayReport(provider, report, stage.engine);
		const items = outputs.flatMap((each) => each.items);
		const told = items.filter(({ json, binary }) => deliveriesIn(json).length > 0 || binary);
		expect(told).not.toEqual([]);
	});
});
