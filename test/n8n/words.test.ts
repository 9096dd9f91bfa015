import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from '../../tools/n8n/cache';
import { manifest, N8N_VERSION } from '../../tools/n8n/release';
import { OF_ITS_NODES, OF_THE_EDITOR } from '../docs/wordsOfN8n';

/** The packages of the n8n version that this package is tested with. */
const packages = join(cachedFolder(`n8n-${N8N_VERSION}`, manifest), 'node_modules');

/** The scripts of the editor, which contain its English texts by key. */
const editor = () => {
	const folder = join(packages, 'n8n-editor-ui/dist/assets');
	return readdirSync(folder)
		.filter((name) => name.endsWith('.js'))
		.map((name) => readFileSync(join(folder, name), 'utf8'))
		.filter((program) => program.includes('"nodeView.'))
		.join('\n');
};

describe(`the words that the documents take from n8n ${N8N_VERSION}`, () => {
	it('are those of its editor', () => {
		const programs = editor();
		const other = Object.entries(OF_THE_EDITOR).filter(
			([word, key]) => !programs.includes(`"${key}":\`${word}\``),
		);
		expect(other).toEqual([]);
	});

	it('are those of its nodes', () => {
		const other = Object.entries(OF_ITS_NODES).filter(([word, file]) => {
			const code = readFileSync(join(packages, 'n8n-nodes-base/dist/nodes', file), 'utf8');
			return !new RegExp(`(?:displayName|name): ["']${word}["']`).test(code);
		});
		expect(other).toEqual([]);
	});
});
