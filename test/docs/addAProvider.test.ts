import { create } from '../../tools/new-provider/create';
import { namesOf, ownPlaces, type Names } from '../../tools/new-provider/names';
import { register } from '../../tools/new-provider/register';
import { Checkout } from './checkout';

/**
 * The example of docs/add-a-provider.md, and a provider that `npm run new-provider` has begun: it has no webhooks, and
 * sends something else.
 */
const example = namesOf('PigeonPost');
const begun = namesOf('HarbourMail', 'envelope');

/** The maximum changes for a provider outside of its own folders, without what `npm run docs` generates. */
const MAX_FILES = 5;
const MAX_LINES = 60;

/** What the command does not write, according to the guide: one line in each. */
const BY_HAND = ['CHANGELOG.md'];

/** Real milliseconds, on a busy machine. */
const PATIENCE = 10 * 60_000;

/** The example's own suites, and those that cover all providers and take long for each. */
const SUITES = [
	'test/nodes/PigeonPost',
	'test/nodes/answers/sandbox',
	'test/nodes/answers/seen',
	'test/nodes/answers/triggers',
	'test/nodes/hostileInput',
	'test/nodes/hostileParsers',
	'test/nodes/triggerWalks',
	'test/credentials/secrets',
	'test/faults/rows',
	'test/faults/sampleOfOne',
	'test/tools/new-provider',
	'test/tools/check',
];

/** Suites that have to pass for both providers and all others: an incomplete list elsewhere would show there. */
const WHOLE_SUITES = [
	'test/architecture',
	'test/docs/facts',
	'test/docs/nodes',
	'test/docs/packages',
	'test/examples/severalProviders',
	'test/nodes/HarbourMail',
	'test/tools/providers',
];

/** A sample of the fault matrix for one provider. */
const SAMPLE_OF_ONE = `
import { play, sample, type Played } from './matrix';
import { PARTS } from './parts';

it('The sample of ${example.title} has no breach', async () => {
	const cells = sample().filter(({ part }) => PARTS[part].title.includes('${example.title}'));
	const played: Played[] = [];
	await play(cells, (one) => played.push(one), 1);
	const breaches = played.flatMap(({ row, fault, mode, result }) =>
		result.breaches.map((breach) => [row.title, fault.name, mode.name, breach].join(', ')),
	);
	expect(cells.length).toBeGreaterThan(20);
	expect(breaches).toEqual([]);
}, ${PATIENCE});
`;

let checkout: Checkout;
let files: string[];
let begunFiles: string[];
beforeAll(async () => {
	checkout = new Checkout();
	files = await create(checkout.root, example, { isUnfinished: false });
	await register(checkout.root, example, files);
}, PATIENCE);
afterAll(async () => await checkout.remove());

const isOf = (places: string[], path: string) =>
	places.some(
		(place) => path === place || path.startsWith(place.endsWith('-') ? place : `${place}/`),
	);

it('The example has all that a provider can have, in its own folders', () => {
	const places = ownPlaces(example);
	expect(files.filter((path) => !isOf(places, path))).toEqual([]);
	expect(places.filter((place) => !files.some((path) => isOf([place], path)))).toEqual([]);
});

/** The lines that providers have changed outside of their own folders, by file. */
function elsewhere(...providers: Names[]): Map<string, string[]> {
	const places = providers.flatMap(ownPlaces);
	return new Map([...checkout.changes()].filter(([path]) => !isOf(places, path)));
}

/** The total number of changed lines. */
const sizeOf = (changes: Map<string, string[]>) => [...changes.values()].flat().length;

/** @param lines the number of lines of one provider */
function expectFew(changes: Map<string, string[]>, lines: number): void {
	expect(changes.size).toBeGreaterThan(0);
	expect(changes.size + BY_HAND.length).toBeLessThanOrEqual(MAX_FILES);
	expect(lines + BY_HAND.length).toBeLessThanOrEqual(MAX_LINES);
}

