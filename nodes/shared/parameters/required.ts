import {
	NodeOperationError,
	type IExecuteSingleFunctions,
	type IPollFunctions,
} from 'n8n-workflow';

import { badInput } from './badInput';
import { withoutInvisible } from './invisible';
import { idsIn, textIn } from './parameter';

/**
 * A required text, unchanged.
 * @param label of the parameter, for the error
 * @throws NodeOperationError if it has only spaces
 */
export function requiredTextIn(
	context: IExecuteSingleFunctions,
	name: string,
	label: string,
): string {
	const text = textIn(context, name);
	if (withoutInvisible(text).trim() !== '') return text;
	throw badInput(
		context,
		`The parameter '${label}' is empty`,
		'Fill it in, or check what its expression gives.',
	);
}

/**
 * The IDs that a trigger watches.
 * @param label of the parameter, for the error
 * @throws NodeOperationError if there are none
 */
export function requiredIdsIn(context: IPollFunctions, name: string, label: string): string[] {
	const ids = idsIn(context, name);
	if (ids.length > 0) return ids;
	throw new NodeOperationError(context.getNode(), `The parameter '${label}' is empty`, {
		description: 'Enter at least one ID.',
	});
}
