import type { INodeExecutionData } from 'n8n-workflow';

import { messageDelivery } from '../../../shared/delivery';
import { idOf, objectsIn, textOf } from '../../../shared/json';
import { DoubtfulAnswer } from '../../../shared/outcome/acceptedIds';
import { sameAddress } from '../../../shared/parameters/email';
import type { Batching } from '../../../shared/policy';
import { hasMailFailed, mailDelivery } from '../../delivery';
import { namedIn, recipientsIn } from '../../mail';
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
	split(outputs, payloads) {
		assertNoStranger(outputs, payloads);
		return payloads.map(({ letter }) => outputsFor(addressesOf(letter), outputs));
	},
};

/**
 * A recipient who failed has to be one of an item: otherwise it is not known which item failed.
 * @throws DoubtfulAnswer if it is not
 */
function assertNoStranger(outputs: INodeExecutionData[], payloads: SentLetter[]): void {
	const asked = new Set(payloads.flatMap(({ letter }) => addressesOf(letter).map(sameAddress)));
	const strangers = outputs
		.flatMap(({ json }) => recipientsIn(json))
		.filter((each) => hasMailFailed(each) && !namedIn(each).some((address) => asked.has(address)));
	if (strangers.length === 0) return;
	const [{ json }] = outputs;
	const ids = [json.mail_tracking_id ?? json.tracking_id].map(idOf).filter(Boolean);
	const names = strangers.map(({ email }) => textOf(email) || 'nobody').join(', ');
	throw new DoubtfulAnswer(
		ids,
		undefined,
		`names as failed whom no item has: ${names}, under the tracking ID ${ids.join()}`,
	);
}

/** The outputs of an email that are about some of its recipients. */
function outputsFor(addresses: string[], outputs: INodeExecutionData[]): INodeExecutionData[] {
	const own = new Set(addresses.map(sameAddress));
	const isOwn = (recipient: { email?: unknown }) =>
		namedIn(recipient).some((address) => own.has(address));
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
