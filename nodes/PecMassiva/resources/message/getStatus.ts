import {
	updateDisplayOptions,
	type IN8nHttpFullResponse,
	type INodeProperties,
} from 'n8n-workflow';

import { messageDelivery, type Delivery } from '../../../shared/delivery';
import { splitByRecipient } from '../../../shared/descriptions';
import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject, objectsIn } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import { booleanIn, emailsIn } from '../../../shared/parameters/parameter';
import type { Prepare } from '../../../shared/run/job';
import { addressedTo, aggregatedStatus } from '../../aggregatedStatus';
import { mailOf } from '../../api';
import { isOfOtherSend } from '../../delivery';
import { classified, type ClassifiedMail } from '../../mail';
import { sendOf } from './messageCode';

/** A send by its code, and the recipients that the user named. */
interface StatusQuery {
	code: string;
	recipients: string[];
	/** Whether each recipient becomes a separate item. */
	isSplit: boolean;
}

export const prepareStatus: Prepare<StatusQuery> = async function (request) {
	const recipients = emailsIn(this, 'sentTo');
	const isSplit = booleanIn(this, 'splitByRecipient');
	const { code, url } = sendOf(this);
	return { request: { ...request, url }, payload: { code, recipients, isSplit } };
};

/** Whether there is no receipt yet: "Result empty" is also the answer to an unknown code. */
const hasNoReceiptYet = ({ statusCode, body }: IN8nHttpFullResponse) =>
	statusCode === 404 && isObject(body) && body.message === 'Result empty';

/** All receipts of a send and the status derived from them, for all recipients together or for each. */
export const toStatus: ToItems<StatusQuery> = async (_items, response, asked, check) => {
	if (!hasNoReceiptYet(response)) check(response);
	const found = isObject(response.body) ? objectsIn(response.body.data) : [];
	const { code } = asked;
	const ofMessage = <T extends { delivery: Delivery }>(thing: T) => ({
		...thing,
		delivery: messageDelivery(code, thing.delivery),
	});
	// The API returned them for this code, so one without a code is of this send. A search by a code may also find a
	// longer one, which begins like it.
	const receipts = found
		.map(mailOf)
		.filter(({ object }) => !isOfOtherSend(object, code))
		.map((mail) => ofMessage(classified(mail)));
	const named = receipts.find(({ classification }) => classification.code);
	const subject = named?.classification.subject ?? null;
	const status = ofMessage(aggregatedStatus(receipts, asked.recipients));
	const recipients = status.recipients.map(ofMessage);
	if (!asked.isSplit) {
		return [{ json: { code, subject, delivery: status.delivery, recipients, receipts } }];
	}
	return recipients.map(({ recipient, delivery }) => ({
		json: { code, recipient, subject, delivery, receipts: receiptsFor(recipient, receipts) },
	}));
};

/** The receipts that name a recipient, and those that name none. */
const receiptsFor = (recipient: string | null, receipts: ClassifiedMail[]) =>
	receipts.filter((receipt) => {
		const named = addressedTo(receipt);
		return named.length === 0 || named.some(({ address }) => address === recipient);
	});

export const getStatusFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['getStatus'] } },
	[
		ofKind('emails', {
			displayName: 'Recipients',
			name: 'sentTo',
			type: 'string',
			default: '',
			placeholder: 'e.g. office@pec.example.com, legal@pec.example.com',
			hint: 'Leave empty if there was one',
			description:
				'The addresses that the message was sent to. It counts as delivered when each of them has got it; without them, those count that the receipts name.',
		}),
		splitByRecipient,
	],
);
