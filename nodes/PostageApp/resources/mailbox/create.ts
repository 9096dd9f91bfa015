import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { filled, textOf } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import { fieldsIn } from '../../../shared/parameters/parameter';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { preparedBody, type MethodBody } from '../../api';
import { changing } from '../../policies';
import { mailboxIds, mailboxIn, withoutPassword } from './mailboxes';

/** Parameter and label -> the API's name. All of these are required. */
const REQUIRED = [
	['host', 'Host', 'host'],
	['username', 'User Name', 'username'],
	['password', 'Password', 'password'],
	['postbackUrl', 'Postback URL', 'postback_url'],
];

export const prepareMailbox: Prepare<MethodBody> = async function (request) {
	const required = REQUIRED.map(([parameter, label, name]) => {
		return [name, requiredTextIn(this, parameter, label)];
	});
	const additional = fieldsIn(this, 'additionalFields');
	return preparedBody(request, {
		arguments: { ...filled(additional), ...(Object.fromEntries(required) as IDataObject) },
	});
};

export const creatingMailboxes: Policy<MethodBody> = {
	...changing,
	pastTense: 'created',
	acceptedIds: mailboxIds,
	findBy: ({ arguments: { host, username } = {} }) =>
		filled({ Host: textOf(host), 'User name': textOf(username) }),
};

/** PostageApp documents no answer: fields that it lacks are taken from the request. */
export const toCreated: ToItems<MethodBody> = async ([{ json }], _response, sent) => {
	const { uid, label, host, username } = sent.arguments ?? {};
	const given = filled({ uid, label, host, username });
	return [{ json: { ...withoutPassword(given), ...mailboxIn(json) } }];
};

/** The optional parameters of a mailbox. */
export const mailboxSettings: Record<'label' | 'port' | 'tls', INodeProperties> = {
	label: ofKind('line', {
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		placeholder: 'e.g. Support',
	}),
	port: {
		displayName: 'Port',
		name: 'port',
		type: 'number',
		default: 993,
		typeOptions: { minValue: 1, maxValue: 65_535 },
	},
	tls: {
		displayName: 'TLS',
		name: 'tls',
		type: 'boolean',
		default: true,
		description: 'Whether to connect over TLS',
	},
};

export const createFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['mailbox'], operation: ['create'] } },
	[
		ofKind('line', {
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. imap.example.org',
			description: 'The IMAP server of the mailbox',
		}),
		ofKind('line', {
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. support@example.org',
		}),
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		ofKind('webAddress', {
			displayName: 'Postback URL',
			name: 'postbackUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.org/inbound',
			description: 'Where PostageApp posts each mail that arrives in the mailbox',
		}),
	],
);
