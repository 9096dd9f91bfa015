import { LoadOptionsContext } from 'n8n-core';
import type { INodeListSearchResult } from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import type { StoredCredentials } from './credentialsHelper';
import { CredentialsHelper } from './credentialsHelper';
import type { Installation } from './installation';
import type { INodeJson } from './workflowJson';
import { toWorkflow } from './workflowJson';

export interface SearchOptions {
	credentials: StoredCredentials;
	/** What the user typed into the list's search box. */
	filter?: string;
	/** The `paginationToken` of the previous page. */
	paginationToken?: unknown;
}

/** Fills a list in the editor by calling the `listSearch` or `loadOptions` method of that name. */
export async function searchList(
	{ nodeTypes, credentialTypes }: Installation,
	json: INodeJson,
	method: string,
	{ credentials, filter, paginationToken }: SearchOptions,
): Promise<INodeListSearchResult> {
	const workflow = toWorkflow({ nodes: [json] }, nodeTypes);
	const node = workflow.nodes[json.name];
	const helper = new CredentialsHelper(credentialTypes, credentials);
	const context = new LoadOptionsContext(
		workflow,
		node,
		createAdditionalData('internal', workflow.id, helper, node.parameters),
		'',
	);
	const { methods } = nodeTypes.getByNameAndVersion(json.type, json.typeVersion);
	const search = methods?.listSearch?.[method];
	if (search) return await search.call(context, filter, paginationToken as string | undefined);
	const load = methods?.loadOptions?.[method];
	if (load) return { results: await load.call(context) };
	throw new Error(`'${json.type}' has no listSearch or loadOptions method '${method}'`);
}
