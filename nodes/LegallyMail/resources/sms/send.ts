import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, idOf, textOf } from '../../../shared/json';
import { DoubtfulAnswer } from '../../../shared/outcome/acceptedIds';
import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { phoneIn } from '../../../shared/parameters/parameter';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { contentOf } from '../../api';
import { hasSmsFailed, withSmsDelivery } from '../../delivery';
import { sending } from '../../policies';

/** What `POST /api/sms/send` takes. */
interface Sms {
	/** With country code. */
	phone: string;
	message: string;
}

/** Validates an item's SMS and creates its request. */
export const prepareSms: Prepare<Sms> = async function (request) {
	const phone = phoneIn(this, 'phone');
	if (phone === '') throw badInput(this, "The parameter 'Phone' is empty");
	const message = requiredTextIn(this, 'smsBody', 'Body');
	const sms: Sms = { phone, message };
	return { request: { ...request, body: sms }, payload: sms };
};

/** A person has to look up sends of unknown outcome, because there is no list of SMS. */
export const sendingSms: Policy<Sms> = {
	...sending,
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.uuid)),
	findBy: ({ phone, message }) => ({
		Phone: phone,
		'Begin of the body': message.slice(0, 40),
	}),
};

/** The API's answer, with the recipient and the length of the SMS. */
export const toSms: ToItems<Sms> = async (items, { statusCode }, { phone, message }) => {
	const answer = contentOf(items[0].json);
	// `sent` is documented as the status of a success, and a failure only as what may become of an SMS later.
	if (hasSmsFailed(answer)) {
		const said = [answer.error, answer.message].map(textOf).find(Boolean) ?? 'no reason';
		throw new DoubtfulAnswer(
			[idOf(answer.uuid)].filter(Boolean),
			statusCode,
			`says "${textOf(answer.status)}" and "${said}" under the UUID ${textOf(answer.uuid)}`,
		);
	}
	const characters = [...message].length;
	return [{ json: withSmsDelivery({ ...answer, recipient: phone, characters }) }];
};

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['sms'], operation: ['send'] } },
	[
		ofKind('phone', {
			displayName: 'Phone',
			name: 'phone',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. +34600000000',
			hint: 'With the country code',
			description: 'The number of the phone that gets the SMS',
		}),
		{
			displayName: 'Body',
			name: 'smsBody',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Your notice is waiting for you.',
			hint: 'One SMS credit for a text of up to 300 characters. What longer ones cost is not documented.',
			description: 'The content of the SMS',
		},
	],
);
