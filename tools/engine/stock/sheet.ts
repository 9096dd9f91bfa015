import type { IDataObject, IExecuteFunctions, INodeProperties, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** The cells of a CSV line. Line breaks within a cell are not supported. */
const cells = (line: string): string[] =>
	[...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
		([, quoted, bare]) => quoted?.replace(/""/g, '"') ?? bare,
	);

/** A cell; lists and objects are not supported. */
const quoted = (value: unknown) => {
	const text = typeof value === 'object' ? '' : `${value as string}`;
	return /[",]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

/** A row for each line after the header. */
function rowsOf(text: string): IDataObject[] {
	const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
	const names = cells(head);
	return lines.map((line) => {
		const values = cells(line);
		return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
	});
}

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	options: [{ name: 'CSV', value: 'csv' }],
	default: 'csv',
};

const field: INodeProperties = {
	displayName: 'Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
};

const optionsWith = (...options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	default: {},
	options,
});

/** n8n's Extract from File, for CSV. */
export const extractFromFile: INodeType = {
	description: {
		displayName: 'Extract from File',
		name: 'extractFromFile',
		group: ['input'],
		version: 1,
		description: 'Convert binary data to JSON',
		defaults: { name: 'Extract from File' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [operation, field, optionsWith()],
	},
	async execute(this: IExecuteFunctions) {
		const rows = this.getInputData().map(async (_, item) => {
			const name = this.getNodeParameter('binaryPropertyName', item);
			const content = await this.helpers.getBinaryDataBuffer(item, name);
			return rowsOf(content.toString()).map((json) => ({ json, pairedItem: { item } }));
		});
		return [(await Promise.all(rows)).flat()];
	},
};

/** n8n's Convert to File, for CSV: one file for all items. */
export const convertToFile: INodeType = {
	description: {
		displayName: 'Convert to File',
		name: 'convertToFile',
		group: ['input'],
		version: 1.1,
		description: 'Convert JSON data to binary data',
		defaults: { name: 'Convert to File' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			operation,
			field,
			optionsWith({ displayName: 'File Name', name: 'fileName', type: 'string', default: '' }),
		],
	},
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const names = Object.keys(items[0].json);
		const lines = items.map(({ json }) => names.map((name) => quoted(json[name])).join(','));
		const name = this.getNodeParameter('binaryPropertyName', 0);
		const { fileName } = this.getNodeParameter('options', 0) as { fileName?: string };
		const content = Buffer.from([names.join(','), ...lines].join('\n'));
		const file = await this.helpers.prepareBinaryData(content, fileName, 'text/csv');
		const pairedItem = items.map((_, item) => ({ item }));
		return [[{ json: {}, binary: { [name]: file }, pairedItem }]];
	},
};
