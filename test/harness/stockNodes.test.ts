import type { INodeExecutionData } from 'n8n-workflow';
import type { Engine, INodeJson } from '../../tools/engine/engine';
import { startEngine } from '../../tools/engine/engine';
import type { CourierPackage } from './courierPackage';
import { buildCourierPackage } from './courierPackage';
import { chain, start } from '../../tools/engine/chain';
import { emptyTables, rowsOfTable } from '../../tools/engine/stock/dataTable';

const editFields = (parameters: object): INodeJson => ({
	name: 'Stock',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters,
});

const assign = (name: string, value: unknown, type: string) => ({ id: name, name, value, type });

const isPaid = {
	options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
	conditions: [
		{
			id: 'paid',
			leftValue: '={{ $json.state }}',
			rightValue: 'paid',
			operator: { type: 'string', operation: 'equals' },
		},
	],
	combinator: 'and',
};
const states = ['paid', 'open'].map((state) => ({ json: { state } }));
const json = (items: INodeExecutionData[]) => items.map((item) => item.json);

describe('among n8n’s own nodes', () => {
	let courierPackage: CourierPackage;
	let engine: Engine;
	const run = (node: INodeJson, input?: INodeExecutionData[]) =>
		engine.run(chain(start, node), { input });

	beforeAll(async () => {
		courierPackage = await buildCourierPackage();
		engine = await startEngine({ packageDirectory: courierPackage.directory });
	});
	afterAll(async () => {
		await engine.stop();
		await courierPackage.remove();
	});

	it('the Manual Trigger emits one empty item on a click', async () => {
		const result = await engine.run(chain(start), { mode: 'manual' });
		expect(json(result.items('Start'))).toEqual([{}]);
	});

	it('No Operation passes items on', async () => {
		const node = { name: 'Stock', type: 'n8n-nodes-base.noOp', typeVersion: 1 };
		const result = await run(node, states);
		expect(json(result.items('Stock'))).toEqual(json(states));
	});

	it('a sticky note neither runs nor is taken for the start', async () => {
		const note = { name: 'Note', type: 'n8n-nodes-base.stickyNote', typeVersion: 1 };
		const noOp = { name: 'Stock', type: 'n8n-nodes-base.noOp', typeVersion: 1 };
		const result = await engine.run({ nodes: [note, noOp] });
		expect(Object.keys(result.runData)).toEqual(['Stock']);
	});

	it('Edit Fields sets typed values, with dots for nesting, and links the item', async () => {
		const assignments = [
			assign('letter.to', '={{ $json.name }}', 'string'),
			assign('letter.pages', '3', 'number'),
			assign('urgent', 'true', 'boolean'),
			assign('tags', '["a"]', 'array'),
		];
		const result = await run(editFields({ assignments: { assignments }, options: {} }), [
			{ json: { name: 'Ada' } },
			{ json: { name: 'Bob' } },
		]);
		expect(result.items('Stock')[1]).toEqual({
			json: { letter: { to: 'Bob', pages: 3 }, urgent: true, tags: ['a'] },
			pairedItem: { item: 1 },
		});
	});

	it.each([
		[true, { state: 'paid', to: 'ada' }, true],
		[false, { to: 'ada' }, false],
	])('Edit Fields may keep other fields and files (%s)', async (keeps, fields, keepsFile) => {
		const file = await engine.binary(Buffer.from('x'), { mimeType: 'text/plain' });
		const assignments = [assign('to', 'ada', 'string')];
		const node = editFields({ assignments: { assignments }, includeOtherFields: keeps });
		const result = await run(node, [{ json: { state: 'paid' }, binary: { file } }]);
		const [item] = result.items('Stock');
		expect(item.json).toEqual(fields);
		expect(item.binary !== undefined).toBe(keepsFile);
	});

	it('Edit Fields fails on a value that is not of its type', async () => {
		const assignments = [assign('pages', 'three', 'number')];
		const result = await run(editFields({ assignments: { assignments } }));
		expect(result.error?.message).toContain("'pages' expects a number");
	});

	it('Split Out makes an item of each element', async () => {
		const node = {
			name: 'Stock',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'letters', options: {} },
		};
		const result = await run(node, [{ json: { letters: [{ to: 'ada' }, { to: 'bob' }] } }]);
		expect(result.items('Stock')).toEqual([
			{ json: { to: 'ada' }, pairedItem: { item: 0 } },
			{ json: { to: 'bob' }, pairedItem: { item: 0 } },
		]);
	});

	it('If parts the items in two', async () => {
		const node = {
			name: 'Stock',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			parameters: { conditions: isPaid, options: {} },
		};
		const result = await run(node, states);
		expect(json(result.items('Stock', 0))).toEqual([{ state: 'paid' }]);
		expect(json(result.items('Stock', 1))).toEqual([{ state: 'open' }]);
	});

	it.each([
		['extra', [[{ state: 'paid' }], [{ state: 'open' }]]],
		['none', [[{ state: 'paid' }], []]],
	])('Switch routes by rules, with fallback output %s', async (fallbackOutput, outputs) => {
		const node = {
			name: 'Stock',
			type: 'n8n-nodes-base.switch',
			typeVersion: 3.2,
			parameters: {
				rules: { values: [{ conditions: isPaid, renameOutput: true, outputKey: 'Paid' }] },
				options: { fallbackOutput },
			},
		};
		const result = await run(node, states);
		expect([0, 1].map((output) => json(result.items('Stock', output)))).toEqual(outputs);
	});

	it('Wait puts an execution aside, which goes on with what it had', async () => {
		const wait = {
			name: 'Stock',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { resume: 'timeInterval', amount: 1, unit: 'hours' },
		};
		const after = { name: 'After', type: 'n8n-nodes-base.noOp', typeVersion: 1 };
		const workflow = chain(start, wait, after);
		const waiting = await engine.run(workflow, { input: states });
		expect([waiting.status, waiting.items('After')]).toEqual(['waiting', []]);

		const resumed = await engine.run(workflow, { resumes: waiting.execution });
		expect([resumed.status, resumed.execution.id]).toEqual(['success', waiting.execution.id]);
		expect(json(resumed.items('After'))).toEqual(json(states));
	});

	it('an execution that does not wait can not be resumed', async () => {
		const { execution } = await engine.run(chain(start));
		await expect(engine.run(chain(start), { resumes: execution })).rejects.toThrow('does not wait');
	});

	it('Data Table makes a table, and adds, changes and gets rows', async () => {
		emptyTables();
		const table = (operation: string, parameters: object): INodeJson => ({
			name: 'Stock',
			type: 'n8n-nodes-base.dataTable',
			typeVersion: 1.1,
			parameters: {
				resource: operation === 'create' ? 'table' : 'row',
				operation,
				dataTableId: { __rl: true, mode: 'name', value: 'Letters' },
				...parameters,
			},
		});
		const is = (keyName: string, keyValue: string) => ({
			matchType: 'allConditions',
			filters: { conditions: [{ keyName, condition: 'eq', keyValue }] },
		});
		const upsert = (reference: string, state: string) =>
			run(
				table('upsert', {
					columns: { value: { reference, state } },
					...is('reference', reference),
				}),
			);
		expect((await upsert('A', 'open')).error?.message).toContain("There is no table 'Letters'");

		await run(table('create', { tableName: 'Letters', options: { createIfNotExists: true } }));
		await upsert('A', 'open');
		await upsert('B', 'open');
		await upsert('A', 'filed');
		const found = await run(table('get', is('state', 'open')));

		expect(json(found.items('Stock'))).toMatchObject([{ reference: 'B', state: 'open' }]);
		expect(rowsOfTable('Letters')).toMatchObject([{ reference: 'A', state: 'filed' }, {}]);
	});

	it('Convert to File and Extract from File are each other’s way back', async () => {
		const rows = [
			{ json: { name: 'Ada', note: 'a, "quoted" one' } },
			{ json: { name: 'Bob', note: '' } },
		];
		const sheet = (name: string, type: string, typeVersion: number) => ({
			name,
			type: `n8n-nodes-base.${type}`,
			typeVersion,
			parameters: { operation: 'csv', binaryPropertyName: 'data', options: {} },
		});
		const there = sheet('There', 'convertToFile', 1.1);
		const back = sheet('Back', 'extractFromFile', 1);
		const result = await engine.run(chain(start, there, back), { input: rows });
		expect(json(result.items('Back'))).toEqual(json(rows));
	});

	it.each([
		['a setting', editFields({ duplicateItem: true }), 'does not support duplicateItem'],
		['a choice', editFields({ mode: 'raw' }), 'does not support mode: raw'],
		['an option', editFields({ options: { rename: 1 } }), 'does not support options.rename'],
		['a version', { ...editFields({}), typeVersion: 2 }, 'version 2'],
	])('none runs with %s that it does not know', async (_, node, message) => {
		await expect(run(node)).rejects.toThrow(message);
	});
});
