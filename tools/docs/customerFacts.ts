import { PROVIDERS } from '../providers';
import type { CustomerFact } from '../providers/customerFacts';
import { asCell, asTable } from './table';

/** The source of the definitions of the events that the pages explain. */
const DEFINITIONS =
	'ETSI EN 319 522-1 V1.1.1 (2018-09), clause 6.2, in [a copy](https://github.com/ioggstream/erds-pec-study); that V1.2.1 says the same is unverified';

/** An event's definition. @param told the wording of the page on deliveries */
const defined = (says: string, told: string): CustomerFact => ({
	says,
	source: DEFINITIONS,
	read: '2026-11-30',
	told: { delivery: told },
});

/** The facts that apply to all providers. */
const SHARED: CustomerFact[] = [
	{
		says: 'ETSI EN 319 522-1 V1.2.1 (2024-01) is among the references for qualified electronic registered delivery, as a normative reference of EN 319 521',
		source:
			'[Implementing Regulation (EU) 2025/1944](https://data.europa.eu/eli/reg_impl/2025/1944/oj) of 29 September 2025, Annex I, in force',
		read: '2026-11-30',
		told: { delivery: '2025/1944' },
	},
	defined(
		'RelayToNonERDS (F.1): the content was forwarded to a system that is no registered delivery service; RelayToNonERDSFailure (F.2): the attempt failed',
		'forwarded to a system that is none',
	),
	defined(
		'ContentConsignment (D.1): the content was made available to the recipient within the boundaries of the registered delivery service',
		'within the boundaries of a registered delivery service',
	),
	defined(
		'AcceptanceRejectionExpiry (C.5): the recipient was asked to accept or refuse, and did not react in time',
		'asked to accept it and did not react',
	),
	{
		says: 'ContentAccessTracking (D.6) is an event of V1.2.1 and not of V1.1.1. How V1.2.1 defines it is unverified',
		source:
			'The list of V1.1.1, and public specifications that use V1.2.1. The text of V1.2.1 itself could not be read.',
		read: '2026-11-30',
		told: { delivery: '`ContentAccessTracking`, which is new in it, is unverified' },
	},
	{
		says: 'n8n Cloud takes verified packages only, and n8n verifies packages of a single service only',
		source:
			"[n8n's rules for verification](https://docs.n8n.io/integrations/creating-nodes/build/reference/verification-guidelines/)",
		read: '2026-11-29',
		told: { '../README': 'verified packages' },
	},
];

/** All facts, grouped by provider. */
export const customerFacts = [
	...PROVIDERS.map(({ title, customerFacts: facts = [] }) => ({ title, facts })),
	{ title: 'All providers', facts: SHARED },
];

/** A section for each provider: the facts, their sources, when they were read, and the pages that state them. */
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
