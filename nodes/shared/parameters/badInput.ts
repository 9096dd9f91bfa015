import { NodeOperationError, type IExecuteSingleFunctions } from 'n8n-workflow';

import { inItem } from '../inItem';
import { escapeErrorCodes } from '../errorCodes';
import { InvalidValue } from './reading';

/**
 * The error for input that is invalid before anything is sent.
 * @param message what is wrong, naming the parameter or the recipient; no final period
 * @param description how to fix it
 */
export function badInput(
	context: IExecuteSingleFunctions,
	message: string,
	description?: string,
): NodeOperationError {
	const itemIndex = context.getItemIndex();
	return new NodeOperationError(
		context.getNode(),
		escapeErrorCodes(`${message}${inItem(itemIndex)}`),
		{
			itemIndex,
			description: description && escapeErrorCodes(description),
		},
	);
}

/** Turns an unreadable value into the item's error; other errors stay unchanged. */
export const asInputError = (context: IExecuteSingleFunctions, reason: unknown): Error =>
	reason instanceof InvalidValue
		? badInput(context, reason.message, reason.description)
		: (reason as Error);
