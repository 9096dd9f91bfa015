import type {
	AssignmentCollectionValue,
	FieldType,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError, validateFieldType } from 'n8n-workflow';

type Value = IDataObject[string];

interface Options {
	dotNotation?: boolean;
	ignoreConversionErrors?: boolean;
	stripBinary?: boolean;
}

/** Writes a value at `a.b.c`, creating objects on the way. Indexes in brackets are not supported. */
function setAt(target: IDataObject, path: string, value: Value) {
	if (path.includes('[')) throw new Error(`The stock Edit Fields can't write to '${path}'`);
	const [key, ...rest] = path.split('.');
	if (rest.length === 0) {
		target[key] = value;
		return;
	}
	const inner = target[key];
	const next = typeof inner === 'object' && inner !== null ? { ...(inner as IDataObject) } : {};
	target[key] = next;
	setAt(next, rest.join('.'), value);
}

/** Converts the value to the field's type, as n8n does. */
function convert(
	context: IExecuteFunctions,
	name: string,
	type: FieldType,
	value: Value,
	itemIndex: number,
	{ ignoreConversionErrors }: Options,
): Value {
	if (type === 'string' && value !== null) {
		return typeof value === 'string' ? value : JSON.stringify(value);
	}
	const result = validateFieldType(name, value, type);
	if (result.valid) return (result.newValue ?? value) as Value;
	if (ignoreConversionErrors) return value;
	throw new NodeOperationError(context.getNode(), result.errorMessage, { itemIndex });
}

/** n8n's Edit Fields in manual mode: assignments, with or without the item's other fields. */
export const set: INodeType = {
	description: {
		displayName: 'Edit Fields (Set)',
		name: 'set',
		group: ['input'],
		version: 3.4,
		description: 'Modify, add, or remove item fields',
		defaults: { name: 'Edit Fields' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{
				displayName: 'Mode',
				name: 'mode',
				type: 'options',
				options: [{ name: 'Manual Mapping', value: 'manual' }],
				default: 'manual',
			},
			{
				displayName: 'Fields to Set',
				name: 'assignments',
				type: 'assignmentCollection',
				default: {},
			},
			{
				displayName: 'Include Other Input Fields',
				name: 'includeOtherFields',
				type: 'boolean',
				default: false,
			},
			{
				displayName: 'Input Fields to Include',
				name: 'include',
				type: 'options',
				options: [{ name: 'All', value: 'all' }],
				default: 'all',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: ['dotNotation', 'ignoreConversionErrors', 'stripBinary'].map((name) => ({
					displayName: name,
					name,
					type: 'boolean',
					default: false,
				})),
			},
		],
	},
	execute(this: IExecuteFunctions) {
		const items = this.getInputData().map((item, itemIndex): INodeExecutionData => {
			const { assignments = [] } = this.getNodeParameter(
				'assignments',
				itemIndex,
			) as Partial<AssignmentCollectionValue>;
			const includesOthers = this.getNodeParameter('includeOtherFields', itemIndex) as boolean;
			const options = this.getNodeParameter('options', itemIndex) as Options;

			const json: IDataObject = includesOthers ? { ...item.json } : {};
			for (const { name, type = 'string', value } of assignments) {
				const converted = convert(this, name, type as FieldType, value, itemIndex, options);
				if (options.dotNotation === false) json[name] = converted;
				else setAt(json, name, converted);
			}
			// Since version 3.4, the item's files are kept only if its other fields are.
			const keepsFiles = includesOthers && !options.stripBinary && item.binary;
			return {
				json,
				pairedItem: { item: itemIndex },
				...(keepsFiles && { binary: { ...item.binary } }),
			};
		});
		return Promise.resolve([items]);
	},
};
