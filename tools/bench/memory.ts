import { readFile, writeFile } from 'node:fs/promises';

/** Bytes of physical memory, by the field's name in proc_pid_status(5). */
async function status(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
	const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => {
		throw new Error('The memory of a process can only be measured on Linux');
	});
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) * 1024;
}

/** The current physical memory of a process, in bytes. */
export const memoryOf = async (pid: number) => await status(pid, 'VmRSS');

/** The peak physical memory of a process during some work, in bytes. */
export async function peakDuring(pid: number, work: () => Promise<void>): Promise<number> {
	// Resets the high-water mark (proc_pid_clear_refs(5)).
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	await work();
	return await status(pid, 'VmHWM');
}
