import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { checkAnswer, type PostReceive } from '../../../shared/answer';
import { ProviderError } from '../../../shared/answer/providerError';
import { badInput } from '../../../shared/badInput';
import { options, requestsAtOnce, sendOncePer } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/dispatch/policy';
import { prepare } from '../../../shared/dispatch/prepare';
import { textOf } from '../../../shared/json';
import { ask, dataOf, uidOf, withBody, type MethodBody } from '../../method';
import { changing, postageAppPace } from '../../policies';
import { mailFields, mailOptions, mailOf } from '../message/mail';
import { newUidField } from '../message/send';
import { isTaken, uidFor } from '../message/sending';
import { eventOf } from './events';
import { scheduleField } from './schedule';

const showOnlyForCreate = { resource: ['scheduledMessage'], operation: ['create'] };

/** The uids of the events under way, by the item's context. */
const uids = new WeakMap<object, string>();

export const buildEvent = prepare(async function (request) {
	const schedule = textOf(this.getNodeParameter('schedule', ''));
	if (schedule === '') throw badInput(this, "The parameter 'Schedule' is empty");
	const mail = await mailOf(this);
	const uid = uidFor(this, mail);
	uids.set(this, uid);
	return withBody(request, { uid, schedule, metadata: { arguments: mail } });
});

/** Not repeated, for PostageApp's words for a uid that is taken are not known; but it can be asked. */
export const schedulingMessages: Policy = {
	...changing,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.uid)),
	isRepeat: ({ json }) => json.duplicate === true,
	traces: ({ body }) => ({ UID: (body as MethodBody).uid ?? '' }),
	async question({ body }) {
		const { uid = '' } = body as MethodBody;
		const found = ask(this, 'get_scheduled_event', { uid });
		return await found.then(
			(answer) => [{ json: { ...eventOf(dataOf(answer)), duplicate: false } }],
			(error) => {
				const isMissing = error instanceof ProviderError && error.code === 'not_found';
				return isMissing ? 'not sent' : undefined;
			},
		);
	},
};

/** What was scheduled, now or before: a uid that is taken gives the event that has it. */
export const readScheduled: PostReceive = async function (_items, response) {
	const uid = uids.get(this) ?? '';
	const before = isTaken(response)
		? await ask(this, 'get_scheduled_event', { uid }).catch(() => undefined)
		: undefined;
	if (before) return [{ json: { ...eventOf(dataOf(before)), duplicate: true } }];
	const { body } = checkAnswer(this.getNode(), response, schedulingMessages, this.getItemIndex());
	const event: IDataObject = { uid: uidOf(body) || uid, ...eventOf(dataOf(body)) };
	return [{ json: { ...event, duplicate: false } }];
};

export const createFields: INodeProperties[] = [
	scheduleField(showOnlyForCreate, { required: true }),
	...mailFields(showOnlyForCreate),
	newUidField(showOnlyForCreate),
	options(showOnlyForCreate, [
		...mailOptions,
		requestsAtOnce(postageAppPace.inFlight),
		sendOncePer,
	]),
];
