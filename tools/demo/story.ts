import { join } from 'node:path';
import type { Sandbox } from '../../sandbox';
import type { StoredCredentials } from '../engine/engine';
import { webhookTriggers } from '../engine/webhookTriggers';
import type { Act } from './act';
import { legallyMail } from './legallyMail';
import { Notebook, type Proof } from './notebook';
import { pecMassiva } from './pecMassiva';
import { postageApp } from './postageApp';
import { printAct, printNextSteps, printProofs, printTimeline, printVerdict } from './print';
import { emptyFolder, ProofFolder } from './proofFolder';
import { shortcomings } from './shortcomings';
import type { Stage } from './stage';
import { stampee } from './stampee';
import { stemp } from './stemp';

/** In the order in which they are played. A new provider is a file and a line here. */
const acts: Act[] = [stampee, pecMassiva, legallyMail, stemp, postageApp];

/** A credential of each type of the package for the sandbox, by its type. */
export const credentialsOf = (sandbox: Sandbox): StoredCredentials =>
	Object.assign(
		{},
		...[...acts, ...Object.values(webhookTriggers)].map((each) => each.credentials(sandbox)),
	) as StoredCredentials;

/** An act that is over. */
interface Played {
	act: Act;
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

/** Plays an act to its end, or to where it breaks off, and compares what came of it. */
async function playAct(act: Act, { engine, sandbox }: Stage, path: string): Promise<Played> {
	const notebook = new Notebook();
	const folder = new ProofFolder(join(path, act.id));
	const credentials = act.credentials(sandbox);
	const broken: string[] = [];
	await act
		.play({ engine, sandbox, credentials, notebook, folder })
		.catch(({ message }: Error) => broken.push(message));

	const proofs = await wholeOnes(notebook.proofs, folder);
	const found = {
		sent: sandbox.journal.accepted(act.id).map((message) => act.nameOf(message)),
		reported: notebook.reports,
		kept: proofs.map(({ name }) => name),
	};
	return { act, notebook, proofs, missing: [...broken, ...shortcomings(act.expected, found)] };
}

/**
 * Plays the demonstration on a stage, and prints it.
 * @param path where the proof goes, relative to the current folder; emptied first
 * @returns whether all of it happened, each thing once
 */
export async function tellStory(stage: Stage, path: string): Promise<boolean> {
	await emptyFolder(path);
	const played: Played[] = [];
	for (const [index, act] of acts.entries()) {
		printAct(index + 1, act);
		played.push(await playAct(act, stage, path));
	}

	const missing = played.flatMap(({ act, missing: each }) =>
		each.map((what) => `${act.provider}: ${what}`),
	);
	printTimeline(
		played.flatMap(({ act: { provider }, notebook }) =>
			notebook.timeline.map((entry) => ({ provider, ...entry })),
		),
	);
	printProofs(
		path,
		played.flatMap(({ act: { id }, proofs }) =>
			proofs.map((proof) => ({ ...proof, fileName: `${id}/${proof.fileName}` })),
		),
	);
	printVerdict(missing);
	if (missing.length === 0) printNextSteps();
	return missing.length === 0;
}
