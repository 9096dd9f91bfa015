import { fences } from './markdown';

/** How a command in the documents is verified. */
export type Proof =
	/** The test runs it as it is; `{SANDBOX}` is the control API of a sandbox, `{HOME}` an empty folder. */
	| { kind: 'run here' }
	/** The test runs its program for a few seconds: these arguments reduce the work. */
	| { kind: 'run in small'; words: string }
	/** Another file runs it, and contains these words. */
	| { kind: 'run by another'; file: string; words: string }
	/** Nothing runs it. */
	| { kind: 'not run'; because: string };

const runHere: Proof = { kind: 'run here' };
const runBy = (file: string, words: string): Proof => ({ kind: 'run by another', file, words });
const runInSmall = (words: string): Proof => ({ kind: 'run in small', words });
const notRun = (because: string): Proof => ({ kind: 'not run', because });

const runInClone = (words: string) => runBy('test/docs/clone.test.ts', words);
const byCi = (words: string) => runBy('.ci/run', words);
/** Running all benchmarks takes a quarter of an hour. */
const oneBenchmark = byCi('npm run bench -- requests --json');

/** Every command that a document may name. Both unlisted commands and unused entries fail. */
export const COMMANDS: Record<string, Proof> = {
	'npm cit': byCi('npm cit'),
	'npm run demo': byCi('npm run demo'),
	'npm run lint': byCi('npm run lint'),
	'npm run lint:commits': byCi('npm run lint:commits'),
	'npm test': byCi('npm cit'),
	'npm run test:programs': byCi('npm run test:programs'),
	'npm run build': runBy('package.json', '"test": "npm run build && node'),
	'.ci/run': notRun('it is what runs all of this'),
	'npx jest test/nodes/Stampee': byCi('npm cit'),
	'npx jest test/nodes/PigeonPost': runBy(
		'test/docs/addAProvider.test.ts',
		'test/nodes/PigeonPost',
	),
	'npm run new-provider -- CourierClub': runBy(
		'test/docs/addAProvider.test.ts',
		'const begun = namesOf(',
	),
	'npx jest test/tools/new-provider/unfinished.test.ts': runBy(
		'test/docs/addAProvider.test.ts',
		"'test/tools/new-provider'",
	),
	'npm run docs': runBy('test/docs/written.test.ts', 'tools/docs/main.ts'),
	'npm run format': runInClone('npm run format'),
	'npm version <version>': runInClone('npm version <version>'),

	'npm run sandbox': runBy('test/sandbox/cli.test.ts', "'--port', '0'"),
	'npm run sandbox -- --port 6000': runBy('test/sandbox/cli.test.ts', "'--port', '0'"),
	'npm run sandbox -- certificate': runBy('test/sandbox/cli.test.ts', "run('certificate'"),

	'npm run check -- stampee': runBy('test/tools/check/command.test.ts', "names: ['stampee']"),
	'npm run check -- stampee --credential stampee.json': runBy(
		'test/tools/check/command.test.ts',
		'credentialFile:',
	),
	'npm run check -- stampee --send': runBy('test/tools/check/command.test.ts', "send: 'least'"),
	'npm run check -- --replay report.json': runBy('test/tools/check/command.test.ts', 'replay:'),

	'npm run n8n': runBy('test/n8n/command.test.ts', "'run', 'n8n'"),
	'npm run test:n8n': byCi('npm run test:n8n'),
	'npm run test:queue': byCi('npm run test:queue'),
	'npm run test:webhooks': runBy('test/nodes/shared/webhook/forged.test.ts', 'SHARE_OF_FORGERIES'),
	'npm run test:faults': runInSmall('--row status --fault 502 --mode item --processes 1'),
	'npm run test:faults -- --part stampee': runInSmall(
		'--part stampee --fault 502 --mode item --processes 1',
	),
	'npm run test:faults -- --missing': notRun('it plays all rows that the page does not have'),
	'npm run test:engines': byCi('npm run test:engines'),
	'npm run test:engines -- --engine 2.33.7': runBy('test/engines/run.test.ts', "'--engine'"),
	'npm run test:engines -- --full': notRun('it takes ten minutes for each engine'),
	'npm run test:walks': runInSmall('10'),
	'npm run pack': runBy('.github/workflows/ci.yml', 'npm run pack'),
	'npm run pack -- --list': runBy('.github/workflows/ci.yml', 'npm run pack -- --list'),
	'npm run test:packages': byCi('npm run test:packages'),
	'n8n export:workflow --id=WORKFLOW_ID --output=workflow.json': runBy(
		'test/packages/packages.test.ts',
		'shell(exporting)',
	),
	'node move-workflow.mjs workflow.json n8n-nodes-certified-mail n8n-nodes-stampee > moved.json':
		runBy('test/docs/packages.test.ts', 'runOn(example, toOne)'),
	'node move-workflow.mjs workflow.json n8n-nodes-stampee n8n-nodes-certified-mail > moved.json':
		runBy('test/docs/packages.test.ts', 'runOn(moved, toAll)'),
	'n8n import:workflow --input=moved.json': runBy(
		'test/packages/packages.test.ts',
		'shell(importing)',
	),
	'npm audit signatures': notRun('no version is published yet'),
	'npm run bench': oneBenchmark,
	'npm run bench -- limits': oneBenchmark,
	'npm run bench -- --json results.json': oneBenchmark,

	'mkdir -p ~/.n8n/nodes && cd ~/.n8n/nodes': runHere,
	'npm install --omit=peer n8n-nodes-certified-mail': runBy(
		'test/packages/packages.test.ts',
		'npm install --omit=peer',
	),
	'git clone https://github.com/n8n-nodes-certified-mail/n8n-nodes-certified-mail.git':
		runInClone('git clone …'),
	'cd n8n-nodes-certified-mail': runInClone('cd …'),
};

/** The beginning of a shell command. */
const BEGINNING = /^(npm|npx|node|git|curl|cd|mkdir|\.ci\/run)(\s|$)/;

/** The commands of a script: one per line, or several lines if a quotation or a backslash continues. */
function commandsOf(script: string): string[] {
	const commands: string[] = [];
	let open = '';
	for (const line of script.split('\n')) {
		open = open === '' ? line : `${open}\n${line}`;
		const isQuoted = (open.match(/'/g)?.length ?? 0) % 2 === 1;
		if (isQuoted || line.endsWith('\\')) continue;
		const command = open.replace(/\s+#.*$/, '').trim();
		if (command !== '') commands.push(command);
		open = '';
	}
	return commands;
}

/** Every command that a document names: in shell code blocks, and in the running text. */
export function commandsIn(text: string): string[] {
	const blocks = fences(text)
		.filter(({ language }) => language === 'sh')
		.flatMap(({ code }) => commandsOf(code));
	const prose = fences(text).reduce((rest, { whole }) => rest.replace(whole, ''), text);
	const inline = [...prose.matchAll(/`([^`\n]+)`/g)]
		.map(([, code]) => code)
		.filter((code) => BEGINNING.test(code));
	return [...blocks, ...inline];
}

/** Code blocks that look like shell but are not marked as such, so that they would not be found. */
export const unmarkedIn = (text: string): string[] =>
	fences(text)
		.filter(
			({ language, code }) =>
				language === '' && code.split('\n').some((line) => BEGINNING.test(line)),
		)
		.map(({ code }) => code);