it(`It changes at most ${MAX_FILES} files and ${MAX_LINES} lines elsewhere`, () => {
	const changes = elsewhere(example);
	console.info(
		`${files.length} files of its own; elsewhere ${sizeOf(changes)} lines in ${[...changes.keys()].join(', ')}, and one in ${BY_HAND.join()}`,
	);
	expectFew(changes, sizeOf(changes));
});

/** Type-checks and builds everything that was added, as one program. */
async function build(): Promise<void> {
	const added = [...files, ...begunFiles];
	const compilerOptions = { noEmit: false, rootDir: '.', outDir: 'dist' };
	const sources = added.filter((path) => path.endsWith('.ts'));
	await checkout.write(
		'tsconfig.example.json',
		JSON.stringify({ extends: './tsconfig.json', compilerOptions, include: [], files: sources }),
	);
	await checkout.run('typescript/bin/tsc', '-p', 'tsconfig.example.json');
	for (const path of added.filter((each) => /^nodes\/.*\.(svg|json)$/.test(each))) {
		await checkout.write(`dist/${path}`, checkout.read(path));
	}
	await checkout.run('n8n-core/bin/generate-metadata');
	await checkout.run('tsx/dist/cli.mjs', 'tools/docs/main.ts');
}

describe('In a repository that has it, and a provider that was only begun,', () => {
	let linesOfExample: number;
	let changes: Map<string, string[]>;
	beforeAll(async () => {
		linesOfExample = sizeOf(elsewhere(example));
		begunFiles = await create(checkout.root, begun, { isUnfinished: true, hasWebhooks: false });
		await register(checkout.root, begun, begunFiles);
		changes = elsewhere(example, begun);
		await build();
	}, PATIENCE);

	it('the other one changes no more elsewhere than the example', () => {
		expect(begunFiles.filter((path) => !isOf(ownPlaces(begun), path))).toEqual([]);
		expectFew(changes, sizeOf(changes) - linesOfExample);
	});

	it(
		"the example keeps n8n's rules",
		async () => {
			const published = files.filter((path) => /^(nodes|credentials)\/.*\.ts$/.test(path));
			await checkout.run('eslint/bin/eslint.js', ...published);
			await checkout.run('prettier/bin/prettier.cjs', '--check', '--ignore-unknown', ...files);
		},
		PATIENCE,
	);

	it(
		'the example passes the suites that go through all providers',
		async () => {
			await checkout.write('test/faults/sampleOfOne.test.ts', SAMPLE_OF_ONE);
			const names = [
				example.title,
				example.name,
				'page on guarantees',
				'page of the sandbox',
				'A module that looks into text',
			].join('|');

			const told = await checkout.run('jest/bin/jest', ...SUITES, '-t', names);

			expect(SUITES.filter((suite) => !told.includes(`PASS ${suite}`))).toEqual([]);
		},
		PATIENCE,
	);

	it(
		'both are in all that looks at every provider, with no list changed by hand',
		async () => {
			const told = await checkout.run('jest/bin/jest', ...WHOLE_SUITES);

			expect(WHOLE_SUITES.filter((suite) => !told.includes(`PASS ${suite}`))).toEqual([]);
		},
		PATIENCE,
	);

	it(
		'a test says which rows the page of the fault matrix lacks, and what plays them',
		async () => {
			const told = await checkout
				.run('jest/bin/jest', 'test/docs/faults', '-t', 'has all rows')
				.catch(({ message }: Error) => message);

			for (const title of [example.title, begun.title]) {
				expect(told).toMatch(new RegExp(`under '${title}': npm run test:faults -- --missing`));
			}
		},
		PATIENCE,
	);

	it(
		'a test names what is left of the other one, file by file',
		async () => {
			const told = await checkout
				.run('jest/bin/jest', 'test/tools/new-provider', '-t', begun.title)
				.catch(({ message }: Error) => message);

			expect(begunFiles.filter((path) => !told.includes(`${path}: `))).toEqual([]);
		},
		PATIENCE,
	);
});
