import { existsSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { exampleNames, FIRST_EXAMPLE, readExample } from '../demo/examples';
import type { INodeJson, WorkflowJson } from '../engine/engine';
import { repository } from './generated';

const NOTE = 'n8n-nodes-base.stickyNote';

/** An example's description, from its first sticky note. */
export interface AboutExample {
	title: string;
	/** What it does, followed by what to fill in. */
	paragraphs: string[];
}

/** @throws if it has no sticky note that starts with a heading */
export function about({ name, nodes }: WorkflowJson): AboutExample {
	const note = nodes.find(({ type }) => type === NOTE);
	const { content = '' } = (note?.parameters ?? {}) as { content?: string };
	const [heading, ...paragraphs] = content.split(/\n+/);
	if (!heading.startsWith('## ')) throw new Error(`'${name}' does not say what it is about`);
	return { title: heading.slice('## '.length), paragraphs };
}

/** The types of n8n's own nodes that it uses, without the package name. */
const stockNodes = (nodes: INodeJson[]) => [
	...new Set(
		nodes
			.map(({ type }) => type)
			.filter((type) => !type.startsWith('n8n-nodes-certified-mail.') && type !== NOTE)
			.map((type) => type.replace(/^.*\./, '')),
	),
];

/** The path of an example's picture, relative to docs/. */
const pictureOf = (example: string) => `images/examples/${example}.png`;

/** The examples without a picture. A release requires them: `npm run test:n8n -- --pictures` takes them. */
export const withoutPicture = (): string[] =>
	exampleNames().filter((name) => !existsSync(join(repository, 'docs', pictureOf(name))));

/** The URL of the raw file on GitHub. */
const raw = (file: string) =>
	`${packageJson.homepage.replace(/#.*$/, '')}/raw/main/examples/${file}`;

/** The part of an example's name before the first colon. */
const providerOf = ({ name = '' }: WorkflowJson) => name.split(': ', 1)[0];

function entry(file: string): string {
	const workflow = readExample(file);
	const { title, paragraphs } = about(workflow);
	const steps = stockNodes(workflow.nodes).map((type) => `\`${type}\``);
	const hasPicture = !withoutPicture().includes(file);
	return [
		`### ${title}`,
		paragraphs.join('\n\n'),
		...(hasPicture ? [`![${title}: the workflow in n8n](${pictureOf(file)})`] : []),
		`**Get it:** [${file}.json](../examples/${file}.json) ([raw](${raw(`${file}.json`)})), with ${steps.join(', ')} of n8n.`,
	].join('\n\n');
}

/** All examples: the first one to try, then the others by provider, with their own descriptions. */
export function gallery(): string {
	const providers = new Map([['Begin with this one', [entry(FIRST_EXAMPLE)]]]);
	for (const name of exampleNames().filter((each) => each !== FIRST_EXAMPLE)) {
		const provider = providerOf(readExample(name));
		providers.set(provider, [...(providers.get(provider) ?? []), entry(name)]);
	}
	return [...providers]
		.map(([provider, entries]) => [`## ${provider}`, ...entries].join('\n\n'))
		.join('\n\n');
}
