import { readFile } from 'node:fs/promises';

/** Linux's clock ticks per second on all platforms that Node.js supports (USER_HZ). */
const TICKS = 100;

/** The CPU time of a process in seconds: utime and stime of proc_pid_stat(5). */
export async function processorTimeOf(pid: number): Promise<number> {
	const text = await readFile(`/proc/${pid}/stat`, 'utf8');
	// The second field is the program's name in parentheses, which may contain spaces.
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	const [utime, stime] = fields.slice(11, 13).map(Number);
	return (utime + stime) / TICKS;
}
