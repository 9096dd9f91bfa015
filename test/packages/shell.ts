import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '../../tools/n8n/freePort';
import { installN8n, pathOf } from '../../tools/n8n/install';
import { quietAndLocal } from '../../tools/n8n/n8nProcess';

const run = promisify(execFile);

export interface Place {
	/** n8n's data folder, with the `npm` that gets the packages. */
	home: string;
	/** The working directory of commands. */
	folder: string;
}

/** Runs a command of a document as an administrator of n8n does, on the computer that n8n runs on. */
export async function inShell({ home, folder }: Place, command: string): Promise<void> {
	await run('sh', ['-ec', command], {
		cwd: folder,
		env: {
			...process.env,
			...quietAndLocal,
			PATH: pathOf(await installN8n(), `${home}/bin`),
			N8N_USER_FOLDER: home,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		},
	});
}
