import { PROVIDERS } from '../providers';
import type { Limit, StatusTable } from '../providers/tables';
import { withParts } from './generated';
import { publishedNodes } from './nodes';
import { parametersParts } from './parameters';
import { sandboxParts } from './sandbox';
import { asTable } from './table';

const statusesTable = ({ head, rows }: StatusTable) =>
	asTable(
		head,
		rows.map(({ says, delivery, more = [] }) => [
			...says,
			...(delivery ? [`\`${delivery.state}\``, delivery.final ? 'yes' : 'no'] : []),
			...more,
		]),
	);

const limitsTable = (limits: Limit[]) => asTable(['limit', 'value', 'from'], limits);

/** The generated parts of a provider's page: statuses, limits, and node parameters. */
function partsOf(page: string): Record<string, () => string> {
	const provider = PROVIDERS.find((each) => page === `docs/${each.page}.md`);
	if (!provider) throw new Error(`${page} is no provider's page`);
	const { statuses, limits } = provider.tables;
	const nodes = publishedNodes().filter((node) => node.page === page);
	return Object.assign(
		{
			statuses: () => statusesTable(statuses),
			limits: () => limitsTable(limits),
		},
		...nodes.map(({ description }) => parametersParts(description)),
	) as Record<string, () => string>;
}

/** The pages of the providers and of the sandbox, by path. */
export const pages: Record<string, () => Promise<string>> = {
	'docs/sandbox.md': async () => await withParts('docs/sandbox.md', await sandboxParts()),
	...Object.fromEntries(
		PROVIDERS.map(({ page }) => {
			const path = `docs/${page}.md`;
			return [path, async () => await withParts(path, partsOf(path))];
		}),
	),
};
