import {
	updateDisplayOptions,
	type IN8nHttpFullResponse,
	type INodeProperties,
} from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject, objectsIn } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import { emailsIn } from '../../../shared/parameters/parameter';
import type { Prepare } from '../../../shared/run/job';
import { aggregatedStatus } from '../../aggregatedStatus';
import { mailOf } from '../../api';
import { classified } from '../../mail';
import { sendOf } from './messageCode';

/** What an item asks for: a send by its code, and the recipients that the user named. */
interface Question {
	code: string;
	recipients: string[];
}

export const prepareStatus: Prepare<Question> = async function (request) {
	const recipients = emailsIn(this, 'sentTo');
	const { code, url } = sendOf(this);
	return { request: { ...request, url }, payload: { code, recipients } };
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
	],
);
