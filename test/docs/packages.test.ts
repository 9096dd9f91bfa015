import { execFile } from 'node:child_process';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { manifestOf } from '../../tools/release/manifest';
import { singlePackages, wholePackage } from '../../tools/release/packages';
import type { WorkflowJson } from '../../tools/engine/engine';
import { instanceFrom } from '../../tools/engine/published';
import { codeBlocks, read, repository, section, tableRows } from './markdown';

const run = promisify(execFile);

const page = read('docs/packages.md');
const commands = codeBlocks(section(page, 'Move a workflow'), 'sh')
	.map((code) => code.trim())
	.filter((code) => code.startsWith('node '));

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'certified-mail-move-'));
	copyFileSync(join(repository, 'docs/move-workflow.mjs'), join(folder, 'move-workflow.mjs'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inFolder = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;

/** Runs a command from the page unchanged, on a workflow. */
async function runOn(workflow: unknown, command: string): Promise<unknown> {
	writeFileSync(join(folder, 'workflow.json'), JSON.stringify(workflow));
	await run('sh', ['-c', command], { cwd: folder });
	return inFolder('moved.json');
}

const example = JSON.parse(read('examples/stampee-follow-letter.json')) as WorkflowJson;
const ofStampee = (type: string) => type.replace('n8n-nodes-certified-mail.', 'n8n-nodes-stampee.');
const moved = {
	...example,
	nodes: example.nodes.map((node) => ({ ...node, type: ofStampee(node.type) })),
};
const [toOne, toAll] = commands;

describe('The commands that move a workflow', () => {
	it('are two', () => expect(commands).toHaveLength(2));

	it('change the package of its nodes, and nothing else', async () => {
		expect(moved).not.toEqual(example);
		expect(await runOn(example, toOne)).toEqual(moved);
	});

	it('bring it back', async () => {
		expect(await runOn(moved, toAll)).toEqual(example);
	});

	it('take a list of workflows as well', async () => {
		expect(await runOn([example, example], toOne)).toEqual([moved, moved]);
	});

	it('leave the nodes of other providers where they are', async () => {
		const type = 'n8n-nodes-certified-mail.stempTrigger';
		const mixed = { ...example, nodes: [...example.nodes, { name: 'stemp', type }] };

		expect(await runOn(mixed, toOne)).toEqual({
			...moved,
			nodes: [...moved.nodes, { name: 'stemp', type }],
		});
	});

	it('fail if there is nothing to move', async () => {
		await expect(runOn(moved, toOne)).rejects.toThrow('0 nodes');
	});
});

it.each(singlePackages)('All nodes of $name can be moved to it, and back', async (single) => {
	const nodesIn = (name: string) =>
		manifestOf(single).n8n.nodes.map((file) => {
			const { description } = instanceFrom<{ description: INodeTypeDescription }>(file);
			return { type: `${name}.${description.name}` };
		});
	const command = (from: string, to: string) =>
		`node move-workflow.mjs workflow.json ${from} ${to} > moved.json`;
	const whole = { nodes: nodesIn(wholePackage.name) };
	const own = { nodes: nodesIn(single.name) };

	expect(await runOn(whole, command(wholePackage.name, single.name))).toEqual(own);
	expect(await runOn(own, command(single.name, wholePackage.name))).toEqual(whole);
});

it.each(singlePackages)('The page lists the nodes and credentials of $name', (single) => {
	const { nodes, credentials } = manifestOf(single).n8n;
	const row = tableRows(page).find(([link]) => link.startsWith(`[${single.name}]`));
	const told = [
		nodes.map(
			(file) => instanceFrom<{ description: INodeTypeDescription }>(file).description.displayName,
		),
		credentials.map((file) => instanceFrom<ICredentialType>(file).displayName),
	];

	expect(row?.slice(1)).toEqual(told.map((names) => names.join(', ')));
});

it('The page lists all packages', () => {
	const listed = tableRows(page).flatMap(
		([link]) => /^\[(n8n-nodes-[\w-]+)\]/.exec(link)?.[1] ?? [],
	);

	expect(listed).toEqual([wholePackage, ...singlePackages].map(({ name }) => name));
});
