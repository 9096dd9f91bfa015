import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { filled, idOf, isObject, textOf } from '../../../shared/json';
import { ProviderError } from '../../../shared/response/providerError';
import { dataOf, uidsIn } from '../../api';
import { ask } from '../../request';

/** The identity of a message. In the documentation its id is text, in real answers a number. */
export function identityOf(uid: string, answer: unknown): IDataObject {
	const { message } = dataOf(answer);
	const { id, url, ...more } = isObject(message) ? message : {};
	return { uid, id: idOf(id) || null, ...filled({ url: textOf(url) }), ...more };
}

/**
 * Requests the message with a uid.
 * @returns its identity; `none` if PostageApp reports that there is none; undefined if it reports neither, such as by an
 * answer that does not name the uid
 */
export async function findMessage(
	context: IExecuteSingleFunctions,
	uid: string,
): Promise<IDataObject | 'none' | undefined> {
	try {
		const answer = await ask(context, 'get_message_receipt', { uid });
		const identity = identityOf(uid, answer);
		return uidsIn(answer).length > 0 && identity.id !== null ? identity : undefined;
	} catch (error) {
		const isMissing = error instanceof ProviderError && error.code === 'not_found';
		return isMissing ? 'none' : undefined;
	}
}
