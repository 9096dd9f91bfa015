/**
 * What is to be decided in each file of a new provider, which begins as the example of docs/add-a-provider.md: by
 * the end of its path. The text stands in the file as a TODO, and a test names it as long as it does.
 */
const TASKS: Record<string, string> = {
	'/account.ts': 'how its key is called, and which cheap read tells whose it is',
	'/api.ts': 'its host, its paths, the shapes of its answers, and how its lists are paged',
	'/delivery.ts': 'its statuses in the common vocabulary',
	'/errors.ts': 'where its errors hold a code and a message, and what to do about each',
	'/fields.ts': 'which operations have which options',
	'/letters.ts': 'what an output begins with, and how a list is read outside of an operation',
	'/lookup.ts':
		'how the provider is asked for a send whose answer was lost; delete it if there is no list',
	'/policies.ts': 'its rate limit, and whether it knows a send again by a key, and for how long',
	'/pollSources.ts': 'what the polling trigger watches, and how far back the list goes',
	'/webhookEvents.ts': 'what it pushes; delete it with the webhook trigger if it pushes nothing',
	'/letter.ts': 'what a send takes, and its request',
	'/send.ts': 'what is told of a send, and its fields',
	'/get.ts': 'the fields of the operation Get',
	'/getMany.ts': 'the filters of the operation Get Many',
	'/getReceipt.ts': 'how a document is fetched; delete it if there are none',
	'/resources/letter/index.ts': 'its resources and operations',
	'.node.ts': 'what the node says of itself',
	'.node.json': 'the words that users search for',
	'-letter.json': 'an example workflow; its note says what it does, and what to fill in',
	'.svg': 'its icon',
	'Api.credentials.ts': 'the fields of its credential, and the call by which it is tested',
	'/scenarios.ts': 'what becomes of a message in the sandbox, by whom it goes to',
	'/refusals.ts': 'the errors of its page, word for word',
	'/routes.ts': 'its API, as its page describes it',
	'/switches.ts': 'what its page leaves open',
	'/webhook.ts': 'how it signs what it pushes',
	'/index.ts': 'what stands in this file',
	'.test.ts': 'what its operations and triggers do, each documented example of its page among it',
	'.md': 'the page of the provider',
	'.ts': 'what stands in this file',
};

/** What is to be decided in a file. @param path from the root of the repository */
export const taskOf = (path: string): string | undefined =>
	Object.entries(TASKS).find(([ending]) => path.endsWith(ending))?.[1];

/** Puts a task into the text of a file, in the way of its kind. */
export function withTask(path: string, text: string): string {
	const task = taskOf(path);
	if (task === undefined) return text;
	const todo = `TODO: ${task}`;
	if (path.startsWith('examples/')) {
		return text.replace('**Fill in**: ', `**Fill in**: ${todo}; `);
	}
	if (path.endsWith('.json')) {
		return text.replace('"alias": [', `"alias": ["${todo}", `);
	}
	return /\.(svg|md)$/.test(path) ? `<!-- ${todo} -->\n${text}` : `// ${todo}\n\n${text}`;
}
