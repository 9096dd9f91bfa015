import type { INodeExecutionData } from 'n8n-workflow';

import { objectsIn, textOf } from '../../../shared/json';
import { mailDelivery } from '../../delivery';
import { addressesOf, isSplitByRecipient, mostRecipients, noted, type Letter } from './letter';
import type { Batching } from '../../../shared/policy';

/** Items share an e-mail: LegallyMail tracks each recipient of it apart. */
export const letterBatching: Batching = {
	common({ body }) {
		const letter = body as Letter;
		return { ...letter, recipient: undefined, isSplit: isSplitByRecipient(letter) };
	},
	recipients: ({ body }) => addressesOf(body as Letter),
	maxRecipients: mostRecipients,
	join(requests, first) {
		const letters = requests.map(({ body }) => body as Letter);
		const recipient = letters.map((letter) => letter.recipient).join(', ');
		const joined = { ...letters[0], recipient };
		return { ...requests[0], body: noted(first, joined, isSplitByRecipient(letters[0])) };
	},
	split: (outputs, requests) =>
		requests.map(({ body }) => outputsFor(addressesOf(body as Letter), outputs)),
};

/** What an e-mail's outputs tell of some of its recipients. */
function outputsFor(addresses: string[], outputs: INodeExecutionData[]): INodeExecutionData[] {
	const isOwn = ({ email }: { email?: unknown }) => addresses.includes(textOf(email).toLowerCase());
	const [{ json }] = outputs;
	if ('recipients' in json) {
		return [{ json: { ...json, recipients: objectsIn(json.recipients).filter(isOwn) } }];
	}
	const own = outputs.filter((output) => isOwn(output.json));
	if (own.length > 0) return own;
	// The answer tells nothing of them, but the e-mail was taken.
	const { subject, mail_tracking_id } = json;
	return [{ json: { subject, mail_tracking_id, delivery: mailDelivery({}) } }];
}
