import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exampleNames } from '../../../tools/demo/examples';
import { PROVIDERS } from '../../../tools/providers';

const repository = resolve(__dirname, '../../..');
const tsx = ['--import', pathToFileURL(require.resolve('tsx')).href];

interface Ended {
	code: number;
	stdout: string;
	stderr: string;
}

let folder: string;

const makeFolder = async () => {
	folder = await mkdtemp(join(tmpdir(), 'demo-'));
};
const removeFolder = () => rm(folder, { recursive: true });

/** Runs Node.js in a folder of its own, without a terminal. Resolves however it ends. */
const node = (...words: string[]) =>
	new Promise<Ended>((done) => {
		execFile(process.execPath, words, { cwd: folder }, (error, stdout, stderr) =>
			done({ code: error ? Number(error.code) : 0, stdout, stderr }),
		);
	});

const start = (...words: string[]) => node(join(repository, 'tools/demo/start.mjs'), ...words);
const main = () => node(...tsx, join(repository, 'tools/demo/main.ts'));
const troubled = () => node(...tsx, join(__dirname, 'troubledDemo.ts'));

/** The files of one provider, by name. */
const files = async (provider: string, story = '') => {
	const names = await readdir(join(folder, story, 'demo-output'), { recursive: true });
	return names
		.filter((name) => dirname(name) === provider && extname(name))
		.map((name) => basename(name));
};

/** The lines under a title, up to the next empty line. */
const section = (output: string, title: string) =>
	output.split('\n\n').find((part) => part.trimStart().startsWith(title)) ?? '';

describe('npm run demo', () => {
	beforeEach(makeFolder);
	afterEach(removeFolder);

	it('explains itself', async () => {
		const { code, stdout } = await start('--help');

		expect(code).toBe(0);
		expect(stdout).toContain('npm run demo -- --help');
		expect(stdout).toContain('demo-output/');
	});

	it('knows no other option', async () => {
		const { code, stdout } = await start('--fly');

		expect(code).toBe(1);
		expect(stdout).toContain("There is no option '--fly'; see --help");
	});

	it('installs nothing into a folder that node_modules is a link to', async () => {
		const checkout = join(folder, 'checkout');
		const shared = join(folder, 'shared');
		for (const part of ['tools/demo', 'tools/setup']) {
			await cp(join(repository, part), join(checkout, part), { recursive: true });
		}
		for (const file of ['package.json', 'package-lock.json']) {
			await cp(join(repository, file), join(checkout, file));
		}
		await mkdir(shared);
		await writeFile(join(shared, 'precious'), 'of another checkout');
		await symlink(shared, join(checkout, 'node_modules'), 'junction');

		const { code, stdout } = await node(join(checkout, 'tools/demo/start.mjs'));

		expect(code).toBe(1);
		expect(stdout).toContain('node_modules is a link to another folder');
		expect(await readdir(shared)).toEqual(['precious']);
	});
});

