import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { chain, start } from '../../tools/engine/chain';
import { startEngine } from '../../tools/engine/engine';
import { stemp } from '../../tools/providers/stemp/node';

/**
 * An n8n that was started anew: it has of the credential what n8n had stored, and nothing in memory.
 * Takes the stored credential as JSON; prints how a read of the logs went, and what is stored then.
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
