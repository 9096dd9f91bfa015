import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { attachments, bodyFields, simplifyOrPreview } from '../../../shared/descriptions';
import { messageDelivery, type Delivery } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, filled, isObject, objectsIn, withoutNames } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import type { Policy } from '../../../shared/policy';
import { sortedFor, unclearAnswer } from '../../accepted';
import { messagesIn } from '../../api';
import { sentDelivery, stampeeDelivery } from '../../delivery';
import { assertNoError } from '../../errorInSuccess';
import { sending } from '../../policies';
import type { LetterPayload } from './letter';
import { recipientFields } from './recipients';

/** A person has to look up sends of unknown outcome, because Stampee has no search: `findBy` shows what to look for. */
export const sendingLetters: Policy<LetterPayload> = {
	...sending,
	acceptedIds: (outputs) =>
		outputs
			.flatMap(({ json }) => {
				const messages = objectsIn(json.messages);
				return messages.length > 0 ? messages : [json];
			})
			.map(({ id }) => asAnswered(id)),
	preview: ({ letter: { body: html } }) => ({ html }),
	findBy({ letter: { customerReference = '', recipients } }) {
		return filled({
			'Customer reference': customerReference,
			Recipients: recipients.map(({ email }) => email).join(', '),
		});
	},
};

/** A part of Stampee's answer: some of its messages, each with its delivery. That of the whole is what all have. */
export function partOf(whole: IDataObject, messages: IDataObject[]): IDataObject {
	const [first, ...others] = messages.map(({ delivery }) => delivery as Delivery);
	const delivery = others.every(({ state }) => state === first.state) ? first : stampeeDelivery('');
	const id = messages.length === 1 ? messages[0].id : null;
	return { ...whole, messages, delivery: messageDelivery(id, delivery) };
}

/** One item for each recipient, with their message; or Stampee's answer itself. */
export const toMessages: ToItems<LetterPayload> = async (items, response, sent) => {
	const [{ json: body }] = items;
	const answer = isObject(body) ? body : {};
	const { letter, isSimplified } = sent;
	const { recipients, sender } = letter;
	const listed = messagesIn(body);
	assertNoError(body, listed, response.statusCode);
	const messages = sortedFor(
		listed,
		recipients.map(({ email }) => email),
	);
	if (!messages) throw unclearAnswer(body, response.statusCode);

	const deliveries = messages.map((message) =>
		messageDelivery(message.id, sentDelivery(message, { ...answer, type: letter.type })),
	);
	if (!isSimplified) {
		const told = messages.map((message, index) => ({
			...withoutNames(message, ['delivery']),
			delivery: deliveries[index],
		}));
		// The IDs come first: the editor shows fields in this order.
		return [{ json: partOf({ messages: told, ...withoutNames(answer, ['delivery']) }, told) }];
	}
	const { type, customerReference, fileReference, createdAt } = answer;
	return messages.map(({ id, ...more }, index) => ({
		// The most important fields come first: the editor shows them in this order.
		json: {
			id,
			...filled<IDataObject[string]>({ recipient: recipients[index], sender }),
			delivery: deliveries[index],
			type,
			customerReference,
			fileReference,
			createdAt,
			...withoutNames(more, ['recipient', 'sender', 'delivery', 'messages']),
		},
	}));
};

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['send'] } },
	[
		{
			displayName: 'Letter Type',
			name: 'type',
			type: 'options',
			options: [
				{
					name: 'Simple Letter (LS)',
					value: 'LS',
					description: 'Proves that it was sent and opened',
				},
				{
					name: 'Registered Letter (LRE)',
					value: 'LRE',
					description: 'Proves acceptance or refusal. The credential needs a client certificate.',
				},
			],
			default: 'LS',
		},
		...recipientFields,
		...bodyFields('e.g. Dear John, your invoice is attached.', 'The content of the letter'),
		attachments('At most 250 MB together'),
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			hint: 'Leave empty to send from your reseller account',
			description: 'The customer on whose behalf to send, once they have accepted your delegation',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select a customer...',
					typeOptions: { searchListMethod: 'searchCustomers', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
				},
			],
		},
		ofKind('line', {
			displayName: 'Customer Reference',
			name: 'customerReference',
			type: 'string',
			default: '',
			placeholder: 'e.g. AVIS-2026-0417',
			description: 'Your own reference to this letter, which Stampee gives back in its answers',
		}),
		simplifyOrPreview,
	],
);
