import { join } from 'node:path';
import { PROVIDERS, type Provider } from '../providers';
import { credentialsOf } from '../providers/credential';
import { DemoRecord, type Proof } from './record';
import { printHeading, printNextSteps, printProofs, printTimeline, printResult } from './print';
import { emptyFolder, ProofFolder } from './proofFolder';
import { deviations } from './deviations';
import type { DemoEnvironment } from './environment';

/** The result of one provider's demonstration. */
interface DemoResult {
	provider: Provider;
	record: DemoRecord;
	/** The proofs that are on disk and intact. */
	proofs: Proof[];
	/** What did not happen, or happened twice, as text. */
	missing: string[];
}

async function intactOnes(proofs: Proof[], folder: ProofFolder): Promise<Proof[]> {
	const checked = await Promise.all(proofs.map((proof) => folder.has(proof)));
	return proofs.filter((_, index) => checked[index]);
}

/** Runs a provider's demonstration to its end, or until it fails, and compares the results with what is expected. */
async function runProviderDemo(
	provider: Provider,
	{ engine, sandbox }: DemoEnvironment,
	path: string,
): Promise<DemoResult> {
	const { name, demo } = provider;
	const record = new DemoRecord();
	const folder = new ProofFolder(join(path, name));
	const credentials = credentialsOf([provider], sandbox);
	const broken: string[] = [];
	await demo
		.run({ engine, sandbox, credentials, record, folder })
		.catch(({ message }: Error) => broken.push(message));

	const proofs = await intactOnes(record.proofs, folder);
	const found = {
		sent: sandbox.journal.accepted(name).map((message) => demo.nameOf(message)),
		reported: record.reports,
		kept: proofs.map(({ name }) => name),
	};
	return {
		provider,
		record,
		proofs,
		missing: [...broken, ...deviations(demo.expected, found)],
	};
}

/**
 * Runs and prints the demonstrations of all providers.
 * @param path the folder for proof files, relative to the current folder; emptied first
 * @returns whether everything happened exactly once
 */
export async function runDemo(environment: DemoEnvironment, path: string): Promise<boolean> {
	await emptyFolder(path);
	const results: DemoResult[] = [];
	for (const [index, provider] of PROVIDERS.entries()) {
		printHeading(index + 1, provider);
		results.push(await runProviderDemo(provider, environment, path));
	}

	const missing = results.flatMap(({ provider: { title }, missing: each }) =>
		each.map((what) => `${title}: ${what}`),
	);
	printTimeline(
		results.flatMap(({ provider: { title }, record }) =>
			record.timeline.map((entry) => ({ provider: title, ...entry })),
		),
	);
	printProofs(
		path,
		results.flatMap(({ provider: { name }, proofs }) =>
			proofs.map((proof) => ({ ...proof, fileName: `${name}/${proof.fileName}` })),
		),
	);
	printResult(missing);
	if (missing.length === 0) printNextSteps();
	return missing.length === 0;
}
