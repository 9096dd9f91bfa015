import type { INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/parameters/badInput';
import { options, maxConcurrentRequests, deduplicationKey } from '../../../shared/descriptions';
import { textOf } from '../../../shared/json';
import { type MethodBody, preparedBody } from '../../method';
import { postageAppRateLimit } from '../../policies';
import { mailFields, mailOptions, mailOf } from '../message/mail';
import { newUidField } from '../message/send';
import { uidFor } from '../message/sending';
import { scheduleField } from './schedule';
import type { Prepare } from '../../../shared/run/job';

const showOnlyForCreate = { resource: ['scheduledMessage'], operation: ['create'] };

export const prepareEvent: Prepare<MethodBody> = async function (request) {
	const schedule = textOf(this.getNodeParameter('schedule', ''));
	if (schedule === '') throw badInput(this, "The parameter 'Schedule' is empty");
	const mail = await mailOf(this);
	const uid = uidFor(this, textOf(this.getNodeParameter('uid', '')), mail);
	return preparedBody(request, { uid, schedule, metadata: { arguments: mail } });
};

export const createFields: INodeProperties[] = [
	scheduleField(showOnlyForCreate, { required: true }),
	...mailFields(showOnlyForCreate),
	newUidField(showOnlyForCreate),
	options(showOnlyForCreate, [
		...mailOptions,
		maxConcurrentRequests(postageAppRateLimit.inFlight),
		deduplicationKey,
	]),
];
