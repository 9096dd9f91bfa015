import { PROVIDERS } from '../providers';
import type { CustomerFact } from '../providers/customerFacts';
import { asCell, asTable } from './table';

/** What concerns all providers. */
const SHARED: CustomerFact[] = [
	{
		says: 'ETSI EN 319 522-1 V1.2.1 is a reference for qualified electronic registered delivery',
		source:
			'[Implementing Regulation (EU) 2025/1944](https://data.europa.eu/eli/reg_impl/2025/1944/oj)',
		read: '2026-11-29',
		told: { delivery: '2025/1944' },
	},
	{
		says: 'A hand-over to ordinary mail or to a phone is RelayToNonERDS, or RelayToNonERDSFailure',
		source: 'ETSI EN 319 522-1 V1.2.1 (2024-01), clause 6',
		read: '2026-11-29',
		told: { delivery: 'RelayToNonERDSFailure' },
	},
	{
		says: 'n8n Cloud takes verified packages only, and n8n verifies packages of a single service only',
		source:
			"[n8n's rules for verification](https://docs.n8n.io/integrations/creating-nodes/build/reference/verification-guidelines/)",
		read: '2026-11-29',
		told: { '../README': 'verified packages' },
	},
];

/** All of them, by whom they are about. */
export const customerFacts = [
	...PROVIDERS.map(({ title, customerFacts: facts = [] }) => ({ title, facts })),
	{ title: 'All providers', facts: SHARED },
];

/** A section for each provider: what is known, from where, since when, and which page tells it. */
export const customerFactsSections = () =>
	customerFacts
		.filter(({ facts }) => facts.length > 0)
		.map(({ title, facts }) => {
			const rows = facts.map(({ says, source, read, told }) => [
				asCell(says),
				asCell(source),
				read,
				Object.keys(told)
					.map((page) => `[${page.replace('../', '')}](${page}.md)`)
					.join(', '),
			]);
			return `## ${title}\n\n${asTable(['what is known', 'source', 'read on', 'told in'], rows)}`;
		})
		.join('\n\n');
