import { readFile } from 'node:fs/promises';

/** Ticks of a second in which Linux counts, on every platform that Node.js runs on (USER_HZ). */
const TICKS = 100;

/** The time that a process has had a processor for, in seconds: utime and stime of proc_pid_stat(5). */
export async function processorTimeOf(pid: number): Promise<number> {
	const text = await readFile(`/proc/${pid}/stat`, 'utf8');
	// The second field is the name of the program, in parentheses, and may have spaces in it.
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	const [utime, stime] = fields.slice(11, 13).map(Number);
	return (utime + stime) / TICKS;
}
