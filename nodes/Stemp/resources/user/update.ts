import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { badInput } from '../../../shared/parameters/badInput';
import { fieldsIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { readingUser } from '../../policies';
import { checkedFields, details, emailField, userIn, type User } from './users';

/** Only the fields that were added in the form are changed, even to an empty value. */
export const prepareUpdate: Prepare<User> = async function (request) {
	const user = userIn(this);
	const fields = fieldsIn(this, 'updateFields');
	if (Object.keys(fields).length === 0) {
		throw badInput(this, "The parameter 'Update Fields' is empty", 'Add what is to be changed.');
	}
	const body = checkedFields(this, fields);
	return { request: { ...request, url: user.path, body }, payload: user };
};

/**
 * A repeated update has no further effect, so it may be repeated like a read. What stemp answers is not documented: the
 * user, as elsewhere, or nothing.
 */
export const updatingUsers: Policy<User> = { ...readingUser, mayBeEmpty: true };

/** The user after the change, or what is known of it. */
export const toUpdated: ToItems<User> = async (items, { body }, { id }) =>
	body ? items : [{ json: { id, updated: true } }];

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
