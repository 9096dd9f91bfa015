import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { filled, isObject, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { idIn, jsonIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { methodPath, uidOf, withBody } from '../../api';
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
	return {
		request: withBody({ ...request, url: methodPath(name) }, body),
		payload: { method: name, uid: textOf(body.uid) },
	};
};

/** What a method does is not known here, so it is called once. What it is known by is the user's uid, if any. */
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
