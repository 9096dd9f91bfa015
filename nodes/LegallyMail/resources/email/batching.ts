import type { INodeExecutionData } from 'n8n-workflow';

import { messageDelivery } from '../../../shared/delivery';
import { objectsIn, textOf } from '../../../shared/json';
import { sameAddress } from '../../../shared/parameters/email';
import type { Batching } from '../../../shared/policy';
import { mailDelivery } from '../../delivery';
import { addressesOf, preparedLetter, type SentLetter } from './letter';

/** Items share an email: LegallyMail tracks each of its recipients separately. */
export const letterBatching: Batching<SentLetter> = {
	common: ({ letter, isSplit }) => ({ ...letter, recipient: undefined, isSplit }),
	recipients: ({ letter }) => addressesOf(letter).map(sameAddress),
	maxRecipients: ({ mostRecipients }) => mostRecipients,
	join(items) {
		const [{ request, payload }] = items;
		const recipient = items.map((item) => item.payload.letter.recipient).join(', ');
		return preparedLetter(request, {
			...payload,
			letter: { ...payload.letter, recipient },
		});
	},
	split: (outputs, payloads) =>
		payloads.map(({ letter }) => outputsFor(addressesOf(letter), outputs)),
};

/** The outputs of an email that are about some of its recipients. */
function outputsFor(addresses: string[], outputs: INodeExecutionData[]): INodeExecutionData[] {
	const own = new Set(addresses);
	const isOwn = ({ email }: { email?: unknown }) => own.has(textOf(email).toLowerCase());
	const [{ json }] = outputs;
	if ('recipients' in json) {
		return [{ json: { ...json, recipients: objectsIn(json.recipients).filter(isOwn) } }];
	}
	const ownOutputs = outputs.filter((output) => isOwn(output.json));
	if (ownOutputs.length > 0) return ownOutputs;
	// The answer does not mention these recipients, but the email was accepted.
	const { subject, mail_tracking_id } = json;
	const delivery = messageDelivery(mail_tracking_id, mailDelivery({}));
	return [{ json: { subject, mail_tracking_id, delivery } }];
}
