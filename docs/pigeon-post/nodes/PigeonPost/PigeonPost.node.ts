import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operationSubtitle } from '../shared/descriptions/subtitle';
import { withValidation } from '../shared/dispatch/withValidation';
import { requestDefaults } from '../shared/request';
import { PRODUCTION } from './api';
import { fields } from './fields';
import { letterOperations } from './resources/letter';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [{ name: 'Letter', value: 'letter' }],
	default: 'letter',
};

const operations = [letterOperations];

export class PigeonPost implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Pigeon Post',
		name: 'pigeonPost',
		icon: { light: 'file:pigeonPost.svg', dark: 'file:pigeonPost.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: operationSubtitle(resource, operations),
		description: 'Send letters by pigeon, and see what became of them',
		defaults: { name: 'Pigeon Post' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pigeonPostApi', required: true }],
		// The credential puts its own host in the place of this one when it is not the production's.
		requestDefaults: { ...requestDefaults, baseURL: PRODUCTION },
		properties: withValidation([resource, ...operations, ...fields]),
	};
}
