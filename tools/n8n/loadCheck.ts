/**
 * `tsx tools/n8n/loadCheck.ts http://127.0.0.1:5678`: waits for an n8n, and requests each node of the package from it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import packageJson from '../../package.json';
import { red, say } from '../setup/progress.cjs';
import { signIn } from './owner';

/** How long n8n may take to start, in milliseconds. */
const PATIENCE = 180_000;

async function untilReady(url: string): Promise<void> {
	const deadline = Date.now() + PATIENCE;
	for (;;) {
		const answer = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
		if (answer?.ok) return;
		if (Date.now() > deadline) throw new Error(`${url} is not ready after ${PATIENCE / 1000} s`);
		await pause(1_000);
	}
}

/** n8n's full node names: package name and node name. */
const nodeNames = packageJson.n8n.nodes.map((file) => {
	const [name] = file.split('/').at(-1)!.split('.', 1);
	return `${packageJson.name}.${name[0].toLowerCase()}${name.slice(1)}`;
});

/** @throws with n8n's message, if one of the nodes is missing */
async function main(url: string): Promise<void> {
	await untilReady(url);
	const rest = await signIn(url);
	for (const name of nodeNames) {
		const nodeInfos = [{ name, version: 1 }];
		const [node] = await rest.call<Array<{ displayName: string }>>('POST', '/node-types', {
			nodeInfos,
		});
		say(`  ✓ ${name}: ${node.displayName}`);
	}
}

main(process.argv[2]).catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
