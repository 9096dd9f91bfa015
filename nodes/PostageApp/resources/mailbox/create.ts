import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { badInput } from '../../../shared/parameters/badInput';
import type { Policy } from '../../../shared/policy';
import { filled, textOf } from '../../../shared/json';
import { preparedBody, type MethodBody } from '../../method';
import { changing } from '../../policies';
import { mailboxIds, mailboxIn, withoutPassword } from './mailboxes';
import type { Prepare } from '../../../shared/run/job';

const showOnlyForCreate = { resource: ['mailbox'], operation: ['create'] };

/** Parameter and label -> the API's name. All of these are needed. */
const REQUIRED = [
	['host', 'Host', 'host'],
	['username', 'User Name', 'username'],
	['password', 'Password', 'password'],
	['postbackUrl', 'Postback URL', 'postback_url'],
];

export const prepareMailbox: Prepare<MethodBody> = async function (request) {
	const required = REQUIRED.map(([parameter, label, name]) => {
		const value = textOf(this.getNodeParameter(parameter, ''));
		if (value === '') throw badInput(this, `The parameter '${label}' is empty`);
		return [name, value];
	});
	const additional = this.getNodeParameter('additionalFields', {}) as IDataObject;
	return preparedBody(request, {
		arguments: { ...filled(additional), ...(Object.fromEntries(required) as IDataObject) },
	});
};

export const creatingMailboxes: Policy<MethodBody> = {
	...changing,
	acceptedIds: mailboxIds,
	findBy: ({ arguments: { host, username } = {} }) =>
		filled({ Host: textOf(host), 'User name': textOf(username) }),
};

/** PostageApp documents no answer: what was sent is given out where it says nothing else. */
export const toCreated: ToItems = async function ([{ json }]) {
	const { uid, label } = this.getNodeParameter('additionalFields', {}) as IDataObject;
	const [host, username] = ['host', 'username'].map((name) => this.getNodeParameter(name, ''));
	const given = filled({ uid, label, host, username });
	return [{ json: { ...withoutPassword(given), ...mailboxIn(json) } }];
};

/** What a mailbox has beside what it must have. */
export const mailboxSettings: Record<'label' | 'port' | 'tls', INodeProperties> = {
	label: {
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		placeholder: 'e.g. Support',
	},
	port: { displayName: 'Port', name: 'port', type: 'number', default: 993 },
	tls: {
		displayName: 'TLS',
		name: 'tls',
		type: 'boolean',
		default: true,
		description: 'Whether to connect over TLS',
	},
};

export const createFields: INodeProperties[] = [
	{
		displayName: 'Host',
		name: 'host',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. imap.example.org',
		displayOptions: { show: showOnlyForCreate },
		description: 'The IMAP server of the mailbox',
	},
	{
		displayName: 'User Name',
		name: 'username',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. support@example.org',
		displayOptions: { show: showOnlyForCreate },
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		displayOptions: { show: showOnlyForCreate },
	},
	{
		displayName: 'Postback URL',
		name: 'postbackUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.org/inbound',
		displayOptions: { show: showOnlyForCreate },
		description: 'Where PostageApp posts each mail that arrives in the mailbox',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: { show: showOnlyForCreate },
		options: [
			mailboxSettings.label,
			mailboxSettings.port,
			mailboxSettings.tls,
			{
				displayName: 'UID',
				name: 'uid',
				type: 'string',
				default: '',
				placeholder: 'e.g. support',
				description: 'What the mailbox is known by. Left empty, PostageApp makes one.',
			},
		],
	},
];
