import type {
	IDataObject,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { messageDelivery } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, isObject, textOf } from '../../../shared/json';
import { DoubtfulAnswer } from '../../../shared/outcome/acceptedIds';
import { sameAddress } from '../../../shared/parameters/email';
import { idIn } from '../../../shared/parameters/parameter';
import type { Policy, Prepared, RequestOptions } from '../../../shared/policy';
import { ProviderError } from '../../../shared/response/providerError';
import type { Prepare } from '../../../shared/run/job';
import { project } from '../../account';
import { dataOf, namesOne, responseOf, uidsIn } from '../../api';
import { statusDelivery } from '../../delivery';
import { isDuplicate, postageAppErrors } from '../../errors';
import { mailOf, type Mail } from '../../mail/mail';
import { recipientAddresses } from '../../mail/recipients';
import { isAboutUid, isTaken, uidTakenError, UID_LIFE, uidFor } from '../../mail/uid';
import { postageAppRateLimit } from '../../policies';
import { ask } from '../../request';
import { transmissionsIn } from '../../transmissions';
import { findMessage, identityOf } from './message';

/** A message that is about to be sent. */
export interface SentMessage {
	uid: string;
	arguments: Mail;
	/** The user gave it a uid or a deduplication key. */
	isNamed: boolean;
	/** The user's. */
	deduplicationKey?: string;
	/** PostageApp said that it has the uid already, and has yet to show what has it. */
	isTaken?: boolean;
}

/** Validates an item's mail and creates its request, with the user's uid or a derived one. */
export const prepareMessage: Prepare<SentMessage> = async function (request, deduplicationKey) {
	const mail = await mailOf(this);
	const given = idIn(this, 'additionalFields.uid');
	const uid = uidFor(this, { given, deduplicationKey }, mail);
	const isNamed = given !== '' || deduplicationKey !== undefined;
	return preparedMessage(request, { uid, arguments: mail, isNamed, deduplicationKey });
};

/** The request for a message. */
export const preparedMessage = (
	request: RequestOptions,
	message: SentMessage,
): Prepared<SentMessage> => ({
	request: { ...request, body: { uid: message.uid, arguments: message.arguments } },
	payload: message,
});

/**
 * Marks a message that was sent before as a duplicate, whether PostageApp or the record of the deduplication key
 * recognized it.
 */
export const repeated = (json: IDataObject): IDataObject =>
	'duplicate' in json ? { ...json, duplicate: true } : json;

/**
 * Sends are repeated after any failure, because PostageApp sends each UID once. If the last answer is lost too, the
 * message is requested, which PostageApp may still accept, or show later.
 */
export const sendingMessages: Policy<SentMessage> = {
	kind: 'idempotentSend',
	rateLimit: postageAppRateLimit,
	errors: postageAppErrors,
	account: project,
	keyLife: UID_LIFE,
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.uid)),
	isRepeat: ({ json }) => json.duplicate === true,
	repeated,
	findBy: (_own, { uid }) => ({ UID: uid }),
	safeAgain:
		'To run this item again, give it the UID below under Additional Fields: PostageApp sends each UID once.',
	lookup: {
		hasOwnProof: true,
		pauses: () => [0, 1_000, 2_000],
		async search(sent) {
			const { uid, isNamed } = sent;
			const wasBefore = isNamed || sent.isTaken;
			const found = await findMessage(this, uid);
			if (!isObject(found)) return [];
			// A UID from the user may have existed before; one derived by this execution did not.
			const outputs = [wasBefore ? alreadySent(found, sent) : justSent(found, sent)];
			const isProven = (await recipientsOfFirst(this, sent)) === 'same';
			return [{ id: uid, outputs, isProven }];
		},
	},
};

