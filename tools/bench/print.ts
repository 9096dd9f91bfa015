import { bold, dim, green, red, say } from '../setup/progress.cjs';
import { isReached, type Benchmark, type Goal, type Result, type Row } from './benchmark';

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Rounds to three significant digits, but keeps all digits of the integer part. */
const shown = (value: number) =>
	Math.abs(value) >= 100 ? whole.format(value) : number.format(value);

function printRows(rows: Row[]): void {
	const names = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
	const lines = [
		['task', 'who', ...names],
		...rows.map(({ task, contestant, figures }) => [
			task,
			contestant,
			...names.map((name) => (name in figures ? shown(figures[name]) : '')),
		]),
	];
	const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
	for (const [index, line] of lines.entries()) {
		const cells = line.map((cell, column) =>
			column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
		);
		say(`  ${index === 0 ? dim(cells.join('  ')) : cells.join('  ')}`);
	}
}

function printGoal(goal: Goal): void {
	const { what, reached, limit, is } = goal;
	const sign = isReached(goal) ? green('✓') : red('✗');
	say(`  ${sign} ${what}: ${shown(reached)} (goal: ${is} ${shown(limit)})`);
}

export function printResult({ title }: Benchmark, { rows, goals, notes = [] }: Result): void {
	say();
	say(bold(title));
	printRows(rows);
	for (const goal of goals) printGoal(goal);
	for (const note of notes) say(dim(`  ${note}`));
}
