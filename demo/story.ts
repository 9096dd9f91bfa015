import { shortcomings } from './expectations';
import { followLetters } from './following';
import { Notebook, type Proof } from './notebook';
import { onboardCustomer } from './onboarding';
import { printNextSteps, printProofs, printTimeline, printVerdict } from './print';
import { ProofFolder } from './proofFolder';
import { sendLetters } from './sending';
import type { Stage } from './stage';

/** From the first question to the last proof. Whatever happens on the way is noted as it happens. */
async function play(stage: Stage, notebook: Notebook, folder: ProofFolder): Promise<void> {
	const customer = await onboardCustomer(stage, notebook);
	const letters = await sendLetters(stage, notebook, customer);
	await followLetters(stage, notebook, letters, folder);
}

async function wholeOnes(proofs: Proof[], folder: ProofFolder): Promise<Proof[]> {
	const checked = await Promise.all(proofs.map((proof) => folder.has(proof)));
	return proofs.filter((_, index) => checked[index]);
}

/**
 * Plays the demonstration on a stage, and prints it.
 * @param path where the proof goes, relative to the current folder; emptied first
 * @returns whether all of it happened, each thing once
 */
export async function tellStory(stage: Stage, path: string): Promise<boolean> {
	const notebook = new Notebook();
	const folder = await ProofFolder.emptied(path);
	const broken: string[] = [];
	await play(stage, notebook, folder).catch(({ message }: Error) => broken.push(message));

	const proofs = await wholeOnes(notebook.proofs, folder);
	const accepted = stage.sandbox.journal.accepted('stampee').map(({ recipient }) => recipient);
	const missing = [...broken, ...shortcomings({ accepted, reports: notebook.reports, proofs })];
	printTimeline(notebook.timeline);
	printProofs(path, proofs);
	printVerdict(missing);
	if (missing.length === 0) printNextSteps();
	return missing.length === 0;
}
