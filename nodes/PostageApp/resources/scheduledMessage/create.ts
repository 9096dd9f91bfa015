import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/parameters/badInput';
import { idIn, scheduleIn } from '../../../shared/parameters/parameter';
import type { Prepare } from '../../../shared/run/job';
import { preparedBody, type MethodBody } from '../../api';
import { mailOf } from '../../mail/mail';
import { uidFor } from '../../mail/uid';
import { scheduleField } from './schedule';

export const prepareEvent: Prepare<MethodBody> = async function (request, deduplicationKey) {
	const schedule = scheduleIn(this, 'schedule');
	if (schedule === '') throw badInput(this, "The parameter 'Schedule' is empty");
	const mail = await mailOf(this);
	const given = idIn(this, 'additionalFields.uid');
	const uid = uidFor(this, { given, deduplicationKey }, mail);
	return preparedBody(request, { uid, schedule, metadata: { arguments: mail } });
};

export const scheduleFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['scheduledMessage'], operation: ['create'] } },
	[{ ...scheduleField, required: true }],
);
