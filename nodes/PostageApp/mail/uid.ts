import {
	NodeOperationError,
	type IDataObject,
	type IExecuteSingleFunctions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';

import { idempotencyKey } from '../../shared/deduplication/idempotencyKey';
import { hashedKey } from '../../shared/deduplication/key';
import { textOf } from '../../shared/json';
import { badInput } from '../../shared/parameters/badInput';
import { runOf } from '../../shared/run/run';
import { composed } from '../../shared/streamSafe';
import { responseOf } from '../api';
import { saysTaken } from '../errors';

/** PostageApp keeps messages, and so their uids, for 14 to 28 days. In milliseconds. */
export const UID_LIFE = 14 * 24 * 60 * 60 * 1000;

/** The user's names for a mail. */
interface Names {
	/** The uid; empty for a derived one. */
	given: string;
	deduplicationKey?: string;
}

/**
 * The UID of a mail: the user's, or one that is derived from the deduplication key, or else from the execution and
 * the content (see `idempotencyKey` for its guarantees).
 * @param place the index of one among several that share the item's key
 * @throws NodeOperationError if another mail of this run has the user's uid: PostageApp would drop it. So it is with a
 * uid that looks the same, because it is not documented which uids PostageApp takes for the same.
 */
export function uidFor(
	context: IExecuteSingleFunctions,
	{ given, deduplicationKey: key }: Names,
	mail: IDataObject,
	place?: number,
): string {
	if (given === '') {
		if (key === undefined) return idempotencyKey(context, { ...mail, place }, UID_LIFE);
		return hashedKey(context, place === undefined ? key : `${key} ${place}`);
	}
	const taken = runOf(context).state(TakenUids, () => new TakenUids());
	const content = JSON.stringify({ ...mail, place });
	const { uid = given, content: other = content } = taken.get(composed(given)) ?? {};
	if (uid !== given) {
		throw badInput(
			context,
			`The UID '${given}' is given in two ways that look the same`,
			'An accent is a character of its own in one of them. Write all UIDs in the same way, such as by the expression .normalize().',
		);
	}
	if (other !== content) {
		throw badInput(
			context,
			`The UID '${given}' is given to two different mails`,
			'PostageApp would send only the first. Use an expression with what tells the items apart, or leave it empty.',
		);
	}
	taken.set(composed(given), { uid, content });
	return given;
}

/** The mails that a run has prepared, by the users' uids in composed form. */
class TakenUids extends Map<string, { uid: string; content: string }> {}

/** Whether a send was refused because there is something already. Only what has the uid shows whether it is that. */
export const isTaken = ({ statusCode, body }: IN8nHttpFullResponse): boolean =>
	statusCode >= 400 && statusCode < 500 && saysTaken(body);

/** What has a uid, or the word for it; and words that name nothing at all. */
const ABOUT_UID =
	/\b(uids?|messages?|e?mails?|events?|requests?)\b|^\W*(is )?(already (exists|been taken|in use)|duplicate)\W*$/i;

/** Whether the words of a refusal may be about the uid, and not about another part of the request. */
export function isAboutUid({ body }: IN8nHttpFullResponse, uid: string): boolean {
	const words = textOf(responseOf(body).message);
	return ABOUT_UID.test(words) || composed(words).includes(composed(uid));
}

/** The outcome is unknown: the uid may belong to what was sent before, which PostageApp may show later. */
export const uidTakenError = (context: IExecuteSingleFunctions, uid: string) =>
	new NodeOperationError(
		context.getNode(),
		`PostageApp has the UID '${uid}' already, and does not show what has it`,
	);