/** The message, sent now or before: if its uid is taken, the message with this uid. */
export const readSent: ToItems<SentMessage> = async function (_items, response, sent, check) {
	const { uid } = sent;
	if (isTaken(response)) {
		const found = await findMessage(this, uid);
		if (isObject(found)) {
			await assertSameRecipients(this, sent, response);
			return [alreadySent(found, sent)];
		}
		if (isAboutUid(response, uid)) {
			sent.isTaken = true;
			throw uidTakenError(this, uid);
		}
	}
	const { body } = check(response);
	if (responseOf(body).status !== 'ok') {
		const { statusCode: status, headers } = response;
		const answer = { status, headers, body };
		throw new ProviderError(this.getNode(), answer, postageAppErrors, this.getItemIndex());
	}
	const { message } = dataOf(body);
	const identity = identityOf(uid, body);
	if (!namesOne(body)) throw new DoubtfulAnswer([], response.statusCode);
	const isRepeat = isObject(message) && isDuplicate(message.duplicate);
	if (!isRepeat) return [justSent(identity, sent)];
	await assertSameRecipients(this, sent, response);
	return [alreadySent(identity, sent)];
};

/**
 * A UID that is derived from a reference does not depend on the content. If the record of what was sent is lost,
 * PostageApp may therefore drop a different mail. It still knows the recipients of the first one.
 * @throws ProviderError that counts as refused, if that one went to others; NodeOperationError, so that the outcome
 * is unknown, if PostageApp does not report them
 */
async function assertSameRecipients(
	context: IExecuteSingleFunctions,
	sent: SentMessage,
	{ headers }: IN8nHttpFullResponse,
): Promise<void> {
	const recipients = await recipientsOfFirst(context, sent);
	if (recipients === 'same') return;
	if (recipients === 'unknown') throw uidTakenError(context, sent.uid);
	const { deduplicationKey: key } = sent;
	const body = {
		response: { status: 'conflict', message: 'The UID is that of a message to other recipients' },
	};
	const error = new ProviderError(
		context.getNode(),
		{ status: 409, headers, body },
		postageAppErrors,
		context.getItemIndex(),
	);
	error.description = `The deduplication key '${key}' stands for another message already, and this one was not sent. Give each message a key of its own.`;
	throw error;
}

/**
 * Whether the message with a uid from a reference went to others. A uid from the user, or one derived from the
 * content, needs no such check.
 * @returns unknown if PostageApp does not name all of the recipients, or only PostageApp knows those of this one
 */
async function recipientsOfFirst(
	context: IExecuteSingleFunctions,
	{ uid, arguments: mail, deduplicationKey: key }: SentMessage,
): Promise<'same' | 'others' | 'unknown'> {
	if (key === undefined) return 'same';
	const answer = await ask(context, 'get_message_transmissions', { uid }).catch(() => undefined);
	const transmissions = uidsIn(answer).length > 0 ? transmissionsIn(uid, answer) : [];
	const reached = transmissions.map(({ recipient }) => sameAddress(textOf(recipient)));
	const wanted = recipientAddresses(mail)?.map(sameAddress);
	if (reached.length === 0 || wanted === undefined) return 'unknown';
	if (!reached.every((address) => wanted.includes(address))) return 'others';
	return wanted.every((address) => reached.includes(address)) ? 'same' : 'unknown';
}

const justSent = (identity: IDataObject, sent: SentMessage): INodeExecutionData => ({
	json: {
		...identity,
		recipients: recipientAddresses(sent.arguments),
		duplicate: false,
		delivery: messageDelivery(sent.uid, statusDelivery('queued')),
	},
});

/**
 * Its current status is not known: it may have been delivered long ago. If the user gave another message the same UID,
 * its recipients are not known either.
 */
const alreadySent = (identity: IDataObject, sent: SentMessage): INodeExecutionData => ({
	json: {
		...identity,
		recipients: sent.isNamed && !sent.deduplicationKey ? null : recipientAddresses(sent.arguments),
		duplicate: true,
		delivery: messageDelivery(sent.uid, statusDelivery(undefined)),
	},
});
