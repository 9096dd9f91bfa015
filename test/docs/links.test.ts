import type { INodeType } from 'n8n-workflow';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import packageJson from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';
import { anchors, codeBlocks, documents, links, read, repository } from './markdown';

/** The problem with a link to a file of this repository, if there is one. */
function faultOf(target: string, from: string): string | undefined {
	const [path, anchor] = target.split('#', 2);
	const file = path === '' ? from : normalize(join(dirname(from), path));
	if (!existsSync(join(repository, file))) return `${from}: there is no ${file}`;
	if (anchor === undefined || anchors(read(file)).includes(anchor)) return undefined;
	return `${from}: ${file} has no heading #${anchor}`;
}

describe.each(documents)('%s', (document) => {
	const text = read(document);

	it('links to files and headings that exist', () => {
		const relative = links(text).filter((target) => !/^\w+:/.test(target));
		expect(relative.map((target) => faultOf(target, document)).filter(Boolean)).toEqual([]);
	});

	it('shows JSON that is JSON', () => {
		for (const code of codeBlocks(text, 'json'))
			expect(() => JSON.parse(code) as unknown).not.toThrow();
	});

	it('names only commands that there are', () => {
		const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
		expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
	});
});

it('the forms of the nodes link to headings of documents that exist', () => {
	const base = `${packageJson.homepage.replace(/#.*/, '')}/blob/main/`;
	const broken = packageJson.n8n.nodes.flatMap((file) => {
		const { properties } = instanceFrom<INodeType>(file).description;
		return [...JSON.stringify(properties).matchAll(/href=\\"([^"\\]+)/g)]
			.map(([, target]) => (target.startsWith(base) ? target.slice(base.length) : target))
			.map((target) => faultOf(target, 'README.md'));
	});
	expect(broken.filter(Boolean)).toEqual([]);
});
