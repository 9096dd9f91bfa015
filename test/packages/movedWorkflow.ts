import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { WorkflowJson } from '../../tools/engine/engine';

const run = promisify(execFile);
const script = resolve(__dirname, '../../docs/move-workflow.mjs');

/** Converts a workflow to the nodes of another package, with the script that users have for it. */
export async function movedWorkflow(
	workflow: WorkflowJson,
	from: string,
	to: string,
): Promise<WorkflowJson> {
	const folder = await mkdtemp(join(tmpdir(), 'certified-mail-move-'));
	try {
		const file = join(folder, 'workflow.json');
		await writeFile(file, JSON.stringify(workflow));
		const { stdout } = await run(process.execPath, [script, file, from, to]);
		return JSON.parse(stdout) as WorkflowJson;
	} finally {
		await rm(folder, { recursive: true });
	}
}
