import { exampleNames, readExample } from '../demo/examples';
import { PROVIDERS } from '../providers';
import { credentialsOf } from '../providers/credential';
import { wholePackage } from '../release/packages';
import type { Sandbox } from '../../sandbox';
import type { Rest } from './owner';
import { withCredentials } from './withCredentials';

/** What n8n keeps under a name. */
export interface Named {
	id: string;
	name: string;
}

/** Takes a package out of n8n, as Settings > Community Nodes > Uninstall does. */
export async function uninstallPackage(rest: Rest, name: string): Promise<void> {
	await rest.call('DELETE', `/community-packages?name=${encodeURIComponent(name)}`);
}

/** Lets n8n install a package, as Settings > Community Nodes > Install does. Replaces an older build. */
export async function installPackage(rest: Rest, name = wholePackage.name): Promise<void> {
	const installed = await rest.call<Array<{ packageName: string }>>('GET', '/community-packages');
	if (installed.some(({ packageName }) => packageName === name)) await uninstallPackage(rest, name);
	await rest.call('POST', '/community-packages', { name });
}

/** The names that the examples give to the credentials that they use, by type. */
const credentialNames = () =>
	new Map(
		exampleNames()
			.flatMap((name) => readExample(name).nodes)
			.flatMap(({ credentials = {} }) => Object.entries(credentials))
			.map(([type, { name }]) => [type, name]),
	);

/**
 * Keeps a credential of each provider for the sandbox. One of an earlier start gets the data of this one.
 * @returns the credentials by type
 */
export async function keepCredentials(rest: Rest, sandbox: Sandbox): Promise<Map<string, Named>> {
	const names = credentialNames();
	const kept = await rest.call<Array<Named & { type: string }>>('GET', '/credentials');
	const byType = new Map<string, Named>();
	for (const [type, data] of Object.entries(credentialsOf(PROVIDERS, sandbox))) {
		const name = names.get(type) ?? type;
		const before = kept.find((each) => each.type === type && each.name === name);
		const { id } = await rest.call<Named>(
			before ? 'PATCH' : 'POST',
			before ? `/credentials/${before.id}` : '/credentials',
			{ name, type, data },
		);
		byType.set(type, { id, name });
	}
	return byType;
}

/**
 * Imports the workflows of examples/ that are not there yet, with the credentials in their places.
 * @returns the workflows by the name of their file
 */
export async function importExamples(
	rest: Rest,
	credentials: Map<string, Named>,
): Promise<Map<string, Named>> {
	const there = await rest.call<Named[]>('GET', '/workflows');
	const imported = new Map<string, Named>();
	for (const file of exampleNames()) {
		const workflow = withCredentials(readExample(file), credentials);
		const before = there.find(({ name }) => name === workflow.name);
		const { id, name } = before ?? (await rest.call<Named>('POST', '/workflows', workflow));
		imported.set(file, { id, name });
	}
	return imported;
}
