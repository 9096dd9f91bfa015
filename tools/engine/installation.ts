import { LazyPackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { agent, agentType } from './agent';
import { CredentialTypes } from './credentialTypes';
import { NodeTypes } from './nodeTypes';
import { stockNodes } from './stockNodes';

/** What is installed in an n8n instance: the package under test, n8n's own nodes, and test-only types. */
export interface Installation {
	nodeTypes: NodeTypes;
	credentialTypes: CredentialTypes;
}

/** Loads a package from its `dist` as n8n loads community packages. Throws if the package is not built. */
export async function install(
	packageDirectory: string,
	extraNodes: Record<string, INodeType> = {},
	extraCredentials: Record<string, ICredentialType> = {},
): Promise<Installation> {
	// Without this file n8n would silently load everything eagerly.
	if (!existsSync(join(packageDirectory, 'dist/known/nodes.json'))) {
		throw new Error(`The package in ${packageDirectory} is not built (npm run build)`);
	}
	const loader = new LazyPackageDirectoryLoader(packageDirectory);
	await loader.loadAll();
	return {
		nodeTypes: new NodeTypes(loader, { ...stockNodes, [agentType]: agent, ...extraNodes }),
		credentialTypes: new CredentialTypes(loader, extraCredentials),
	};
}
