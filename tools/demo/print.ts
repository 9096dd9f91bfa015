import type { Provider } from '../providers';
import type { Entry, Proof } from './record';
import { bold, dim, green, red, say } from '../setup/progress.cjs';

export function printHeading(number: number, { title, demo }: Provider): void {
	say();
	say(bold(`${number}. ${title}: ${demo.title}`));
}

/** Prints the heading of a part, with the example workflows that it runs. */
export function heading(title: string, examples: string[]): void {
	say();
	say(`  ${title}`);
	for (const example of examples) say(dim(`  examples/${example}.json`));
}

/** Width of the column for an address or a name. */
const WHO_WIDTH = 23;

/** Prints an effect of a step. `node` is the workflow's node where it ended up. */
export function detail(who: string, what: string, node?: string): void {
	say(`      ${columns([who, what, node ? dim(`→ ${node}`) : ''], [WHO_WIDTH, 22])}`);
}

/** Pads all cells but the last to the column widths. */
const columns = (cells: string[], widths: number[]) =>
	cells
		.map((cell, index) => cell.padEnd(widths[index] ?? 0))
		.join(' ')
		.trimEnd();

/** E.g. "21 Nov, 23:55", in the time zone of this computer. */
const shortTime = new Intl.DateTimeFormat('en-GB', {
	day: '2-digit',
	month: 'short',
	hour: '2-digit',
	minute: '2-digit',
});

export function printTimeline(timeline: Array<Entry & { provider: string }>): void {
	const widths = [14, 11, WHO_WIDTH, 33, 10];
	say();
	say(bold("Timeline (by the sandbox's clock)"));
	say(dim(`  ${columns(['when', 'provider', 'who', 'what', 'state', 'ETSI event'], widths)}`));
	for (const { at, provider, who, what, state, event } of timeline) {
		const cells = [shortTime.format(at), provider, who, what, state, event ?? ''];
		say(`  ${columns(cells, widths)}`);
	}
}

export function printProofs(folder: string, proofs: Proof[]): void {
	const widths = [70, WHO_WIDTH, 26];
	say();
	say(bold(`Proof in ${folder}/`));
	say(dim(`  ${columns(['file', 'message to', 'proves (ETSI event)', 'SHA-256'], widths)}`));
	for (const { fileName, who, type, event, sha256 } of proofs) {
		say(`  ${columns([fileName, who, event ?? type, `${sha256.slice(0, 12)}…`], widths)}`);
	}
}

/** Prints the final result: that everything happened, or what is missing. */
export function printResult(missing: string[]): void {
	say();
	if (missing.length === 0) {
		say(green(bold('All of it happened, and each thing once.')));
		return;
	}
	say(red(bold('Not all of it happened:')));
	for (const what of missing) say(red(`  ✗ ${what}`));
}

export function printNextSteps(): void {
	say(`
${bold('What next')}
  npm run sandbox    keeps the sandbox open, so that you can use it from your own n8n
  docs/examples.md   the workflows you have just seen, and more, to import into n8n
  README.md          how to install the nodes
  docs/              what the nodes of each provider do, and how to set up the credential`);
}
