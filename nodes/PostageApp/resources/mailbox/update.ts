import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { filled, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { fieldsIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { withBody, type MethodBody } from '../../api';
import { setting } from '../../policies';
import { mailboxSettings } from './create';
import { mailboxIdOf } from './mailboxId';
import { mailboxIds, mailboxIn } from './mailboxes';

/** A change, and the mailbox that it applies to. */
interface Change extends MethodBody {
	which: IDataObject;
}

export const prepareChange: Prepare<Change> = async function (request) {
	const { newUid, ...given } = fieldsIn(this, 'updateFields');
	const which = mailboxIdOf(this);
	const uid = textOf(newUid);
	if (uid !== '' && 'uid' in which) {
		throw badInput(
			this,
			"The field 'New UID' needs the ID of the mailbox",
			"Set 'Find By' to ID: PostageApp gives the mailbox with that ID the new UID.",
		);
	}
	const changes = filled({ ...given, ...(uid && { uid }) });
	if (Object.keys(changes).length === 0) throw badInput(this, 'There is nothing to change');
	const body = { arguments: { ...changes, ...which } };
	return { request: withBody(request, body), payload: { ...body, which } };
};

/** What helps a person to find the mailbox. */
export const findMailboxBy = ({ arguments: { id, uid } = {} }: MethodBody) =>
	filled({ ID: textOf(id), UID: textOf(uid) });

export const changingMailboxes: Policy<Change> = {
	...setting,
	pastTense: 'updated',
	acceptedIds: mailboxIds,
	findBy: findMailboxBy,
};

export const toUpdated: ToItems<Change> = async ([{ json }], _response, { which }) => [
	{ json: { ...which, ...mailboxIn(json) } },
];

export const updateFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['mailbox'], operation: ['update'] } },
	[
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				ofKind('line', { displayName: 'Host', name: 'host', type: 'string', default: '' }),
				mailboxSettings.label,
				ofKind('id', {
					displayName: 'New UID',
					name: 'newUid',
					type: 'string',
					default: '',
					description: 'Another UID for the mailbox, which then has to be found by its ID',
				}),
				{
					displayName: 'Password',
					name: 'password',
					type: 'string',
					typeOptions: { password: true },
					default: '',
				},
				mailboxSettings.port,
				mailboxSettings.tls,
				ofKind('line', { displayName: 'User Name', name: 'username', type: 'string', default: '' }),
			],
		},
	],
);
