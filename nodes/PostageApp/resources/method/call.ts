import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { filled, isObject, objectsIn } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { readId } from '../../../shared/parameters/id';
import { ofKind } from '../../../shared/parameters/kind';
import { idIn, jsonIn } from '../../../shared/parameters/parameter';
import { placeOf } from '../../../shared/parameters/reading';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { methodPath, uidOf, withBody } from '../../api';
import { checkedMail, isReference } from '../../mail/mail';
import { changing } from '../../policies';

/** A call, by its method and the user's uid. */
interface Call {
	method: string;
	uid: string;
}

export const prepareCall: Prepare<Call> = async function (request) {
	const name = idIn(this, 'method');
	if (!/^[a-z0-9_]+$/.test(name)) {
		throw badInput(
			this,
			`The parameter 'Method' is not the name of a method: ${name}`,
			'Enter a name such as get_method_list. The operation Get Many tells which there are.',
		);
	}
	const body = jsonIn(this, 'body') || {};
	if (!isObject(body)) {
		throw badInput(
			this,
			"The parameter 'Body (JSON)' is not an object",
			'Enter an object such as { "uid": "order-1001", "arguments": {} }.',
		);
	}
	const uid = readId(body.uid, UID);
	const asked = { ...checkedBody(this, name, body), ...(uid !== '' && { uid }) };
	return {
		request: withBody({ ...request, url: methodPath(name) }, asked),
		payload: { method: name, uid },
	};
};

const UID = placeOf({ displayName: 'uid', name: 'uid', type: 'string', default: '' });

/** The field with the arguments of a mail, in the methods that other operations call too. */
const MAILS: Record<string, 'arguments' | 'metadata' | 'events'> = {
	send_message: 'arguments',
	create_scheduled_event: 'metadata',
	update_scheduled_event: 'metadata',
	create_scheduled_events: 'events',
};

/**
 * The body of a method. A mail in it gets the same checks as in the operations for mails.
 * @throws NodeOperationError that says what is wrong
 */
function checkedBody(
	context: IExecuteSingleFunctions,
	method: string,
	body: IDataObject,
): IDataObject {
	const place = Object.hasOwn(MAILS, method) ? MAILS[method] : undefined;
	const given = place && body[place];
	if (place === 'events') {
		const events = objectsIn(given).map((event) =>
			checkedBody(context, 'create_scheduled_event', event),
		);
		return Array.isArray(given) && events.length === given.length ? { ...body, events } : body;
	}
	// Only PostageApp reads a remote reference, and metadata in the form of text.
	if (!place || !isObject(given) || isReference(given)) return body;
	if (place === 'arguments') return { ...body, arguments: checkedMail(context, given) };
	const { arguments: mail } = given;
	if (!isObject(mail) || isReference(mail)) return body;
	return { ...body, metadata: { ...given, arguments: checkedMail(context, mail) } };
}

/** It is unknown what a method does, so it is called once, with the user's uid as its id, if there is one. */
export const calling: Policy<Call> = {
	...changing,
	pastTense: 'called',
	acceptedIds: (outputs) => outputs.map(({ json }) => uidOf(json)).filter((uid) => uid !== ''),
	findBy: ({ method, uid }) => filled({ Method: method, UID: uid }),
};

export const callFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['method'], operation: ['call'] } },
	[
		ofKind('id', {
			displayName: 'Method',
			name: 'method',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. test_mail_server',
			description: 'The name of the method, as PostageApp writes it',
		}),
		{
			displayName: 'Body (JSON)',
			name: 'body',
			type: 'json',
			default: '{ "arguments": {} }',
			description: 'All that the method takes. The API key comes from the credential.',
		},
	],
);