describe('the demonstration', () => {
	let told: Ended;

	beforeAll(async () => {
		await makeFolder();
		await mkdir(join(folder, 'demo-output'));
		await writeFile(join(folder, 'demo-output/old.pdf'), 'from an earlier run');
		told = await main();
	});
	afterAll(removeFolder);

	it('plays examples of each provider', () => {
		const played = [...told.stdout.matchAll(/^ +examples\/(.+)\.json$/gm)].map(([, name]) => name);

		expect(exampleNames()).toEqual(expect.arrayContaining(played));
		for (const { page } of PROVIDERS) {
			expect(played.some((name) => name.startsWith(`${page}-`))).toBe(true);
		}
	});

	it('tells what became of each mail, keeps the proof, and ends with 0', async () => {
		const { code, stdout } = told;

		expect(code).toBe(0);
		const timeline = section(stdout, 'Timeline');
		for (const line of [
			/Atelier Dupin +answered +accepted/,
			/Claire Martin .* opened +ContentAccessTracking/,
			/Ada Laurent .* accepted +ConsignmentAcceptance/,
			/Paul Renard .* refused +ConsignmentRejection/,
			/Garage Moulin .* expired +AcceptanceRejectionExpiry/,
			/PEC Massiva +office@example.org .* delivered +ContentConsignment/,
			/PEC Massiva +slow@example.org .* delayed +RelayFailure/,
			/LegallyMail +Claire Martin .* accepted/,
			/stemp +cust_ada +reminder handed in +sent/,
			/PostageApp +bounce@example.org .* failed/,
		]) {
			expect(timeline).toMatch(line);
		}

		const letters = await files('stampee');
		const kinds = letters.map((name) => /^stampee-\d{12}-([A-Z]+)\.pdf$/.exec(name)?.[1]);
		expect(kinds.sort()).toEqual(
			['ACCEPTED', 'EXPIRED', 'RECEIVED', 'REFUSED', ...Array<string>(4).fill('SENT')].sort(),
		);
		const records = await files('legallyMail');
		const receipts = await files('pecMassiva');
		expect([records.length, receipts.length]).toEqual([1, 2]);
		for (const [provider, names, beginning] of [
			['stampee', letters, '%PDF-'],
			['legallyMail', records, '%PDF-'],
			['pecMassiva', receipts, 'Il giorno'],
		] as const) {
			for (const name of names) {
				const content = await readFile(join(folder, 'demo-output', provider, name), 'utf8');
				expect(content.startsWith(beginning)).toBe(true);
				expect(section(stdout, 'Proof in demo-output/')).toContain(`${provider}/${name}`);
			}
		}
		const keeping = PROVIDERS.filter(({ demo }) => demo.expected.kept.length > 0);
		expect((await readdir(join(folder, 'demo-output'))).sort()).toEqual(
			keeping.map(({ name }) => name).sort(),
		);
	});

	it('prints plain lines where there is no terminal, and no path of this computer', () => {
		const { stdout, stderr } = told;

		for (const intruder of ['\r', '\u001b', repository, folder]) {
			expect(stdout + stderr).not.toContain(intruder);
		}
	});
});

describe('the demonstration in trouble', () => {
	/** What was told, and the code that it ends with, by its trouble. */
	const stories = new Map<string, { code: number; stdout: string }>();

	beforeAll(async () => {
		await makeFolder();
		const { code, stdout, stderr } = await troubled();
		expect([code, stderr]).toEqual([0, '']);
		for (const [, told, trouble, ending] of stdout.matchAll(/([\s\S]*?)^=== (.+): (\d)$/gm)) {
			stories.set(trouble, { code: Number(ending), stdout: told });
		}
	});
	afterAll(removeFolder);

	it.each([
		[
			'an evidence file is gone',
			[
				/never kept: the proof of the letter to .*: SENT/,
				/never kept: .*: (RECEIVED|ACCEPTED|REFUSED)/,
			],
			6,
		],
		[
			'a letter does not expire in time',
			[
				/never reported: the status of the letter to expire@example.org: EXPIRED/,
				/never kept: the proof of the letter to expire@example.org: EXPIRED/,
			],
			6,
		],
		[
			'the other providers do otherwise',
			[
				/PEC Massiva: never sent: the message to office@example.org/,
				/LegallyMail: never reported: the contract to silent@example.org: expired/,
				/stemp: not expected, but sent: .* to suppressed@example.org/,
				/PostageApp: never reported: the receipt to ada@example.org: delivered/,
			],
			8,
		],
		[
			'Stampee refuses the token midway',
			[/Stampee answered: Unauthorized access/, /never sent: /],
			0,
		],
	])('says what is missing when %s, and ends with 1', async (trouble, complaints, kept) => {
		const { code, stdout } = stories.get(trouble)!;

		expect(code).toBe(1);
		expect(await files('stampee', trouble)).toHaveLength(kept);
		const verdict = section(stdout, 'Not all of it happened');
		for (const complaint of complaints) expect(verdict).toMatch(complaint);
		expect(stdout).not.toContain('All of it happened');
	});
});
