import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { attachments, bodyFields, simplifyOrPreview } from '../../../shared/descriptions';
import { messageDelivery } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, filled, objectsIn } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import type { Policy } from '../../../shared/policy';
import { queued } from '../../delivery';
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

/** Stampee's answer, reduced to some of its messages: each has its delivery, which is that of the whole. */
export function wholeAnswer(answer: IDataObject, messages: IDataObject[]): IDataObject {
	const delivery = queued(answer.createdAt);
	const told = messages.map((message) => ({
		...message,
		delivery: messageDelivery(message.id, delivery),
	}));
	const id = messages.length === 1 ? messages[0].id : null;
	// The IDs come first: the editor shows fields in this order.
	return Object.assign({ messages: told }, answer, {
		messages: told,
		delivery: messageDelivery(id, delivery),
	});
}

/** One item for each message, with its recipient; or Stampee's answer itself. */
export const toMessages: ToItems<LetterPayload> = async (items, _response, sent) => {
	const answer = items[0].json;
	const messages = objectsIn(answer.messages);
	const { letter, isSimplified } = sent;
	if (!isSimplified || messages.length === 0) return [{ json: wholeAnswer(answer, messages) }];

	const { recipients, sender = '' } = letter;
	const { type, customerReference, fileReference, createdAt } = answer;
	// It is not documented that Stampee keeps the order of the recipients; if the count differs, it certainly does
	// not.
	const recipientAt = (index: number) =>
		messages.length === recipients.length ? recipients[index] : undefined;
	return messages.map((message, index) => {
		const { id, ...more } = message;
		// The most important fields come first: the editor shows them in this order.
		const json = {
			id,
			...filled<IDataObject[string]>({ recipient: recipientAt(index), sender }),
			delivery: messageDelivery(id, queued(createdAt)),
			type,
			customerReference,
			fileReference,
			createdAt,
			...more,
		};
		return { json };
	});
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
