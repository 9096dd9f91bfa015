import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, filled, isObject, textOf } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import { fieldsIn } from '../../../shared/parameters/parameter';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { dataOf, preparedBody, type MethodBody } from '../../api';
import { changing } from '../../policies';

/** The parameters in `additionalFields` -> the API's names. */
const FIELDS = {
	group: 'group',
	openTracking: 'open_tracking',
	clickTracking: 'click_tracking',
	unsubscribeHeader: 'unsubscribe_header',
};

export const prepareProject: Prepare<MethodBody> = async function (request) {
	const uid = requiredTextIn(this, 'projectUid', 'UID');
	const label = requiredTextIn(this, 'label', 'Label');
	const given = fieldsIn(this, 'additionalFields');
	const additional = Object.entries(FIELDS).map(([name, field]) => [field, given[name]]);
	return preparedBody(request, {
		arguments: { uid, label, ...filled(Object.fromEntries(additional) as IDataObject) },
	});
};

/** PostageApp's answer is not documented: it may contain nothing but the success. */
export const creatingProjects: Policy<MethodBody> = {
	...changing,
	pastTense: 'created',
	findBy: ({ arguments: { uid } = {} }) => ({ UID: textOf(uid) }),
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.uid)),
};

export const toProject: ToItems<MethodBody> = async ([{ json }], _response, sent) => {
	const { project, ...rest } = dataOf(json);
	const { uid, label } = sent.arguments ?? {};
	return [{ json: { uid, label, ...rest, ...(isObject(project) && project) } }];
};

export const createFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['project'], operation: ['create'] } },
	[
		ofKind('id', {
			displayName: 'UID',
			name: 'projectUid',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. shop',
			description: 'What the project is known by, unique in the account',
		}),
		ofKind('line', {
			displayName: 'Label',
			name: 'label',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Shop',
			description: 'The name of the project',
		}),
	],
);

/** Some of the node's additional fields. */
export const projectSettings: Record<
	'clickTracking' | 'group' | 'openTracking' | 'unsubscribeHeader',
	INodeProperties
> = {
	clickTracking: {
		displayName: 'Click Tracking',
		name: 'clickTracking',
		type: 'boolean',
		default: false,
		description: 'Whether to notice when links are clicked',
	},
	group: ofKind('line', {
		displayName: 'Group',
		name: 'group',
		type: 'string',
		default: '',
		description: 'The group of projects it belongs to',
	}),
	openTracking: {
		displayName: 'Open Tracking',
		name: 'openTracking',
		type: 'boolean',
		default: false,
		description: 'Whether to notice when messages are opened',
	},
	unsubscribeHeader: {
		displayName: 'Unsubscribe Header',
		name: 'unsubscribeHeader',
		type: 'boolean',
		default: false,
		description: 'Whether mail programs offer to unsubscribe',
	},
};
