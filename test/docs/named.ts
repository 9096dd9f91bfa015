import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import packageJson from '../../package.json';
import { publishedNodes } from '../../tools/docs/nodes';
import { choices, instanceFrom, operationsOf } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';
import type { Provider } from '../../tools/providers/provider';
import { labelsOf } from './labels';
import { WORDS_OF_N8N } from './wordsOfN8n';

/** The names that the editor shows for the nodes and credentials of one provider, or of all. */
export interface Vocabulary {
	/** For example `Message: Get Many`. */
	operations: string[];
	/** The names of nodes, credentials, fields, choices and events. */
	labels: Set<string>;
	/** Whether a webhook trigger is among the nodes. */
	hasWebhookTrigger: boolean;
}

const credentialTypes = packageJson.n8n.credentials.map((file) =>
	instanceFrom<ICredentialType>(file),
);

const operationNames = (description: INodeTypeDescription) =>
	operationsOf(description).map(({ resource, operation }) => `${resource.name}: ${operation.name}`);

function vocabularyOf(nodes: INodeTypeDescription[], credentials: ICredentialType[]): Vocabulary {
	return {
		operations: nodes.flatMap(operationNames),
		labels: new Set(
			[...nodes, ...credentials].flatMap(({ displayName, properties }) => [
				displayName,
				...labelsOf(properties),
			]),
		),
		hasWebhookTrigger: nodes.some(({ webhooks }) => webhooks !== undefined),
	};
}

/** The vocabulary of one provider, or of all. */
export function vocabulary(provider?: Provider): Vocabulary {
	const nodes = publishedNodes().filter(
		({ page }) => provider === undefined || page === `docs/${provider.page}.md`,
	);
	const names = provider ? Object.keys(provider.credentials) : undefined;
	return vocabularyOf(
		nodes.map(({ description }) => description),
		credentialTypes.filter(({ name }) => names?.includes(name) ?? true),
	);
}

/** The provider that a page is about, if it is about one. */
export const providerOf = (page: string): Provider | undefined =>
	PROVIDERS.find(
		({ page: own, quickStart }) => page === `docs/${own}.md` || page === quickStart?.page,
	);

/** Names from the providers' own pages and dashboards, from laws and from standards. */
const OF_OTHERS = ['Bag Attributes', 'LRE', 'REM', 'Webhooks'];

const SMALL = 'a|an|and|at|by|for|from|in|of|on|or|per|the|to|with';
const TITLE = new RegExp(`^[A-Z][\\w'-]*(?: (?:[A-Z0-9(][\\w()'-]*|${SMALL}))*$`);

/** A page without code, and without the parts generated from the nodes, which have a separate test. */
export const proseOf = (text: string) =>
	text.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/<!-- made by[\s\S]*?<!-- end -->/g, '');

/** The names that a page marks as the editor's: Title Case in bold or in italics. */
export const namesIn = (text: string): string[] =>
	[...proseOf(text).matchAll(/\*\*([^*\n]+)\*\*|(?<![\w`*])_([A-Z][^_`\n|]*)_(?!\w)/g)]
		.flatMap(([, bold, italic]) => (bold ?? italic).split(/ [>›] /))
		.filter((name) => TITLE.test(name) || WORDS_OF_N8N.includes(name));

/** The names on a page that neither the nodes, nor n8n, nor anything else has. */
export const unknownNames = (text: string, { labels }: Vocabulary): string[] =>
	namesIn(text).filter(
		(name) => !labels.has(name) && ![...WORDS_OF_N8N, ...OF_OTHERS].includes(name),
	);

/** The operations that a page names as `Resource: Operation` but no node has. */
export function unknownOperations(text: string, { operations }: Vocabulary): string[] {
	const resources = [...new Set(operations.map((name) => name.split(': ')[0]))].join('|');
	const named = new RegExp(`\\b(?:${resources}): [A-Z]\\w+(?: [A-Z]\\w+)*`, 'g');
	return [...proseOf(text).matchAll(named)]
		.map(([name]) => name)
		.filter((name) => !operations.some((known) => `${name} `.startsWith(`${known} `)));
}

const gerundOf = (verb: string) => (verb === 'get' ? 'getting' : `${verb.replace(/e$/, '')}ing`);

const DENIAL =
	/\b(?:not offered|not covered|not supported|not available|is missing|(?:has|have|is|are|offers?) no (?:operation|webhook|trigger))/i;

/** The sentences and table rows in which a page denies an operation or a webhook trigger that exists. */
export function falseDenials(text: string, { operations, hasWebhookTrigger }: Vocabulary) {
	const sentences = proseOf(text).split(/\n|(?<=[.!?])\s+/);
	return sentences.filter((sentence) => {
		if (!DENIAL.test(sentence)) return false;
		const lower = sentence.toLowerCase();
		const isOfOperation = operations.some((name) => {
			const [resource, operation] = name.toLowerCase().split(': ');
			const [verb] = operation.split(' ');
			const says = new RegExp(`\\b(?:${verb}|${gerundOf(verb)})\\b.*\\b${resource}s?\\b`);
			return says.test(lower) || lower.includes(name.toLowerCase());
		});
		return isOfOperation || (hasWebhookTrigger && /\bwebhooks?\b/.test(lower));
	});
}

/** The events of a trigger as the node's options name them, to compare them with the tables of a page. */
export const eventNames = (description: INodeTypeDescription): string[] =>
	choices(
		description.properties.find(({ name }) => name === (description.polling ? 'event' : 'events')),
	).map(({ name }) => name);
