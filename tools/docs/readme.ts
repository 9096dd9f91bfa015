import { PROVIDERS } from '../providers';
import { packageOf, wholePackage } from '../release/packages';

const row = (cells: string[]) => `| ${cells.join(' | ')} |`;

/** The table of all providers, with what each sends. */
export const providersTable = (): string =>
	[
		row(['provider', 'what it sends']),
		row(['---', '---']),
		...PROVIDERS.map(({ title, page, sends }) => row([`[${title}](docs/${page}.md)`, sends])),
	].join('\n');

/** The names of all packages, by the provider. */
export const packageNamesTable = (): string =>
	[
		row(['all providers', ...PROVIDERS.map(({ title }) => title)]),
		row(['---', ...PROVIDERS.map(() => '---')]),
		row([wholePackage, ...PROVIDERS.map(packageOf)].map(({ name }) => `\`${name}\``)),
	].join('\n');

/** Where the limits of each provider are told. */
export const limitsLinks = (): string =>
	`Each provider's page lists its limits, and what its documentation leaves open: ${PROVIDERS.map(
		({ title, page }) => `[${title}](docs/${page}.md#limits)`,
	).join(', ')}.`;
