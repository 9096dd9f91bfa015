import { NodeOperationError, type IExecuteSingleFunctions } from 'n8n-workflow';

import { inItem } from '../inItem';

/**
 * The error for input that is wrong before anything is sent.
 * @param message what is wrong, naming the parameter or the recipient; no final period
 * @param description how to fix it
 */
export function badInput(
	context: IExecuteSingleFunctions,
	message: string,
	description?: string,
): NodeOperationError {
	const itemIndex = context.getItemIndex();
	return new NodeOperationError(context.getNode(), `${message}${inItem(itemIndex)}`, {
		itemIndex,
		description,
	});
}
