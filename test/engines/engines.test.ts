import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compatibility, engines, failures } from '../../tools/docs/engines';
import { read, section } from '../docs/markdown';
import { lookFrom } from '../../tools/engine/engineFolder.cjs';
import { ENGINES } from './engines';
import { newShortfalls, outcomeOf, type EngineOutcomes, type Outcome } from './outcome';
import { allowedIn, refusedIn, type Allowed } from './shortfalls';
import { readResults } from './results';
import { ALL_SUITES, CORE_SUITES } from './suites';

const repository = resolve(__dirname, '../..');

const older = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

describe('the list of engines', () => {
	const versions = ENGINES.map(({ n8n }) => n8n);

	it('has each n8n once, the oldest 2.x first', () => {
		expect(versions).toEqual([...new Set(versions)].sort(older));
		expect(versions[0]).toBe('2.0.0');
	});

	it('ends with the engine that the package is developed with', () => {
		const { devDependencies } = JSON.parse(read('package.json')) as {
			devDependencies: Record<string, string>;
		};
		expect(ENGINES.at(-1)).toMatchObject({
			core: devDependencies['n8n-core'],
			workflow: devDependencies['n8n-workflow'],
		});
	});

	it('has a result for each of its engines', () => {
		expect(readResults()).toEqual(
			expect.arrayContaining(
				ENGINES.map(({ n8n, core, workflow }) => {
					const selected = expect.anything() as Outcome;
					return expect.objectContaining({ n8n, core, workflow, selected }) as EngineOutcomes;
				}),
			),
		);
	});
});

it.each([...CORE_SUITES, ...ALL_SUITES])('%s is there to be run in every engine', (suite) => {
	expect(existsSync(join(repository, suite))).toBe(true);
});

describe('where modules are looked for, in another engine', () => {
	const folder = '/cache/engine';
	let anew: typeof lookFrom;

	beforeEach(() => {
		process.env.CERTIFIED_MAIL_ENGINE = folder;
		jest.isolateModules(() => {
			({ lookFrom: anew } = jest.requireActual<{ lookFrom: typeof lookFrom }>(
				'../../tools/engine/engineFolder.cjs',
			));
		});
	});
	afterEach(() => {
		delete process.env.CERTIFIED_MAIL_ENGINE;
	});

	it.each(['n8n-core', 'n8n-workflow', '@n8n/di', 'n8n-core/dist/execution-engine/routing-node'])(
		'%s comes from the engine, for tests and for the built nodes',
		(name) => {
			expect(anew(name, join(repository, 'test/support'))).toBe(folder);
			expect(anew(name, join(repository, 'dist/nodes/shared'))).toBe(folder);
		},
	);

	it.each(['fastify', '@n8n/scan-community-package/scanner', './n8n-core', 'n8n-core-of-another'])(
		'%s comes from where it is asked for',
		(name) => {
			expect(anew(name, join(repository, 'test/support'))).toBe(join(repository, 'test/support'));
		},
	);

	it('the engine finds its own parts by itself', () => {
		const inside = join(folder, 'node_modules/n8n-core/dist');
		expect(anew('n8n-workflow', inside)).toBe(inside);
	});
});

it('without another engine, modules are looked for where they are asked for', () => {
	expect(lookFrom('n8n-core', __dirname)).toBe(__dirname);
});

const report = (file: string, tests: Record<string, string>, status = 'failed') => ({
	name: `/here/${file}`,
	status,
	assertionResults: Object.entries(tests).map(([fullName, status]) => ({ fullName, status })),
});

describe('what Jest reports of an engine', () => {
	const allowed: Allowed = {
		refused: ['certificates'],
		differs: new Map([['four', 'fewer words']]),
	};

	it('is counted: passed, refused, failed, and files that do not run', () => {
		const testResults = [
			report('test/b.test.ts', {
				one: 'passed',
				two: 'failed',
				three: 'failed',
				four: 'failed',
				later: 'pending',
			}),
			report('test/a.test.ts', {}),
		];
		const outcome = outcomeOf(
			{ testResults },
			[{ test: 'two', what: ['certificates'], sentTwice: [] }],
			allowed,
			'/here/',
		);

		expect(outcome).toEqual({
			passed: 1,
			total: 4,
			refused: { certificates: ['two'] },
			differs: { 'fewer words': 1 },
			failed: { 'test/a.test.ts': [], 'test/b.test.ts': ['three'] },
		});
	});

	it('passes although something was refused, where a test wants just that', () => {
		const testResults = [report('test/a.test.ts', { one: 'passed' }, 'passed')];
		const outcome = outcomeOf(
			{ testResults },
			[{ test: 'one', what: ['certificates'], sentTwice: [] }],
			allowed,
			'/here/',
		);

		expect(outcome).toMatchObject({ passed: 1, total: 1, refused: {}, failed: {} });
	});

	it('fails where something was sent twice, whatever was refused besides', () => {
		const testResults = [report('test/a.test.ts', { one: 'failed' })];
		const refused = [
			{ test: 'one', what: ['certificates'], sentTwice: ['stampee: jane@example.org'] },
		];

		expect(outcomeOf({ testResults }, refused, allowed, '/here/')).toMatchObject({
			refused: {},
			failed: { 'test/a.test.ts': ['one'] },
		});
	});

	it('fails where something was refused that this n8n can do', () => {
		const testResults = [report('test/a.test.ts', { one: 'failed' })];
		const refused = [{ test: 'one', what: ['certificates'], sentTwice: [] }];

		expect(outcomeOf({ testResults }, refused, allowedIn('9.0.0'), '/here/')).toMatchObject({
			refused: {},
			failed: { 'test/a.test.ts': ['one'] },
		});
	});
});

