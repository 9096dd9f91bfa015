import type { INodeProperties } from 'n8n-workflow';
import type { Show } from '../../../../nodes/shared/descriptions';

/** The parameter "Operation" of a resource. */
const operation = (resource: string, ...values: string[]): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	displayOptions: { show: { resource: [resource] } },
	options: values.map((value) => ({ name: value, value })),
	default: values[0],
});

export const entry = (name: string): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
});

export const at = (resource: string, ...operations: string[]): Show => ({
	resource: [resource],
	...(operations.length > 0 && { operation: operations }),
});

export const operations = [
	operation('letter', 'send', 'get'),
	operation('account', 'get', 'update'),
];
