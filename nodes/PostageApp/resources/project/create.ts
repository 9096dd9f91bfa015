import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { badInput } from '../../../shared/parameters/badInput';
import { options, deduplicationKey } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/policy';
import { filled, isObject, textOf } from '../../../shared/json';
import { dataOf, preparedBody, type MethodBody } from '../../method';
import { changing } from '../../policies';
import type { Prepare } from '../../../shared/run/job';

const showOnlyForCreate = { resource: ['project'], operation: ['create'] };

/** The parameters in `additionalFields` -> the API's names. */
const FIELDS = {
	group: 'group',
	openTracking: 'open_tracking',
	clickTracking: 'click_tracking',
	unsubscribeHeader: 'unsubscribe_header',
};

export const prepareProject: Prepare<MethodBody> = async function (request) {
	const uid = textOf(this.getNodeParameter('uid', ''));
	const label = textOf(this.getNodeParameter('label', ''));
	if (uid === '') throw badInput(this, "The parameter 'UID' is empty");
	if (label === '') throw badInput(this, "The parameter 'Label' is empty");
	const given = this.getNodeParameter('additionalFields', {}) as IDataObject;
	const additional = Object.entries(FIELDS).map(([name, field]) => [field, given[name]]);
	return preparedBody(request, {
		arguments: { uid, label, ...filled(Object.fromEntries(additional) as IDataObject) },
	});
};

/** PostageApp may answer nothing but that it went well: its answer is not documented. */
export const creatingProjects: Policy<MethodBody> = {
	...changing,
	findBy: ({ arguments: { uid } = {} }) => ({ UID: textOf(uid) }),
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.uid)),
};

export const toProject: ToItems = async function ([{ json }]) {
	const { project, ...rest } = dataOf(json);
	const uid = textOf(this.getNodeParameter('uid', ''));
	const label = textOf(this.getNodeParameter('label', ''));
	return [{ json: { uid, label, ...(isObject(project) ? project : rest) } }];
};

export const createFields: INodeProperties[] = [
	{
		displayName: 'UID',
		name: 'uid',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. shop',
		displayOptions: { show: showOnlyForCreate },
		description: 'What the project is known by, unique in the account',
	},
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Shop',
		displayOptions: { show: showOnlyForCreate },
		description: 'The name of the project',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: { show: showOnlyForCreate },
		options: [
			{
				displayName: 'Click Tracking',
				name: 'clickTracking',
				type: 'boolean',
				default: false,
				description: 'Whether to notice when links are clicked',
			},
			{
				displayName: 'Group',
				name: 'group',
				type: 'string',
				default: '',
				description: 'The group of projects it belongs to',
			},
			{
				displayName: 'Open Tracking',
				name: 'openTracking',
				type: 'boolean',
				default: false,
				description: 'Whether to notice when messages are opened',
			},
			{
				displayName: 'Unsubscribe Header',
				name: 'unsubscribeHeader',
				type: 'boolean',
				default: false,
				description: 'Whether mail programs offer to unsubscribe',
			},
		],
	},
	options(showOnlyForCreate, [deduplicationKey]),
];
