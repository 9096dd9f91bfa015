import type { IN8nHttpFullResponse, INodeProperties } from 'n8n-workflow';

import { checkAnswer, type PostReceive } from '../../../shared/response';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { isObject, objectsIn, textOf } from '../../../shared/json';
import { prepare } from '../../../shared/run/prepare';
import { classified, mailOf } from '../../mail';
import { readPace, reading } from '../../policies';
import { verdictOn } from '../../verdict';
import { addressList } from './addressList';
import { addressSend, code } from './code';

const showOnlyForGetStatus = { resource: ['message'], operation: ['getStatus'] };

/** The recipients that the user named, by the item's context. */
const expected = new WeakMap<object, string[]>();

export const addressStatus = prepare(async function (request) {
	const recipient = this.getNodeParameter('recipient', '');
	const isGiven = Array.isArray(recipient) ? recipient.length > 0 : textOf(recipient) !== '';
	expected.set(this, isGiven ? addressList(this, recipient, 'Recipients') : []);
	return await addressSend.call(this, request);
});

/** "Result empty" is what a send is told whose first receipt is yet to come (and an unknown code as well). */
const isNotYet = ({ statusCode, body }: IN8nHttpFullResponse) =>
	statusCode === 404 && isObject(body) && body.message === 'Result empty';

/** All receipts of a send and what they come to. */
export const toStatus: PostReceive = async function (_items, response) {
	const isEmpty = isNotYet(response);
	if (!isEmpty) checkAnswer(this.getNode(), response, reading, this.getItemIndex());
	const found = isObject(response.body) ? objectsIn(response.body.data) : [];
	const mails = found.map((item) => classified(mailOf(item)));
	const subject = mails.find(({ classification }) => classification.code)?.classification.subject;
	const { delivery, recipients } = verdictOn(mails, expected.get(this));
	const sent = textOf(this.getNodeParameter('code'));
	return [
		{ json: { code: sent, subject: subject ?? null, delivery, recipients, receipts: mails } },
	];
};

export const getStatusFields: INodeProperties[] = [
	{ ...code, displayOptions: { show: showOnlyForGetStatus } },
	{
		displayName: 'Recipients',
		name: 'recipient',
		type: 'string',
		default: '',
		placeholder: 'e.g. office@pec.example.com, legal@pec.example.com',
		hint: 'Leave empty if there was one',
		displayOptions: { show: showOnlyForGetStatus },
		description:
			'The addresses that the message was sent to. It counts as delivered when each of them has got it; without them, those count that the receipts name.',
	},
	options(showOnlyForGetStatus, [maxConcurrentRequests(readPace.inFlight)]),
];
