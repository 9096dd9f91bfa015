import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { isExpression } from 'n8n-workflow';
import { dataTable } from './stock/dataTable';
import { emailSend } from './stock/emailSend';
import { formTrigger } from './stock/formTrigger';
import { ifNode } from './stock/if';
import { manualTrigger } from './stock/manualTrigger';
import { noOp } from './stock/noOp';
import { readWriteFile } from './stock/readWriteFile';
import { scheduleTrigger } from './stock/scheduleTrigger';
import { set } from './stock/set';
import { convertToFile, extractFromFile } from './stock/sheet';
import { splitOut } from './stock/splitOut';
import { stickyNote } from './stock/stickyNote';
import { stopAndError } from './stock/stopAndError';
import { switchNode } from './stock/switch';
import { wait } from './stock/wait';
import type { INodeJson } from './workflowJson';

/**
 * Minimal versions of the nodes that example workflows use from n8n-nodes-base, which is far too large a dependency for
 * that. Each supports what its description declares; `assertSupported` rejects the rest.
 */
export const stockNodes: Record<string, INodeType> = {
	'n8n-nodes-base.convertToFile': convertToFile,
	'n8n-nodes-base.dataTable': dataTable,
	'n8n-nodes-base.emailSend': emailSend,
	'n8n-nodes-base.extractFromFile': extractFromFile,
	'n8n-nodes-base.formTrigger': formTrigger,
	'n8n-nodes-base.if': ifNode,
	'n8n-nodes-base.manualTrigger': manualTrigger,
	'n8n-nodes-base.noOp': noOp,
	'n8n-nodes-base.readWriteFile': readWriteFile,
	'n8n-nodes-base.scheduleTrigger': scheduleTrigger,
	'n8n-nodes-base.set': set,
	'n8n-nodes-base.splitOut': splitOut,
	'n8n-nodes-base.stickyNote': stickyNote,
	'n8n-nodes-base.stopAndError': stopAndError,
	'n8n-nodes-base.switch': switchNode,
	'n8n-nodes-base.wait': wait,
};

type Parameters = Record<string, unknown>;

/** The paths of settings that the properties do not declare. */
function unknownSettings(properties: INodeProperties[], parameters: Parameters): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const property = properties.find((declared) => declared.name === name);
		if (!property) return [name];
		if (property.type === 'collection') {
			const unknown = unknownSettings(property.options as INodeProperties[], value as Parameters);
			return unknown.map((path) => `${name}.${path}`);
		}
		if (property.type !== 'options' || isExpression(value)) return [];
		const choices = property.options as INodePropertyOptions[];
		return choices.some((choice) => choice.value === value) ? [] : [`${name}: ${String(value)}`];
	});
}

/** Throws if the node is one of n8n's own and uses settings that its minimal version does not support. */
export function assertSupported({ name, type, typeVersion, parameters = {} }: INodeJson): void {
	if (!Object.hasOwn(stockNodes, type)) return;
	const { description } = stockNodes[type];
	if (![description.version].flat().includes(typeVersion)) {
		throw new Error(`'${name}': version ${typeVersion} of ${type} is not among the stock nodes`);
	}
	const unknown = unknownSettings(description.properties, parameters as Parameters);
	if (unknown.length > 0) {
		throw new Error(`'${name}': the stock ${type} does not support ${unknown.join(', ')}`);
	}
}
