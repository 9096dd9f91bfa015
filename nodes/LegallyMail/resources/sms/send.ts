import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { smsDelivery } from '../../delivery';
import { isPhoneNumber } from '../../phoneNumber';
import { sending } from '../../policies';
import { contentOf } from '../../shapes';

/** What `POST /api/sms/send` takes. */
interface Sms {
	/** With country code. */
	phone: string;
	message: string;
}

/** As it was written; an expression may give a number. */
function messageIn(context: IExecuteSingleFunctions): string {
	const message = context.getNodeParameter('smsMessage') as string | number;
	return `${message}`;
}

/** Checks an item's SMS and makes it a request. */
export const prepareSms: Prepare<Sms> = async function (request) {
	const phone = textOf(this.getNodeParameter('phone')).replace(/[\s().-]/g, '');
	if (!isPhoneNumber(phone)) {
		throw badInput(
			this,
			`The parameter 'Phone' is no number with a country code: ${phone}`,
			'Enter it as E.164 has it, such as +34600000000.',
		);
	}
	const message = messageIn(this);
	if (textOf(message) === '') throw badInput(this, "The parameter 'Message' is empty");
	const sms: Sms = { phone, message };
	return { request: { ...request, body: sms }, payload: sms };
};

/** Sends of unknown outcome are looked up by hand, for there is no list of SMS. */
export const sendingSms: Policy<Sms> = {
	...sending,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.uuid)),
	findBy: ({ phone, message }) => ({
		Phone: phone,
		'Begin of the message': message.slice(0, 40),
	}),
};

/** What the API answered, with whom the SMS goes to and how long it is. */
export const toSms: ToItems<Sms> = async (items, _response, { phone, message }) => {
	const answer = contentOf(items[0].json);
	const json = {
		...answer,
		recipient: phone,
		characters: [...message].length,
		delivery: smsDelivery(answer),
	};
	return [{ json }];
};

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['sms'], operation: ['send'] } },
	[
		{
			displayName: 'Phone',
			name: 'phone',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. +34600000000',
			hint: 'With the country code',
			description: 'The number of the phone that gets the SMS',
		},
		{
			displayName: 'Message',
			name: 'smsMessage',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Your notice is waiting for you.',
			hint: 'One SMS credit for a message of up to 300 characters. What longer ones cost is not documented.',
			description: 'The content of the SMS',
		},
	],
);
