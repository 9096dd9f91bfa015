import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const repository = resolve(__dirname, '../..');

export const read = (file: string) => readFileSync(join(repository, file), 'utf8');

/** The documents that people read, by path in the repository. Those of the example provider are left out. */
export const documents = [
	'README.md',
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md') && !name.startsWith('pigeon-post'))
		.map((name) => `docs/${name}`),
];

const fence = /^ *```(\w*)\n([\s\S]*?)^ *```/gm;

/** All code blocks, with their declared languages. */
export const fences = (text: string) =>
	[...text.matchAll(fence)].map(([whole, language, code]) => ({ whole, language, code }));

/** The code blocks of a language. */
export const codeBlocks = (text: string, wanted: string): string[] =>
	fences(text)
		.filter(({ language }) => language === wanted)
		.map(({ code }) => code);

/** The document without its code, which contains no links or headings. */
const prose = (text: string) => text.replace(fence, '').replace(/`[^`\n]*`/g, '');

/** The targets of the links in a document. */
export const links = (text: string): string[] =>
	[...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);

/** The anchors that GitHub generates for the headings of a document. */
export const anchors = (text: string): string[] =>
	[...text.replace(fence, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-'),
	);

/** The text under a heading, up to the next one of the same or a higher level; empty if it is not there. */
export function section(text: string, heading: string): string {
	const lines = text.split('\n');
	const start = lines.findIndex((line) => line.replace(/^#+ /, '') === heading && /^#/.test(line));
	if (start < 0) return '';
	const level = lines[start].indexOf(' ');
	const rest = lines.slice(start + 1);
	const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
	return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

const cells = (line: string) =>
	line
		.trim()
		.slice(1, -1)
		.split('|')
		.map((cell) => cell.trim());

const isRow = (line: string) => line.trim().startsWith('|');

/** The rows of all tables, as lists of cells. */
export const tableRows = (text: string): string[][] => text.split('\n').filter(isRow).map(cells);

/** The tables, one by one. */
export const tables = (text: string): Array<{ head: string[]; rows: string[][] }> =>
	[...text.matchAll(/^\|.*(?:\n\|.*)*/gm)].map(([table]) => {
		const [head, , ...rows] = tableRows(table);
		return { head, rows };
	});
