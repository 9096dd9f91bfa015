import { join } from 'node:path';
import { PROVIDERS, type Provider } from '../providers';
import { credentialsOf } from '../providers/credential';
import { Notebook, type Proof } from './notebook';
import { printAct, printNextSteps, printProofs, printTimeline, printVerdict } from './print';
import { emptyFolder, ProofFolder } from './proofFolder';
import { shortcomings } from './shortcomings';
import type { Stage } from './stage';

/** An act that is over. */
interface Played {
	provider: Provider;
	notebook: Notebook;
	/** Those that lie on the disk and were found to be whole. */
	proofs: Proof[];
	/** What did not happen or happened twice, in words. */
	missing: string[];
}

async function wholeOnes(proofs: Proof[], folder: ProofFolder): Promise<Proof[]> {
	const checked = await Promise.all(proofs.map((proof) => folder.has(proof)));
	return proofs.filter((_, index) => checked[index]);
}

/** Plays a provider's act to its end, or to where it breaks off, and compares what came of it. */
async function playAct(
	provider: Provider,
	{ engine, sandbox }: Stage,
	path: string,
): Promise<Played> {
	const { name, demo } = provider;
	const notebook = new Notebook();
	const folder = new ProofFolder(join(path, name));
	const credentials = credentialsOf([provider], sandbox);
	const broken: string[] = [];
	await demo
		.play({ engine, sandbox, credentials, notebook, folder })
		.catch(({ message }: Error) => broken.push(message));

	const proofs = await wholeOnes(notebook.proofs, folder);
	const found = {
		sent: sandbox.journal.accepted(name).map((message) => demo.nameOf(message)),
		reported: notebook.reports,
		kept: proofs.map(({ name }) => name),
	};
	return {
		provider,
		notebook,
		proofs,
		missing: [...broken, ...shortcomings(demo.expected, found)],
	};
}

/**
 * Plays the demonstration on a stage, and prints it.
 * @param path where the proof goes, relative to the current folder; emptied first
 * @returns whether all of it happened, each thing once
 */
export async function tellStory(stage: Stage, path: string): Promise<boolean> {
	await emptyFolder(path);
	const played: Played[] = [];
	for (const [index, provider] of PROVIDERS.entries()) {
		printAct(index + 1, provider);
		played.push(await playAct(provider, stage, path));
	}

	const missing = played.flatMap(({ provider: { title }, missing: each }) =>
		each.map((what) => `${title}: ${what}`),
	);
	printTimeline(
		played.flatMap(({ provider: { title }, notebook }) =>
			notebook.timeline.map((entry) => ({ provider: title, ...entry })),
		),
	);
	printProofs(
		path,
		played.flatMap(({ provider: { name }, proofs }) =>
			proofs.map((proof) => ({ ...proof, fileName: `${name}/${proof.fileName}` })),
		),
	);
	printVerdict(missing);
	if (missing.length === 0) printNextSteps();
	return missing.length === 0;
}
