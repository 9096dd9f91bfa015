import { reportsOfProvider } from '../check/checkedIn';
import { foundText } from '../check/show';
import type { Found } from '../check/findings';
import { PROVIDERS, type Provider } from '../providers';
import { asCell, asTable } from './table';

/** What was found about an unknown, and when; "unknown" if nobody has seen it yet. */
function seenOf(provider: Provider, switches: string[] = []): string {
	const reports = reportsOfProvider(provider);
	const answers = switches.flatMap((name) => {
		const report = reports.find((each) => isAnswered(each.switches[name] as Found));
		return report
			? [`seen on ${report.date}: \`${name}\` ${foundText(report.switches[name] as Found)}`]
			: [];
	});
	return answers.join('; ') || 'unknown';
}

const isAnswered = (found: Found | undefined) =>
	found !== undefined && ('position' in found || 'oneOf' in found);

/** What the providers do not document, in one section per provider. */
export const unknownsSections = () =>
	PROVIDERS.map((provider) => {
		const rows = Object.values(provider.contract.unknowns).map(
			({ question, handling, source, switches }) =>
				[question, handling, source, seenOf(provider, switches)].map(asCell),
		);
		const head = ['not documented', 'what the nodes do', 'where it is left open', 'what is known'];
		return `## ${provider.title}\n\n${asTable(head, rows)}`;
	}).join('\n\n');

/** Whether a documented fact was seen to hold, and when. */
function heldOf(provider: Provider, name: string): string {
	for (const { facts, date } of reportsOfProvider(provider)) {
		if (facts[name] === 'held') return `documented, seen on ${date}`;
		if (facts[name] === 'did not hold') return `documented, did not hold on ${date}`;
	}
	return 'documented';
}

const LOOKED_FOR = { read: 'reads', send: 'only a send' };

const foundBy = (each: { by: 'read' | 'send' } | { not: string }) =>
	'by' in each ? LOOKED_FOR[each.by] : `nothing: ${each.not}`;

/** The facts of all providers, in one section per provider. */
export const factsSections = () =>
	PROVIDERS.map((provider) => {
		const rows = Object.entries(provider.contract.facts).map(([name, { says, source }]) => [
			asCell(says),
			asCell(source),
			foundBy(provider.check.facts[name]),
			heldOf(provider, name),
		]);
		const head = ['documented', 'by', 'found by', 'what is known'];
		return `### Facts of ${provider.title}\n\n${asTable(head, rows)}`;
	}).join('\n\n');

/** The switches of each provider, grouped by what finds their positions. */
const foundByRows = () =>
	PROVIDERS.map(({ title, check }) => {
		const named = (by: 'read' | 'send') =>
			Object.entries(check.switches)
				.filter(([, each]) => 'by' in each && each.by === by)
				.map(([name]) => `\`${name}\``)
				.join(', ') || 'none';
		return [title, named('read'), named('send')];
	});

/** The table of switches by what finds their positions. */
export const foundByTable = () =>
	asTable(['provider', 'reads find', 'only a send finds'], foundByRows());

/** The switches that a check does not cover, and why. */
export const notLookedForTable = () =>
	asTable(
		['provider', 'switch', 'why not'],
		PROVIDERS.flatMap(({ title, check }) =>
			Object.entries(check.switches).flatMap(([name, each]) =>
				'not' in each ? [[title, `\`${name}\``, each.not]] : [],
			),
		),
	);

/** What a check can send, by provider. */
export const sendsTable = () =>
	asTable(
		['provider', '`--send`', 'what is sent', 'what it costs'],
		PROVIDERS.flatMap(({ title, check: { sends = {} } }) =>
			Object.entries(sends).map(([name, { what, costs }], index) => [
				title,
				index === 0 ? `\`${name}\`, or nothing` : `\`${name}\``,
				asCell(what),
				asCell(costs),
			]),
		),
	);
