import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { filled, isObject, textOf } from '../../../shared/json';
import { ProviderError } from '../../../shared/response/providerError';
import { dataOf } from '../../api';
import { ask } from '../../request';

/** A message by what identifies it. The documents give its id as text, live answers as a number. */
export function identityOf(uid: string, answer: unknown): IDataObject {
	const { message } = dataOf(answer);
	const { id, url, ...more } = isObject(message) ? message : {};
	return { uid, id: textOf(id) || null, ...filled({ url: textOf(url) }), ...more };
}

/**
 * Asks for the message that has a uid.
 * @returns what identifies it; `none` if PostageApp says that there is none; undefined if it does not say
 */
export async function findMessage(
	context: IExecuteSingleFunctions,
	uid: string,
): Promise<IDataObject | 'none' | undefined> {
	try {
		return identityOf(uid, await ask(context, 'get_message_receipt', { uid }));
	} catch (error) {
		const isMissing = error instanceof ProviderError && error.code === 'not_found';
		return isMissing ? 'none' : undefined;
	}
}
