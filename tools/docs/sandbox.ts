import { startSandbox, type OpenPort } from '../../sandbox';
import { defaultPort } from '../../sandbox/defaultPort';
import { answerText } from '../../sandbox/positionText';
import type { NameTable } from '../../sandbox/scenarios';
import { PROVIDERS } from '../providers';
import { asCell, asTable } from './table';

const code = (text: unknown) => `\`${String(text)}\``;

/** Joins a list, such as "`one`, `two` or `three`". */
const either = (items: string[]) => {
	const [last = '', ...others] = [...items].reverse();
	return others.length > 0 ? `${others.reverse().join(', ')} or ${last}` : last;
};

/** JSON on one line, with spaces; nested error answers are formatted as they are on their own. */
const inOneLine = (value: object) =>
	JSON.stringify(
		value,
		(_name, inner: unknown) =>
			(inner !== value && inner !== null && typeof inner === 'object'
				? answerText({ ...inner })?.replaceAll('`', '')
				: undefined) ?? inner,
		1,
	).replace(/\s+/g, ' ');

/** The initial value of a switch. */
function shown(value: unknown): string {
	if (typeof value === 'string') return code(value);
	if (typeof value === 'number') {
		return value < 10_000 ? String(value) : value.toLocaleString('en');
	}
	if (Array.isArray(value)) return value.map(code).join(', ');
	if (value === null || typeof value !== 'object') return String(value);
	return answerText({ ...value }) ?? code(inOneLine(value));
}

/** The switches of all providers, in one section per provider. */
export const switchesSections = () =>
	PROVIDERS.map(({ title, contract: { switches } }) => {
		const rows = Object.entries(switches).map(([name, { initial, description }]) => [
			code(name),
			shown(initial),
			asCell(description),
		]);
		return `## Switches of ${title}\n\n${asTable(['switch', 'default', 'what it is'], rows)}`;
	}).join('\n\n');

const nameSection = ({ above, head, rows, below }: NameTable) =>
	[above, asTable(head, rows), below].filter(Boolean).join('\n\n');

/** The names that trigger a behavior, in one section per provider. */
export const namesSections = () =>
	PROVIDERS.map(
		({ title, tables: { names } }) =>
			`### Names at ${title}\n\n${names.map(nameSection).join('\n\n')}`,
	).join('\n\n');

/** The ports, starting with that of the control API. */
const portsTable = (ports: readonly OpenPort[]) =>
	asTable(
		['address', 'port'],
		['Control page and API', ...ports.map(({ title }) => title)].map((title, index) => [
			title,
			String(defaultPort + index),
		]),
	);

/** The `provider` values that a fault rule accepts. */
const serversSentence = (ports: readonly OpenPort[]) => {
	const titles = new Map([...ports].reverse().map(({ server, title }) => [server, title]));
	const names = [...titles].reverse().map(([server, title]) => `${code(server)} (${title})`);
	return `A rule's \`provider\` is ${either(names)}.`;
};

/** The generated parts of the sandbox's page. Starts a sandbox for this. */
export async function sandboxParts(): Promise<Record<string, () => string>> {
	const sandbox = await startSandbox();
	try {
		const { ports } = sandbox;
		return {
			ports: () => portsTable(ports),
			servers: () => serversSentence(ports),
			names: namesSections,
			switches: switchesSections,
		};
	} finally {
		await sandbox.stop();
	}
}
