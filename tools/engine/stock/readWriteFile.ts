import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** The files that would be on n8n's disk, by path. */
const written = new Map<string, Buffer>();

/** The files written since the last call, by path. */
export function takeWrittenFiles(): Map<string, Buffer> {
	const files = new Map(written);
	written.clear();
	return files;
}

/** n8n's Read/Write Files from Disk, for writing. It keeps the files in memory. */
export const readWriteFile: INodeType = {
	description: {
		displayName: 'Read/Write Files from Disk',
		name: 'readWriteFile',
		group: ['input'],
		version: 1,
		description: 'Read or write files from the computer that runs n8n',
		defaults: { name: 'Read/Write Files from Disk' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				options: [{ name: 'Write File to Disk', value: 'write' }],
				default: 'write',
			},
			{ displayName: 'File Path and Name', name: 'fileName', type: 'string', default: '' },
			{
				displayName: 'Input Binary Field',
				name: 'dataPropertyName',
				type: 'string',
				default: 'data',
			},
			{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] },
		],
	},
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		for (const item of items.keys()) {
			const field = this.getNodeParameter('dataPropertyName', item);
			const path = this.getNodeParameter('fileName', item) as string;
			written.set(path, await this.helpers.getBinaryDataBuffer(item, field));
		}
		return [
			items.map(({ json, binary }, item) => ({
				json: { ...json, fileName: this.getNodeParameter('fileName', item) as string },
				binary,
				pairedItem: { item },
			})),
		];
	},
};
