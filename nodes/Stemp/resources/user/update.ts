import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { Build } from '../../../shared/dispatch/routing';
import { badInput } from '../../../shared/parameters/badInput';
import { fieldsIn } from '../../../shared/parameters/parameter';
import { checkedFields, details, emailField, userPath } from './users';

/** Only the fields that were added in the form are changed, even to an empty value. */
export const buildUpdate: Build = async function (request) {
	const url = userPath(this);
	const fields = fieldsIn(this, 'updateFields');
	if (Object.keys(fields).length === 0) {
		throw badInput(this, "The parameter 'Update Fields' is empty", 'Add what is to be changed.');
	}
	return { ...request, url, body: checkedFields(this, fields) };
};

export const updateFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['update'] } },
	[
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [emailField, ...details],
		},
	],
);
