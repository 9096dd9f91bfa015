import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { settingState } from '../../../shared/dispatch/setting';
import { asAnswered } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { fieldsIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import { withAnswerTo } from '../../../shared/response/answerShape';
import type { Prepare } from '../../../shared/run/job';
import { isAboutUser } from '../../api';
import { sending } from '../../policies';
import { checkedFields, details, emailField, userIn, type User } from './users';

/** A user, and what is to be changed. */
interface Change extends User {
	fields: Record<string, unknown>;
}

/** Only the fields that were added in the form are changed, even to an empty value. */
export const prepareUpdate: Prepare<Change> = async function (request) {
	const user = userIn(this);
	const fields = fieldsIn(this, 'updateFields');
	if (Object.keys(fields).length === 0) {
		throw badInput(this, "The parameter 'Update Fields' is empty", 'Add what is to be changed.');
	}
	const body = checkedFields(this, fields);
	return { request: { ...request, url: user.path, body }, payload: { ...user, fields: body } };
};

/**
 * What stemp answers is not documented: the user, as elsewhere, or nothing. A change of the External ID is not
 * repeated: the user may have been found by it, and another may have it by then.
 */
export const updatingUsers: Policy<Change> = {
	...withAnswerTo({ ...sending, ...settingState }, isAboutUser),
	isRepeatable: ({ fields }) => !('externalId' in fields),
	pastTense: 'updated',
	mayBeEmpty: true,
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.id)),
	findBy: ({ id }) => ({ User: id }),
};

/** The user after the change, or what is known of it. */
export const toUpdated: ToItems<Change> = async (items, { body }, { id }) =>
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
