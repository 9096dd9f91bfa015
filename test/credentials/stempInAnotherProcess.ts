import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { chain, start } from '../../tools/engine/chain';
import { startEngine } from '../../tools/engine/engine';
import { stemp } from '../../tools/providers/stemp/node';

/**
 * A newly started n8n: it has only the stored data of the credential, and nothing in memory.
 * Takes the stored credential as JSON; prints the result of reading the logs, and what is stored afterwards.
 */
async function main([stored]: string[]): Promise<void> {
	const stempApi = JSON.parse(stored) as ICredentialDataDecryptedObject;
	const engine = await startEngine();
	const run = await engine.run(chain(start, stemp(['email', 'getMany'])), {
		credentials: { stempApi },
	});
	await engine.stop();
	process.stdout.write(JSON.stringify({ status: run.status, error: run.error?.message, stempApi }));
}

void main(process.argv.slice(2));
