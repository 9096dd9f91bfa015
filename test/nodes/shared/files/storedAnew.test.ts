import type { INodeParameters } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BinaryMode } from '../../../../tools/engine/engine';
import { PROVIDERS } from '../../../../tools/providers';
import { savedWorkflow } from '../../../../tools/engine/savedWorkflow';
import { setStage } from '../../../../tools/engine/stage';
import {
	FILE_SENDS,
	fileSendsWith,
	requestsOf,
	setUp,
	type FileOf,
	type FileSend,
} from './fileSends';

/** Each execution stores its own files: on disk with a new ID each time, or inside the items. */
const MODES: BinaryMode[] = ['default', 'filesystem'];
const PAIRS = MODES.flatMap((first) => MODES.map((second) => [first, second] as const));

const NODES = resolve(__dirname, '../../../../nodes');

/** The code of a node's folder. */
function sourcesOf(node: string): string[] {
	const folder = join(NODES, node[0].toUpperCase() + node.slice(1));
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readFileSync(join(folder, file), 'utf8'));
}

const stage = setStage();
beforeAll(() =>
	PROVIDERS.forEach(({ sandboxSettings }) => sandboxSettings.liftLimits?.(stage.sandbox)),
);

const letter = FILE_SENDS.find(({ provider }) => provider.name === 'stampee')!;

const NOTICE: FileOf = { content: 'one' };

/** A message with a key. @returns a function that runs it and returns whether it was sent before or is refused */
async function keyed(send: FileSend) {
	const { workflow, options } = await setUp(stage, send, 1, { deduplicationKey: 'notice-1' });
	const [trigger, node] = workflow.nodes;
	let current = node;
	const saved = savedWorkflow(stage, () => ({ ...workflow, nodes: [trigger, current] }));
	return async (file: FileOf, more: INodeParameters = {}) => {
		const given = node.parameters as { options: INodeParameters };
		current = { ...node, parameters: { ...given, options: { ...given.options, ...more } } };
		const { error, items } = await saved.run(await options([file]));
		return error?.message ?? items('Send').map(({ json }) => json.alreadySent);
	};
}

it('The operations that take files are found by their forms, for each provider that takes files', () => {
	const reading = PROVIDERS.map(({ name }) => name).filter((name) =>
		sourcesOf(name).some((source) => /\battachedFiles?\(/.test(source)),
	);
	expect(new Set(FILE_SENDS.map(({ provider }) => provider.name))).toEqual(new Set(reading));
});

describe.each(PAIRS)(
	'A message with files that n8n keeps in %s mode, then in %s mode',
	(first, second) => {
		it('is the same in another execution that has the same file stored anew', async () => {
			await stage.restartN8n({ binaryMode: first });
			const runs = new Map<FileSend, Awaited<ReturnType<typeof keyed>>>();
			for (const [, send] of fileSendsWith('deduplicationKey')) runs.set(send, await keyed(send));
			const results = [];
			for (const [{ title }, run] of runs) results.push([title, await run(NOTICE)]);
			expect(results).toEqual(results.map(([title]) => [title, [false]]));

			await stage.restartN8n({ binaryMode: second });
			stage.sandbox.journal.clear();
			const again = [];
			for (const [{ title }, run] of runs) again.push([title, await run(NOTICE)]);
			expect(again).toEqual(again.map(([title]) => [title, [true]]));
			expect([...runs.keys()].flatMap((send) => requestsOf(stage, send))).toEqual([]);
		});
	},
);

describe.each(MODES)('A message with files that n8n keeps in %s mode', (binaryMode) => {
	beforeAll(async () => await stage.restartN8n({ binaryMode }));

	it.each(fileSendsWith('deduplicationKey'))(
		'is another one with another file: %s',
		async (_, send) => {
			const run = await keyed(send);
			expect(await run(NOTICE)).toEqual([false]);
			expect(await run({ content: 'another' })).toMatch(/stands for another message already/);
			expect(requestsOf(stage, send)).toHaveLength(1);
		},
	);

	it.each(
		fileSendsWith('combineItems').filter(([, { options }]) => options.includes('deduplicationKey')),
	)('is the same whether or not items are combined: %s', async (_, send) => {
		const run = await keyed(send);
		expect(await run(NOTICE)).toEqual([false]);
		expect(await run(NOTICE, { combineItems: true })).toEqual([true]);
		expect(await run(NOTICE)).toEqual([true]);
	});

	it.each([
		['name', { fileName: 'b.pdf' }],
		['type', { mimeType: 'application/octet-stream' }],
		['size', { content: 'one more' }],
	])('is another one for Stampee if the %s of its file is another', async (_, change) => {
		const run = await keyed(letter);
		expect(await run(NOTICE)).toEqual([false]);
		expect(await run({ ...NOTICE, ...change })).toMatch(/stands for another message already/);
	});

	it.each(
		fileSendsWith('deduplicationKey').filter(([, { provider }]) => provider.name === 'postageApp'),
	)('has the same UID when the execution is retried after a crash: %s', async (_, send) => {
		const { workflow, options } = await setUp(stage, send, 1, {});
		const { execution } = await stage.engine.run(workflow, await options([NOTICE]));
		const retryOf = { id: execution.id };
		await stage.engine.run(workflow, { ...(await options([NOTICE])), retryOf });
		await stage.engine.run(workflow, { ...(await options([{ content: 'two' }])), retryOf });
		const [uid, again, another] = requestsOf(stage, send).map(
			({ body }) => (body as { uid: string }).uid,
		);
		expect(again).toBe(uid);
		expect(another).not.toBe(uid);
	});
});
