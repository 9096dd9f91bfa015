import { dirname, join, normalize } from 'node:path/posix';
import packageJson from '../../package.json';

const [github] = packageJson.homepage.split('#');

/** Blocks of code, in which nothing is changed. Split by it, the odd parts are code. */
const CODE = /(^ *```[\s\S]*?^ *```$)/m;

const outsideCode = (text: string, change: (prose: string) => string) =>
	text
		.split(CODE)
		.map((part, index) => (index % 2 === 0 ? change(part) : part))
		.join('');

/** Where a file of the repository is on the web, as it was when this version was released. */
const addressOf = (file: string, isImage: boolean) =>
	isImage
		? `${github.replace('//github.com', '//raw.githubusercontent.com')}/v${packageJson.version}/${file}`
		: `${github}/blob/v${packageJson.version}/${file}`;

/**
 * Lets the links and images of a document lead to where they lead in the repository, from wherever it is
 * read.
 * @param from the document's path in the repository
 */
export const withAbsoluteLinks = (text: string, from: string): string =>
	outsideCode(text, (prose) =>
		prose.replace(
			/(!?)(\[[^\]]*\])\(([^)\s]+)\)/g,
			(link, image: string, label: string, target: string) => {
				if (/^(\w+:|#)/.test(target)) return link;
				const [path, anchor] = target.split('#', 2);
				const file = normalize(join(dirname(from), path));
				const end = anchor === undefined ? '' : `#${anchor}`;
				return `${image}${label}(${addressOf(file, image === '!')}${end})`;
			},
		),
	);

/** Takes the spaces out of tables that align their columns, which no reader of the rendered page sees. */
export const withNarrowTables = (text: string): string =>
	outsideCode(text, (prose) =>
		prose.replace(/^\|.*\|$/gm, (row) => row.replace(/ {2,}\|/g, ' |').replace(/-{4,}/g, '---')),
	);
