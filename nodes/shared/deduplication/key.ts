import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { digest } from '../digest';
import { badInput } from '../parameters/badInput';
import { choiceIn, idIn } from '../parameters/parameter';
import type { Account } from '../policy';
import { composed } from '../streamSafe';

/** Label of the option, as used in its errors. */
const DEDUPLICATION_KEY = 'Prevent Duplicates By';

/**
 * The user's name for the message of an item, so that it is sent once; undefined without the option.
 * @throws NodeOperationError if it is empty, which is the value of an expression for a missing field
 */
export function deduplicationKeyOf(context: IExecuteSingleFunctions): string | undefined {
	const reference = composed(idIn(context, 'options.deduplicationKey'));
	if (reference !== '') return reference;
	if (!hasDeduplicationKey(context)) return undefined;
	throw badInput(
		context,
		`The option '${DEDUPLICATION_KEY}' is empty`,
		'Enter what names the message, such as the number of the invoice, or remove the option.',
	);
}

/** Whether the node has the option at all, regardless of its value for an item. */
export function hasDeduplicationKey(context: IExecuteSingleFunctions): boolean {
	const { options } = context.getNode().parameters as { options?: object };
	return Object.hasOwn(options ?? {}, 'deduplicationKey');
}

/**
 * A key for the message that a reference identifies: the same in each execution of the same node of the same
 * workflow, with the same operation; otherwise different. It does not depend on the content.
 * @param account whose message it is: elsewhere, the same reference may identify another message. Not needed for keys
 * that belong to one account anyway.
 * @returns 40 hexadecimal digits
 */
export function hashedKey(
	context: IExecuteSingleFunctions,
	reference: string,
	account?: Account,
): string {
	return digest(
		context.getInstanceId(),
		context.getWorkflow().id,
		context.getNode().id,
		account?.id,
		choiceIn(context, 'resource'),
		choiceIn(context, 'operation'),
		reference,
	).slice(0, 40);
}
