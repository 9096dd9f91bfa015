import type {
	IDataObject,
	IExecuteData,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { checkAnswer, type PostReceive } from '../../../shared/answer';
import { ProviderError } from '../../../shared/answer/providerError';
import { badInput } from '../../../shared/badInput';
import type { Policy } from '../../../shared/dispatch/policy';
import { prepare } from '../../../shared/dispatch/prepare';
import { sendKey } from '../../../shared/dispatch/sendKey';
import { isObject, textOf } from '../../../shared/json';
import { statusDelivery } from '../../delivery';
import { postageAppErrors } from '../../errors';
import { dataOf, responseOf, withBody, type MethodBody } from '../../method';
import { postageAppPace } from '../../policies';
import { mailOf } from './mail';
import { findMessage, identityOf, lookForMessage } from './message';

/** The uids of the messages under way, by the item's context. */
const uids = new WeakMap<object, string>();

/** Checks an item's mail and makes it a request, under the user's uid or one of its own. */
export const buildMessage = prepare(async function (request) {
	const mail = await mailOf(this);
	const uid = uidFor(this, textOf(this.getNodeParameter('uid', '')), mail);
	uids.set(this, uid);
	return withBody(request, { uid, arguments: mail });
});

/**
 * The uid of a mail: the user's, or one that is derived (see sendKey for what it promises).
 * @param given the user's; empty for a derived one
 * @throws NodeOperationError if another mail of this run has the user's uid: PostageApp would drop it
 */
export function uidFor(context: IExecuteSingleFunctions, given: string, mail: IDataObject): string {
	if (given === '') return sendKey(context, mail);
	const run = context.getExecuteData();
	const taken = mailsByUid.get(run) ?? new Map<string, string>();
	mailsByUid.set(run, taken);
	const content = JSON.stringify(mail);
	if ((taken.get(given) ?? content) !== content) {
		throw badInput(
			context,
			`The UID '${given}' is given to two different mails`,
			'PostageApp would send only the first. Use an expression with what tells the items apart, or leave it empty.',
		);
	}
	taken.set(given, content);
	return given;
}

/** What was prepared under the uids that users gave, by run of a node. */
const mailsByUid = new WeakMap<IExecuteData, Map<string, string>>();

/**
 * PostageApp's word for a uid that it has already: the exact words of version 1.1 are not documented,
 * those of version 1.0 are "Uid ... already exists. Assuming message duplication."
 */
const TAKEN = /\balready (exists|been taken|in use)|\bduplicat/i;

/** Whether a send was refused because its uid is taken. */
export const isTaken = ({ statusCode, body }: IN8nHttpFullResponse): boolean =>
	statusCode >= 400 && statusCode < 500 && TAKEN.test(textOf(responseOf(body).message));

/**
 * A message that is repeated after any fault: PostageApp sends each uid once. If the last answer is lost
 * too, it is asked for the message.
 */
export const sendingMessages: Policy = {
	kind: 'idempotentSend',
	pace: postageAppPace,
	errors: postageAppErrors,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.uid)),
	traces: ({ body }) => ({ UID: (body as MethodBody).uid ?? '' }),
	async question({ body }) {
		const found = await lookForMessage(this, (body as MethodBody).uid ?? '');
		if (found === 'none') return 'not sent';
		return found && [sent(found)];
	},
};

/** What was sent, now or before: a uid that is taken gives the message that has it. */
export const readSent: PostReceive = async function (_items, response) {
	const uid = uids.get(this) ?? '';
	if (isTaken(response)) {
		const found = await findMessage(this, uid);
		if (found !== 'none') return [sentBefore(found ?? { uid, id: null })];
	}
	const { body } = checkAnswer(this.getNode(), response, sendingMessages, this.getItemIndex());
	if (responseOf(body).status !== 'ok') {
		const { statusCode: status, headers } = response;
		const answer = { status, headers, body };
		throw new ProviderError(this.getNode(), answer, postageAppErrors, this.getItemIndex());
	}
	const { message } = dataOf(body);
	const identity = identityOf(uid, body);
	const isDuplicate = isObject(message) && 'duplicate' in message;
	return [isDuplicate ? sentBefore(identity) : sent(identity)];
};

const sent = (identity: IDataObject): INodeExecutionData => ({
	json: { ...identity, duplicate: false, delivery: statusDelivery('queued') },
});

/** How it stands by now is not known: it may have been delivered long ago. */
const sentBefore = (identity: IDataObject): INodeExecutionData => ({
	json: { ...identity, duplicate: true, delivery: statusDelivery(undefined) },
});
