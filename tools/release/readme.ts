import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withAbsoluteLinks, withNarrowTables } from './markdown';
import { repository, wholePackage, type Package } from './packages';

const read = (file: string) => readFileSync(join(repository, file), 'utf8');

interface Example {
	name: string;
	nodes: Array<{ type: string }>;
}

/** The prefix of our node types in a workflow: the name of the package. */
const OURS = `${wholePackage.name}.`;

/** Links to the examples that use nodes of a package, and no other nodes of ours. */
const examplesFor = (nodeNames: string[]) =>
	readdirSync(join(repository, 'examples'))
		.filter((file) => file.endsWith('.json'))
		.map((file) => ({ file, ...(JSON.parse(read(`examples/${file}`)) as Example) }))
		.filter(({ nodes }) => {
			const used = nodes.filter(({ type }) => type.startsWith(OURS));
			return used.every(({ type }) => nodeNames.includes(type.slice(OURS.length)));
		})
		.map(({ file, name }) => `- [${name}](examples/${file})`)
		.join('\n');

/** The text before the provider's page. */
const introduction = (name: string, labels: string[]) => `# ${name}

n8n nodes of one provider: ${labels.map((label) => `**${label}**`).join(', ')}. [${wholePackage.name}](README.md) has these and the nodes of other providers; [which of the two to choose](docs/packages.md).
`;

/** The text between the provider's introduction and the first section of its page. */
const start = (name: string, examples: string) => `## Install

In n8n: open **Settings > Community nodes**, choose **Install** and enter \`${name}\`. With npm, in the folder where n8n keeps its settings:

\`\`\`sh
mkdir -p ~/.n8n/nodes && cd ~/.n8n/nodes
npm install --omit=peer ${name}
\`\`\`

n8n 3.0 and later load packages that n8n has not verified only with \`N8N_UNVERIFIED_PACKAGES_ENABLED=true\`.

## What you can rely on

What was accepted is never sent again in the same run, and when nobody can know whether something was sent, the node says so instead of guessing. [All promises, with their proof](README.md#what-you-can-rely-on), and [what can't be promised](docs/guarantees.md#what-can-not-be-promised).

## Example workflows

${examples}

They use ${wholePackage.name}. [One command](docs/packages.md#move-a-workflow) makes them use this package. Where this page names a command such as \`npm run sandbox\`, it is one of [the repository](README.md#try-it-without-an-account).

`;

/** A node's names in n8n. */
interface NodeLabel {
	name: string;
	displayName: string;
}

/**
 * The README of a package: the repository's own, or the provider's page preceded by what a reader needs to know.
 * @param nodes the package's nodes
 */
export function readmeOf({ name, page }: Package, nodes: NodeLabel[]): string {
	const text = withAbsoluteLinks(read(page), page);
	if (page === wholePackage.page) return withNarrowTables(text);
	const labels = nodes.map(({ displayName }) => displayName);
	const examples = examplesFor(nodes.map((node) => node.name));
	const own = (part: string) => withAbsoluteLinks(part, 'README.md');
	return withNarrowTables(
		text
			.replace(/^# .*\n/, () => own(introduction(name, labels)))
			.replace(/^## /m, () => `${own(start(name, examples))}## `),
	);
}
