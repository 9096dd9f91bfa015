import { dirname, join, normalize } from 'node:path/posix';
import packageJson from '../../package.json';

const [github] = packageJson.homepage.split('#');

/** Code blocks, which are not changed. Splitting by this puts code at the odd indexes. */
const CODE = /(^ *```[\s\S]*?^ *```$)/m;

const outsideCode = (text: string, change: (prose: string) => string) =>
	text
		.split(CODE)
		.map((part, index) => (index % 2 === 0 ? change(part) : part))
		.join('');

/** The URL of a repository file as of this version's release. */
const addressOf = (file: string, isImage: boolean) =>
	isImage
		? `${github.replace('//github.com', '//raw.githubusercontent.com')}/v${packageJson.version}/${file}`
		: `${github}/blob/v${packageJson.version}/${file}`;

/**
 * Makes a document's relative links and images absolute, so that they work wherever it is read.
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

/** Removes the padding of aligned tables, which is not visible in the rendered page. */
export const withNarrowTables = (text: string): string =>
	outsideCode(text, (prose) =>
		prose.replace(/^\|.*\|$/gm, (row) => row.replace(/ {2,}\|/g, ' |').replace(/-{4,}/g, '---')),
	);
