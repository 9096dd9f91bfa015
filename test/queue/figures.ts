/** What was counted, to be read at the end of a run. */
export class Figures {
	private readonly lines: string[] = [];

	add(title: string, counts: Record<string, number>): void {
		const told = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
		this.lines.push(`${title}: ${told.join(', ')}`);
	}

	print(): void {
		process.stdout.write(`\n${this.lines.join('\n')}\n`);
	}
}
