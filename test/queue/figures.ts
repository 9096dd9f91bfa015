import { say } from '../../tools/setup/progress.cjs';

/** Collects counts. They are printed at once, because a run can be interrupted, and again at its end. */
export class Figures {
	private readonly lines: string[] = [];

	add(title: string, counts: Record<string, number>): void {
		const told = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
		const line = `${title}: ${told.join(', ')}`;
		this.lines.push(line);
		say(line);
	}

	print(): void {
		say(`\n${this.lines.join('\n')}`);
	}
}
