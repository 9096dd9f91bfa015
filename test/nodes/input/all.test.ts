import type { INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../package.json';
import { isReadKind } from '../../../nodes/shared/parameters/readers';
import { instanceFrom } from '../../../tools/engine/published';
import { places } from './places';

/** Kinds that no reader reads on its own: files, which need the item (test/nodes/shared/files). */
const ELSEWHERE = ['files'];

/** The kinds whose fields the other tests in this folder cover. */
const tested = readdirSync(__dirname)
	.filter((name) => name.endsWith('.test.ts'))
	.flatMap((name) => [
		...readFileSync(join(__dirname, name), 'utf8').matchAll(/placesOf\(([^)]*)\)/g),
	])
	.flatMap(([, kinds]) => [...kinds.matchAll(/'(\w+)'/g)].map(([, kind]) => kind));

it('Each kind of field is in a test that finds its fields', () => {
	const kinds = new Set(places.map(({ field }) => field.kind));
	const missing = [...kinds].filter((kind) => !tested.includes(kind) && !ELSEWHERE.includes(kind));
	expect(kinds.size).toBeGreaterThan(15);
	expect(missing).toEqual([]);
});

it('Each kind has a reader', () => {
	expect(places.filter(({ field }) => !isReadKind(field.kind)).map(({ title }) => title)).toEqual(
		[],
	);
});

/** The paths of a property and of everything in it that holds a value itself. */
function pathsOf({ name, type, options = [] }: INodeProperties, above: string[] = []): string[] {
	const path = [...above, name];
	if (type === 'collection') {
		return (options as INodeProperties[]).flatMap((option) => pathsOf(option, path));
	}
	if (type !== 'fixedCollection') return [path.join('.')];
	return (options as INodePropertyCollection[]).flatMap((group) =>
		group.values.flatMap((value) => pathsOf(value, [...path, group.name, '0'])),
	);
}

/** The fields by which n8n selects an operation; test/nodes/refused tests them. */
const SELECTED = ['resource', 'operation'];

it.each(packageJson.n8n.nodes)('Each field of %s is tried in an operation or an event', (file) => {
	const { name, properties } = instanceFrom<INodeType>(file).description;
	const tried = places
		.filter(({ node, field }) => node.name === name && !field.isInJson)
		.map(({ field }) => field.path.join('.'));
	const there = properties
		.filter(({ type, name: its }) => type !== 'notice' && !SELECTED.includes(its))
		.flatMap((property) => pathsOf(property));
	expect(there.filter((path) => !tried.includes(path))).toEqual([]);
	expect(tried.length).toBeGreaterThan(0);
});
