import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillIn, readExample } from '../../tools/demo/examples';
import { manifestOf } from '../../tools/release/manifest';
import {
	packageOf,
	singlePackages,
	wholePackage,
	type Package,
} from '../../tools/release/packages';
import { execute } from '../../tools/n8n/execution';
import { freePort } from '../../tools/n8n/freePort';
import { installPackage, uninstallPackage, type Named } from '../../tools/n8n/furnish';
import { withCredentials } from '../../tools/n8n/withCredentials';
import { openWorkplace, type Workplace } from '../../tools/n8n/workplace';
import { codeBlocks, read, repository, section } from '../docs/markdown';
import { until } from '../support/until';
import type { WorkflowJson } from '../../tools/engine/engine';
import { PROVIDERS } from '../../tools/providers';
import type { SendingExample } from '../../tools/providers/examples';
import { movedWorkflow } from './movedWorkflow';
import { inShell } from './shell';

let home: string;
let port: number;
let workplace: Workplace;

/** Starts n8n with the packages that were installed before; the whole package is always among them. */
async function start(): Promise<void> {
	workplace = await openWorkplace({ home, port, packages: singlePackages });
}

/** The packages that n8n has installed, with the number of nodes that it has found in each. */
async function installed(): Promise<Record<string, number>> {
	const list = await workplace.rest.call<Array<{ packageName: string; installedNodes: unknown[] }>>(
		'GET',
		'/community-packages',
	);
	return Object.fromEntries(
		list.map(({ packageName, installedNodes }) => [packageName, installedNodes.length]),
	);
}

/** Lets n8n install only this package. */
async function installAlone(name: string): Promise<void> {
	for (const each of Object.keys(await installed())) await uninstallPackage(workplace.rest, each);
	await installPackage(workplace.rest, name);
}

const nodesOf = (published: Package) => ({
	[published.name]: manifestOf(published).n8n.nodes.length,
});

/** An example with its user's input, and with the nodes of a package. */
const workflowOf = async (
	{ workflow }: SendingExample,
	packageName: string,
): Promise<WorkflowJson> =>
	packageName === wholePackage.name
		? workflow()
		: await movedWorkflow(workflow(), wholePackage.name, packageName);

async function keep(workflow: WorkflowJson): Promise<string> {
	const { rest, credentials } = workplace;
	const kept = await rest.call<Named>('POST', '/workflows', withCredentials(workflow, credentials));
	return kept.id;
}

/** Runs an example with the nodes of a package, and expects it to send. */
async function expectToRun(send: SendingExample, packageName: string): Promise<void> {
	const workflow = await workflowOf(send, packageName);
	expect(workflow.nodes.map(({ type }) => type.split('.')[0])).toContain(packageName);
	const id = await keep(workflow);
	const { status, data } = await execute(workplace.rest, id, send.trigger, send.upTo);
	const runs = Object.entries(data.resultData.runData);
	const failed = runs.filter(([, all]) => all.some(({ error }) => error));
	const items = runs.flatMap(([, all]) => all.flatMap((run) => run.data?.main.flat() ?? []));

	expect([status, failed.map(([node]) => node)]).toEqual(['success', []]);
	expect(items.filter((item) => item?.json.delivery).length).toBeGreaterThan(0);
}

/** The example with which each package of a single provider is tested. */
const sends = PROVIDERS.map((provider) => ({
	...provider.examples.sending,
	package: packageOf(provider).name,
}));

const sendOf = ({ name }: Package) => sends.find((send) => send.package === name)!;

beforeAll(async () => {
	home = await mkdtemp(join(tmpdir(), 'certified-mail-packages-'));
	port = await freePort();
	await start();
});
afterAll(async () => {
	await workplace?.close();
	await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

it('There is an example that sends for each package', () => {
	const names = singlePackages.map(({ name }) => name);
	expect(sends.map((send) => send.package).sort()).toEqual(names.sort());
});

it('The whole package is installed by n8n', async () => {
	expect(await installed()).toEqual(nodesOf(wholePackage));
});

it.each(sends)('The whole package runs the example of $package', async (send) => {
	await expectToRun(send, wholePackage.name);
});

describe.each(singlePackages)('$name alone', (single) => {
	beforeAll(async () => await installAlone(single.name));

	it('is installed by n8n', async () => expect(await installed()).toEqual(nodesOf(single)));

	it('runs its example', async () => await expectToRun(sendOf(single), single.name));

	it('is refused by n8n beside the whole package, which has nodes of the same names', async () => {
		await expect(installPackage(workplace.rest, wholePackage.name)).rejects.toThrow('UNIQUE');
		expect(await installed()).toEqual(nodesOf(single));
	});
});

describe('A workflow that is moved as the page says', () => {
	const example = readExample('stampee-follow-letter');
	const [exporting, moving, , importing] = codeBlocks(
		section(read('docs/packages.md'), 'Move a workflow'),
		'sh',
	);

	interface Exported extends WorkflowJson {
		id: string;
		staticData: Record<string, unknown> | null;
	}

	it('keeps its place, and what its trigger remembers', async () => {
		await installAlone(wholePackage.name);
		const { rest, sandbox } = workplace;
		const messageIds = sandbox.journal.accepted('stampee').at(-1)?.id;
		const id = await keep(fillIn(example, 'When a letter changes', { messageIds }));
		const folder = await mkdtemp(join(home, 'move-'));
		await copyFile(join(repository, 'docs/move-workflow.mjs'), join(folder, 'move-workflow.mjs'));
		const shell = async (command: string) =>
			await inShell({ home, folder }, command.replace('WORKFLOW_ID', id));
		const exported = async () => {
			await shell(exporting);
			const [workflow] = JSON.parse(
				await readFile(join(folder, 'workflow.json'), 'utf8'),
			) as Exported[];
			return workflow;
		};

		const { versionId } = await rest.call<{ versionId: string }>('GET', `/workflows/${id}`);
		await rest.call('POST', `/workflows/${id}/activate`, { versionId });
		const remembers = async () => Object.keys((await exported()).staticData ?? {}).length > 0;
		expect(await until(remembers)).toBe(true);
		await rest.call('POST', `/workflows/${id}/deactivate`);
		const before = await exported();
		await shell(moving);
		await installAlone('n8n-nodes-stampee');
		await shell(importing);
		const after = await exported();

		expect(after.id).toBe(id);
		expect(after.staticData).toEqual(before.staticData);
		expect(after.nodes.map(({ type }) => type)).toEqual(
			before.nodes.map(({ type }) =>
				type.replace('n8n-nodes-certified-mail.', 'n8n-nodes-stampee.'),
			),
		);
		expect(after.nodes).not.toEqual(before.nodes);
	});
});

describe('All six in one n8n, installed with npm', () => {
	beforeAll(async () => {
		await installAlone(wholePackage.name);
		const folder = join(home, '.n8n/nodes');
		await mkdir(folder, { recursive: true });
		const names = singlePackages.map(({ name }) => name).join(' ');
		await inShell({ home, folder }, `npm install --omit=peer ${names}`);
		await workplace.close();
		await start();
	});

	it.each(sends)('run the example of $package', async (send) => {
		await expectToRun(send, send.package);
		await expectToRun(send, wholePackage.name);
	});
});
