import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { badInput } from '../../../shared/parameters/badInput';
import type { Policy } from '../../../shared/policy';
import { filled, textOf } from '../../../shared/json';
import { preparedBody, type MethodBody } from '../../method';
import { setting } from '../../policies';
import { mailboxSettings } from './create';
import { mailboxIds, mailboxIn } from './mailboxes';
import { whichFields, whichMailbox } from './which';
import type { Prepare } from '../../../shared/run/job';

const showOnlyForUpdate = { resource: ['mailbox'], operation: ['update'] };

export const prepareChange: Prepare<MethodBody> = async function (request) {
	const { newUid, ...given } = this.getNodeParameter('updateFields', {}) as IDataObject;
	const which = whichMailbox(this);
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
	return preparedBody(request, { arguments: { ...changes, ...which } });
};

/** What helps a person to find the mailbox. */
export const findMailboxBy = ({ arguments: { id, uid } = {} }: MethodBody) =>
	filled({ ID: textOf(id), UID: textOf(uid) });

export const changingMailboxes: Policy<MethodBody> = {
	...setting,
	acceptedIds: mailboxIds,
	findBy: findMailboxBy,
};

export const toUpdated: ToItems = async function ([{ json }]) {
	return [{ json: { ...whichMailbox(this), ...mailboxIn(json) } }];
};

export const updateFields: INodeProperties[] = [
	...whichFields(showOnlyForUpdate),
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: { show: showOnlyForUpdate },
		options: [
			{ displayName: 'Host', name: 'host', type: 'string', default: '' },
			mailboxSettings.label,
			{
				displayName: 'New UID',
				name: 'newUid',
				type: 'string',
				default: '',
				description: 'Another UID for the mailbox, which then has to be found by its ID',
			},
			{
				displayName: 'Password',
				name: 'password',
				type: 'string',
				typeOptions: { password: true },
				default: '',
			},
			mailboxSettings.port,
			mailboxSettings.tls,
			{ displayName: 'User Name', name: 'username', type: 'string', default: '' },
		],
	},
];
