import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, filled, isObject, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { booleanIn, choiceIn, scheduleIn } from '../../../shared/parameters/parameter';
import type { Asked, Policy } from '../../../shared/policy';
import { withAnswerTo } from '../../../shared/response/answerShape';
import type { Prepare } from '../../../shared/run/job';
import { dataOf, preparedBody, type MethodBody } from '../../api';
import { mailFields, mailSettings } from '../../mail/fields';
import { mailOf } from '../../mail/mail';
import { newMessageNames } from '../../mail/parameterNames';
import { setting } from '../../policies';
import { requiredUid } from '../message/messageUid';
import { eventOf } from './events';
import { scheduleField } from './schedule';

export const prepareChange: Prepare<MethodBody> = async function (request) {
	const isReplaced = booleanIn(this, 'replaceMessage');
	const changes = filled({
		schedule: scheduleIn(this, 'newSchedule'),
		status: choiceIn(this, 'status'),
		metadata: isReplaced ? { arguments: await mailOf(this, newMessageNames) } : undefined,
	});
	if (Object.keys(changes).length === 0) {
		throw badInput(
			this,
			'There is nothing to change',
			"Fill in 'Schedule', 'Status' or the message.",
		);
	}
	return preparedBody(request, { uid: requiredUid(this, 'scheduledMessageUid'), ...changes });
};

/** The scheduled message after the change, with its UID, which PostageApp does not repeat. */
export const toUpdated: ToItems<MethodBody> = async ([{ json }], _response, { uid }) => [
	{ json: { uid, ...eventOf(dataOf(json)) } },
];

/** A status -> what the scheduled message has if the status was not set. Any other may follow from it. */
const UNSET: Record<string, string[]> = {
	active: ['suspend', 'suspended'],
	suspend: ['activated', 'active'],
};

const statusIn = (answer: unknown) => textOf(dataOf(answer).status).trim().toLowerCase();

/** Whether an answer shows nothing else than the status that was to be set. */
const isSet = (answer: unknown, { body }: Asked) =>
	!(isObject(body) && UNSET[textOf(body.status)]?.includes(statusIn(answer)));

/**
 * A schedule may be over, or mean another time, when it is set again: the message would be sent twice. The same holds
 * for activating it again.
 */
export const changingEvents: Policy<MethodBody> = {
	...withAnswerTo(setting, isSet),
	isRepeatable: ({ schedule, status }) => schedule === undefined && status !== 'active',
	pastTense: 'updated',
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.uid)),
	findBy: ({ uid = '' }) => ({ UID: uid }),
};

export const updateFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['scheduledMessage'], operation: ['update'] } },
	[
		{
			...scheduleField,
			name: 'newSchedule',
			description: 'Leave it empty to keep the schedule',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Active', value: 'active', description: 'It is sent by its schedule' },
				{ name: 'Keep', value: '', description: 'Nothing changes' },
				{
					name: 'Suspended',
					value: 'suspend',
					description: 'It is not sent until it is active again',
				},
			],
			default: '',
		},
		{
			displayName: 'Replace Message',
			name: 'replaceMessage',
			type: 'boolean',
			default: false,
			description: 'Whether to send another message than before, and to whom',
		},
		...updateDisplayOptions({ show: { replaceMessage: [true] } }, [
			...mailFields(newMessageNames),
			{
				displayName: 'Additional Fields',
				name: newMessageNames('additionalFields'),
				type: 'collection',
				placeholder: 'Add field',
				default: {},
				options: [
					mailSettings.attachments,
					mailSettings.textCss,
					mailSettings.headers,
					mailSettings.replyTo,
					mailSettings.template,
					mailSettings.variables,
					mailSettings.variablesJson,
				],
			},
		]),
	],
);
