import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	NodeParameterValueType,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

/** The rows that n8n's database would contain, by table name. */
const tables = new Map<string, IDataObject[]>();

interface Condition {
	keyName: string;
	condition?: string;
	keyValue?: NodeParameterValueType;
}

/** The rows of a table, in insertion order. */
export const rowsOfTable = (name: string): IDataObject[] => tables.get(name) ?? [];

export const emptyTables = (): void => tables.clear();

/** @throws if the table does not exist */
function chosenTable(context: IExecuteFunctions, item: number): IDataObject[] {
	const name = context.getNodeParameter('dataTableId', item, '', { extractValue: true }) as string;
	const rows = tables.get(name);
	if (rows) return rows;
	throw new NodeOperationError(context.getNode(), `There is no table '${name}'`);
}

/** Whether a row matches the node's conditions. Only equality is supported. */
function matches(context: IExecuteFunctions, item: number, row: IDataObject): boolean {
	const conditions = context.getNodeParameter('filters.conditions', item, []) as Condition[];
	const matchType = context.getNodeParameter('matchType', item);
	const results = conditions.map(({ keyName, condition = 'eq', keyValue }) => {
		if (condition === 'eq') return row[keyName] === keyValue;
		throw new NodeOperationError(context.getNode(), `The stock Data Table can't '${condition}'`);
	});
	return matchType === 'allConditions' ? results.every(Boolean) : results.some(Boolean);
}

const operations: Record<string, (this: IExecuteFunctions, item: number) => IDataObject[]> = {
	create(item) {
		const name = this.getNodeParameter('tableName', item) as string;
		if (!tables.has(name)) tables.set(name, []);
		return [{ name }];
	},
	insert(item) {
		const rows = chosenTable(this, item);
		const row = {
			id: rows.length + 1,
			...(this.getNodeParameter('columns.value', item) as IDataObject),
		};
		rows.push(row);
		return [{ ...row }];
	},
	upsert(item) {
		const updated = operations.update.call(this, item);
		return updated.length > 0 ? updated : operations.insert.call(this, item);
	},
	update(item) {
		const found = chosenTable(this, item).filter((row) => matches(this, item, row));
		const values = this.getNodeParameter('columns.value', item) as IDataObject;
		return found.map((row) => ({ ...Object.assign(row, values) }));
	},
	get(item) {
		const found = chosenTable(this, item).filter((row) => matches(this, item, row));
		return found.map((row) => ({ ...row }));
	},
};

const parameter = (name: string, type: INodeProperties['type'], value: unknown) =>
	({ displayName: name, name, type, default: value }) as INodeProperties;

const choice = (name: string, ...values: string[]): INodeProperties => ({
	displayName: name,
	name,
	type: 'options',
	options: values.map((value) => ({ name: value, value })),
	default: values[0],
});

/** n8n's Data Table, with its rows in memory. */
export const dataTable: INodeType = {
	description: {
		displayName: 'Data table',
		name: 'dataTable',
		group: ['input', 'transform'],
		version: 1.1,
		description: 'Permanently save data across workflow executions in a table',
		defaults: { name: 'Data table' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			choice('resource', 'row', 'table'),
			choice('operation', ...Object.keys(operations)),
			parameter('tableName', 'string', ''),
			parameter('dataTableId', 'resourceLocator', { mode: 'list', value: '' }),
			// The columns to create, or the values of a row.
			parameter('columns', 'json', {}),
			choice('matchType', 'anyCondition', 'allConditions'),
			parameter('filters', 'json', {}),
			parameter('returnAll', 'boolean', false),
			{
				...parameter('options', 'collection', {}),
				options: [parameter('createIfNotExists', 'boolean', true)],
			},
		],
	},
	execute(this: IExecuteFunctions) {
		const operate = operations[this.getNodeParameter('operation', 0)];
		const items = this.getInputData().flatMap((_, item): INodeExecutionData[] =>
			operate.call(this, item).map((json) => ({ json, pairedItem: { item } })),
		);
		return Promise.resolve([items]);
	},
};
