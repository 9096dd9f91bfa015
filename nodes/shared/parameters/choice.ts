import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { textOf } from '../json';
import { badInput } from './badInput';

/**
 * What a choice of the user stands for.
 * @param name of the parameter; `label` as the user sees it
 * @throws NodeOperationError for what is none of the choices, which an expression may give
 */
export function choiceOf<T>(
	context: IExecuteSingleFunctions,
	name: string,
	label: string,
	choices: Record<string, T>,
): T {
	const chosen = textOf(context.getNodeParameter(name));
	if (Object.hasOwn(choices, chosen)) return choices[chosen];
	throw badInput(
		context,
		`The parameter '${label}' is none of its choices: ${chosen}`,
		`It can be ${Object.keys(choices).join(', ')}.`,
	);
}
