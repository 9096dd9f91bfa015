import type { IN8nHttpFullResponse, INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { isObject, objectsIn, textOf } from '../../../shared/json';
import { classified, mailOf } from '../../mail';
import { readPace } from '../../policies';
import { aggregatedStatus } from '../../aggregatedStatus';
import { addressList } from './addressList';
import { addressSend, code } from './code';
import type { Prepare } from '../../../shared/run/job';

const showOnlyForGetStatus = { resource: ['message'], operation: ['getStatus'] };

/** What an item asks for: a send by its code, and the recipients that the user named. */
interface Question {
	code: string;
	recipients: string[];
}

export const prepareStatus: Prepare<Question> = async function (request) {
	const given = this.getNodeParameter('recipient', '');
	const isGiven = Array.isArray(given) ? given.length > 0 : textOf(given) !== '';
	const recipients = isGiven ? addressList(this, given, 'Recipients') : [];
	const code = textOf(this.getNodeParameter('code'));
	return { request: await addressSend.call(this, request), payload: { code, recipients } };
};

/** "Result empty" is what a send is told whose first receipt is yet to come (and an unknown code as well). */
const isNotYet = ({ statusCode, body }: IN8nHttpFullResponse) =>
	statusCode === 404 && isObject(body) && body.message === 'Result empty';

/** All receipts of a send and what they come to. */
export const toStatus: ToItems<Question> = async (_items, response, asked, check) => {
	if (!isNotYet(response)) check(response);
	const found = isObject(response.body) ? objectsIn(response.body.data) : [];
	const mails = found.map((item) => classified(mailOf(item)));
	const subject = mails.find(({ classification }) => classification.code)?.classification.subject;
	const { delivery, recipients } = aggregatedStatus(mails, asked.recipients);
	const json = {
		code: asked.code,
		subject: subject ?? null,
		delivery,
		recipients,
		receipts: mails,
	};
	return [{ json }];
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