const refusals = [
	{ what: 'certificates', words: /shows no client certificate/, since: '2.20.0' },
	{ what: 'tokens', words: /renews no token/, since: '2.5.0' },
];
const differences = [{ what: 'fewer words', tests: ['four'], since: '2.34.0' }];

it('An engine may fall short only before the n8n in which it is whole', () => {
	const allowed = (n8n: string) => allowedIn(n8n, { refusals, differences });
	const differs = new Map([['four', 'fewer words']]);
	expect(allowed('2.4.8')).toEqual({ refused: ['certificates', 'tokens'], differs });
	expect(allowed('2.15.1')).toEqual({ refused: ['certificates'], differs });
	expect(allowed('2.34.0')).toEqual({ refused: [], differs: new Map() });
});

it('A refusal is known by its words', () => {
	expect(refusedIn('Not sent: this n8n shows no client certificate', refusals)).toEqual([
		'certificates',
	]);
	expect(refusedIn('Stampee refused the request', refusals)).toEqual([]);
});

const outcome = (part: Partial<Outcome> = {}): Outcome => ({
	passed: 9,
	total: 9,
	refused: {},
	differs: {},
	failed: {},
	...part,
});
const engine = (n8n: string, selected: Outcome): EngineOutcomes => ({
	n8n,
	core: n8n,
	workflow: n8n,
	selected,
});

describe('what falls short anew', () => {
	const before = outcome({ failed: { 'a.test.ts': ['one'] } });

	it('is what fails and did not before', () => {
		expect(newShortfalls(before, before)).toEqual([]);
		const anew = outcome({ failed: { 'a.test.ts': ['one', 'two'], 'b.test.ts': [] } });
		expect(newShortfalls(before, anew)).toEqual(['a.test.ts: two', 'b.test.ts']);
	});

	it('is everything that fails in an engine that was never tried', () => {
		expect(newShortfalls(undefined, before)).toEqual(['a.test.ts: one']);
	});

	it('is what is refused and was not before', () => {
		const refusing = (...tests: string[]) => outcome({ refused: { certificates: tests } });
		expect(newShortfalls(refusing('one'), refusing('one', 'two'))).toEqual([
			'two (refused: certificates)',
		]);
		expect(newShortfalls(refusing('one', 'two'), refusing('one'))).toEqual([]);
	});
});

describe('the page of results', () => {
	const results = [
		engine(
			'2.0.0',
			outcome({ passed: 7, failed: { 'test/a.test.ts': ['A letter *leaves* once'] } }),
		),
		engine(
			'2.1.0',
			outcome({ passed: 7, failed: { 'test/a.test.ts': ['A letter *leaves* once'] } }),
		),
		engine('2.2.0', outcome({ passed: 8, refused: { 'client certificates': ['one'] } })),
		engine('2.3.0', outcome({ passed: 8, differs: { 'it says less': 1 } })),
		engine('2.4.0', outcome()),
	];

	it('says of each engine what passed, what is refused and what fails, the newest first', () => {
		const rows = engines(results).split('\n').slice(2);
		expect(rows.map((row) => row.split(' | ')[0])).toEqual([
			'| 2.4.0',
			'| 2.3.0',
			'| 2.2.0',
			'| 2.1.0',
			'| 2.0.0',
		]);
		expect(rows[0]).toMatch(/9 of 9 .* all pass/);
		expect(rows[1]).toContain('8 of 9');
		expect(rows[1]).toContain('differs: it says less');
		expect(rows[2]).toContain('refused: client certificates');
		expect(rows[4]).toContain('1 fail');
	});

	it('names the tests that fail, once for engines in which they are the same', () => {
		const text = failures(results);
		expect(text.match(/A letter \\\*leaves\\\* once/g)).toHaveLength(1);
		expect(text).toContain('### n8n 2.0.0, 2.1.0');
		expect(failures([engine('2.3.0', outcome())])).toBe('Nothing.');
	});

	it('is summed up by the README: the oldest n8n from which on all passes, and what is below', () => {
		const text = compatibility(results);
		expect(text).toContain('**Use n8n 2.3.0 or a later 2.x.**');
		expect(text).toMatch(/\| 2\.x from 2\.3\.0 on \| Yes\. Known to differ: it says less\. /);
		expect(text).toMatch(/\| 2\.2\.0 \| In part\. .* client certificates/);
		expect(text).toMatch(/\| 2\.0\.0 to 2\.1\.0 \| No\. /);
	});

	it('recommends nothing as long as the newest n8n does not pass', () => {
		const failing = outcome({ failed: { 'a.test.ts': [] } });
		expect(compatibility([engine('2.4.0', failing)])).not.toContain('**Use');
	});
});

it('README and page say of n8n 3.0 that it was not tried', () => {
	expect(section(read('docs/compatibility.md'), 'n8n 3.0')).toMatch(/^\s*\*\*Not tried\.\*\*/);
	expect(section(read('README.md'), 'Compatibility')).toMatch(
		/\| 3\.0 or later +\| Not tried yet\./,
	);
});
