import { exampleNames, inFolder, readExample } from '../demo/examples';
import { PROVIDERS } from '../providers';
import { credentialsOf } from '../providers/credential';
import { wholePackage } from '../release/packages';
import type { Sandbox } from '../../sandbox';
import type { Mailbox } from './mailbox';
import type { Rest } from './owner';
import { withCredentials } from './withCredentials';

/** A named record in n8n. */
export interface Named {
	id: string;
	name: string;
}

/** Uninstalls a package from n8n, like Settings > Community Nodes > Uninstall. */
export async function uninstallPackage(rest: Rest, name: string): Promise<void> {
	await rest.call('DELETE', `/community-packages?name=${encodeURIComponent(name)}`);
}

/** Has n8n install a package, like Settings > Community Nodes > Install. Replaces an older build. */
export async function installPackage(rest: Rest, name = wholePackage.name): Promise<void> {
	const installed = await rest.call<Array<{ packageName: string }>>('GET', '/community-packages');
	if (installed.some(({ packageName }) => packageName === name)) await uninstallPackage(rest, name);
	await rest.call('POST', '/community-packages', { name });
}

/** n8n's default names of credentials, by type. */
const credentialNames = new Map([
	...PROVIDERS.flatMap(({ credentials }) => Object.entries(credentials)).map(
		([type, { title }]): [string, string] => [type, title],
	),
	['smtp', 'SMTP account'],
]);

/**
 * Saves a credential of each provider for the sandbox, and one for the mailbox if there is one. Those of an earlier
 * start are updated.
 * @returns the credentials by type
 */
export async function keepCredentials(
	rest: Rest,
	sandbox: Sandbox,
	mailbox?: Mailbox,
): Promise<Map<string, Named>> {
	const kept = await rest.call<Array<Named & { type: string }>>('GET', '/credentials');
	const byType = new Map<string, Named>();
	const all = {
		...credentialsOf(PROVIDERS, sandbox),
		...(mailbox && { smtp: mailbox.credential }),
	};
	for (const [type, data] of Object.entries(all)) {
		const name = credentialNames.get(type)!;
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
 * Imports the missing workflows of examples/, and assigns their credentials.
 * @returns the workflows by file name
 */
export async function importExamples(
	rest: Rest,
	credentials: Map<string, Named>,
	files: string,
): Promise<Map<string, Named>> {
	const there = await rest.call<Named[]>('GET', '/workflows');
	const imported = new Map<string, Named>();
	for (const file of exampleNames()) {
		const workflow = withCredentials(inFolder(readExample(file), files), credentials);
		const before = there.find(({ name }) => name === workflow.name);
		const { id, name } = before ?? (await rest.call<Named>('POST', '/workflows', workflow));
		imported.set(file, { id, name });
	}
	return imported;
}
