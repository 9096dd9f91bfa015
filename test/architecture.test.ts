import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { preProcessFile } from 'typescript';

const repository = resolve(__dirname, '..');
const nodes = join(repository, 'nodes');

/** TypeScript files of a folder of the repository, by their paths from there. */
const sourcesIn = (folder: string) =>
	readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.ts'))
		.map((path) => join(folder, path));

interface Import {
	file: string;
	/** As it is written. */
	name: string;
	/** Where a relative import leads, from the repository. */
	target?: string;
}

function importsOf(file: string): Import[] {
	const { importedFiles } = preProcessFile(readFileSync(join(repository, file), 'utf8'));
	return importedFiles.map(({ fileName: name }) => ({
		file,
		name,
		...(name.startsWith('.') && {
			target: relative(repository, resolve(repository, dirname(file), name)),
		}),
	}));
}

/** The folder of a path: `nodes/shared` for what is below it, `credentials`, ... */
const houseOf = (path: string) => {
	const [first, second] = path.split(sep);
	return first === 'nodes' ? `${first}/${second}` : first;
};

const rooms = readdirSync(nodes).filter((name) => name !== 'shared');
const published = [...sourcesIn('nodes'), ...sourcesIn('credentials')];
const inside = published.flatMap(importsOf).filter(({ target }) => target !== undefined);

/** The imports from one house into another that it may not look into. */
const trespasses = (
	from: (house: string) => boolean,
	allowed: (from: string, to: string) => boolean,
) =>
	inside
		.map(({ file, target }) => ({ file, target, from: houseOf(file), to: houseOf(target ?? '') }))
		.filter((each) => from(each.from) && !allowed(each.from, each.to))
		.map(({ file, target }) => `${file} -> ${target}`);

const isRoom = (house: string) => rooms.includes(house.replace('nodes/', ''));

it('There are rooms, and this test reads their imports', () => {
	expect(rooms).toContain('Stampee');
	expect(inside.length).toBeGreaterThan(50);
});

it('What is shared imports no room and no credential', () => {
	expect(
		trespasses(
			(house) => house === 'nodes/shared',
			(from, to) => to === from,
		),
	).toEqual([]);
});

it('A room imports itself and what is shared, no other room', () => {
	expect(trespasses(isRoom, (from, to) => to === from || to === 'nodes/shared')).toEqual([]);
});

it('A credential imports the room of its provider and what is shared, no other room', () => {
	const ownRoom = (file: string) => `nodes/${basename(file, 'Api.credentials.ts')}`;
	const strange = inside
		.filter(({ file }) => houseOf(file) === 'credentials')
		.map(({ file, target }) => ({ file, to: houseOf(target ?? '') }))
		.filter(({ file, to }) => to !== 'nodes/shared' && to !== ownRoom(file));

	expect(strange).toEqual([]);
});

it('Nothing is published that needs more than n8n-workflow and Node.js', () => {
	const isThere = (name: string) =>
		name.startsWith('.') ||
		name === 'n8n-workflow' ||
		builtinModules.includes(name.replace('node:', ''));
	const foreign = published.flatMap(importsOf).filter(({ name }) => !isThere(name));

	expect(foreign).toEqual([]);
});

it('What is shared names no provider', () => {
	// PecMassiva is also PEC Massiva, pecMassiva and pec-massiva.
	const names = rooms.map((room) => room.replace(/(?<=[a-z])(?=[A-Z])/g, '[\\s_-]?'));
	const anyName = new RegExp(`\\b(${names.join('|')})`, 'i');

	const naming = sourcesIn('nodes/shared').flatMap((file) =>
		readFileSync(join(repository, file), 'utf8')
			.split('\n')
			.filter((line) => anyName.test(line))
			.map((line) => `${file}: ${line.trim()}`),
	);

	expect(naming).toEqual([]);
});

describe.each(rooms)('The room of %s', (room) => {
	const icon = room.charAt(0).toLowerCase() + room.slice(1);

	it.each([
		`${room}.node.ts`,
		`${room}.node.json`,
		`${room}Trigger.node.ts`,
		`${room}Trigger.node.json`,
		`${icon}.svg`,
		`${icon}.dark.svg`,
		'delivery.ts',
		'errors.ts',
		'resources',
	])('has what every room has: %s', (name) => {
		expect(existsSync(join(nodes, room, name))).toBe(true);
	});

	it('has a credential type of its own', () => {
		expect(existsSync(join(repository, 'credentials', `${room}Api.credentials.ts`))).toBe(true);
	});
});
