import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { GUARDS, TRIED } from '../../nodes/shared/engine/guards';
import { ENGINES } from '../engines/engines';
import { read, section, tableRows } from './markdown';

const repository = resolve(__dirname, '../..');
const contributing = read('CONTRIBUTING.md');
const failures = read('docs/failures.md');

const rows = rowsOf(contributing, 'What the code leans on').map(
	([what, where, since, probe, test]) => ({ what, where, since, probe, test }),
);

/** The rows of a table without its header. */
function rowsOf(page: string, heading: string): string[][] {
	return tableRows(section(page, heading)).slice(2);
}

/** The paths that a cell names. */
const pathsIn = (cell: string) =>
	[...cell.matchAll(/`((?:nodes|credentials|test)\/[^`]+)`/g)].map(([, path]) => path);

/** How code shows that it relies on what n8n does not promise -> what its row in the table says. */
const SIGNS: Array<[RegExp, string]> = [
	[/\bas unknown as\b/, '`as unknown as`'],
	[/getContext\('(node|flow)'\)/, "`getContext('node')`"],
	[/\.getExecuteData\(/, '`getExecuteData`'],
	[/\bAiTool\b/, '`AiTool`'],
	[/\bexecuteOnce\b/, '`executeOnce`'],
	[/\b(additionalData|runExecutionData)\b/, '`additionalData`'],
	[/\.getExecutionContext\b/, '`getExecutionContext`'],
	[/getMode\(\) [!=]== 'retry'/, '`getMode`'],
	[/\.getWorkflowStaticData\(/, '`getWorkflowStaticData`'],
	[/\.getWorkflowDataProxy\(/, '`getWorkflowDataProxy`'],
	[/\.makeRoutingRequest\(/, '`makeRoutingRequest`'],
	[/\btoHostname\b/, '`toHostname`'],
	[/'isAxiosError'/, '`isAxiosError`'],
	[/\.continueOnFail\(/, '`continueOnFail`'],
	[/\bagentOptions\b/, '`agentOptions`'],
	[/\bdisableFollowRedirect:/, '`disableFollowRedirect`'],
	[/\bignoreHttpStatusErrors:/, '`ignoreHttpStatusErrors`'],
	[/'responseSuccessBody'/, '`responseSuccessBody`'],
	[/\babortSignal:/, '`abortSignal`'],
	[/\.getExecutionCancelSignal\(/, '`getExecutionCancelSignal`'],
	[/Symbol\.toStringTag/, '`toStringTag`'],
	[/\.(getBinaryStream|getBinaryMetadata)\(/, '`getBinaryStream`'],
	[/\bexpirable: true/, '`expirable`'],
	[/\basync preAuthentication\(/, '`preAuthentication`'],
	[/response = \{ status: 401 \}/, 'looks like a 401'],
	[/\bbatchInterval\b/, '`batchInterval`'],
	[/\.getPollBudgetMs\b/, '`getPollBudgetMs`'],
	[/\brawBody\b/, '`rawBody`'],
	[/Object\.defineProperty\(/, 'itself to the credential'],
];

const published = ['nodes', 'credentials']
	.flatMap((folder) =>
		readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
			join(folder, path),
		),
	)
	.filter((path) => path.endsWith('.ts'));

const filesWith = (sign: RegExp) =>
	published.filter((path) => sign.test(readFileSync(join(repository, path), 'utf8')));

describe('the list of what the code leans on', () => {
	it.each(SIGNS)('names each file with %s', (sign, words) => {
		const listed = rows
			.filter(({ what }) => what.includes(words))
			.flatMap(({ where }) => pathsIn(where));

		expect(filesWith(sign).length).toBeGreaterThan(0);
		expect(filesWith(sign).filter((file) => !listed.includes(file))).toEqual([]);
	});

	it.each(rows)('has files for "$what", and a test', ({ where, probe, test }) => {
		const paths = [where, probe, test].flatMap(pathsIn);

		expect(paths.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
		expect(pathsIn(where)).not.toEqual([]);
		expect(pathsIn(test)).not.toEqual([]);
	});

	it.each(rows)('tells since when n8n does "$what", and how it is probed', ({ since, probe }) => {
		expect(since).toMatch(/^2\.\d+\.\d+$/);
		expect(probe).not.toBe('');
	});
});

describe('the guards', () => {
	it('stand on the page on failures, each with its version', () => {
		const told = rowsOf(failures, 'What n8n has to do for it').map(([need, since]) => ({
			need,
			since,
		}));
		const byNeed = (a: { need: string }, b: { need: string }) => a.need.localeCompare(b.need);

		expect(told.sort(byNeed)).toEqual(
			Object.values(GUARDS)
				.map(({ need, since }) => ({ need, since }))
				.sort(byNeed),
		);
	});

	it('name as tried the versions of n8n whose engines the tests run in, not those of n8n-core', () => {
		expect(TRIED).toEqual({ oldest: ENGINES[0].n8n, newest: ENGINES.at(-1)?.n8n });
	});

	it('see each request that a credential signs', () => {
		const signing = published.filter((path) => path.startsWith('credentials/'));
		const own = signing.filter((path) =>
			/\bauthenticate: IAuthenticate = (?!withRequestTracking\(|signed\()/.test(
				readFileSync(join(repository, path), 'utf8'),
			),
		);

		expect(own).toEqual([]);
		const shared = readFileSync(join(repository, 'nodes/shared/signing.ts'), 'utf8');
		expect(shared).toMatch(/\bsigned = .*: IAuthenticate =>\s+withRequestTracking\(/);
	});
});
