import { PROVIDERS } from '../providers';
import { packageOf, wholePackage } from '../release/packages';
import { asTable } from './table';

/** The table of all providers, with what each sends. */
export const providersTable = (): string =>
	asTable(
		['provider', 'what it sends'],
		PROVIDERS.map(({ title, page, sends }) => [`[${title}](docs/${page}.md)`, sends]),
	);

/** The table of package names, by provider. */
export const packageNamesTable = (): string =>
	asTable(
		['all providers', ...PROVIDERS.map(({ title }) => title)],
		[[wholePackage, ...PROVIDERS.map(packageOf)].map(({ name }) => `\`${name}\``)],
	);

/** Links to the limits of each provider. */
export const limitsLinks = (): string =>
	`Each provider's page lists its limits: ${PROVIDERS.map(
		({ title, page }) => `[${title}](docs/${page}.md#limits)`,
	).join(', ')}. [What their documentation leaves open](docs/undocumented.md).`;
