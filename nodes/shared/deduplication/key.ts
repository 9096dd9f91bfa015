import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { digest } from '../digest';
import { textOf } from '../json';
import { badInput } from '../parameters/badInput';
import type { Account } from '../policy';

/** Label of the option, as its errors name it. */
const DEDUPLICATION_KEY = 'Prevent Duplicates By';

/**
 * What the user names the message of an item by, so that it is sent once; undefined without the option.
 * @throws NodeOperationError if it is empty, which is what an expression gives for a field that is not there
 */
export function deduplicationKeyOf(context: IExecuteSingleFunctions): string | undefined {
	const given: unknown = context.getNodeParameter('options.deduplicationKey', null);
	const reference = textOf(given);
	if (reference !== '') return reference;
	if (given === null && !hasDeduplicationKey(context)) return undefined;
	throw badInput(
		context,
		`The option '${DEDUPLICATION_KEY}' is empty`,
		'Enter what names the message, such as the number of the invoice, or remove the option.',
	);
}

/** Whether the node has the option at all, whatever it comes to for an item. */
export function hasDeduplicationKey(context: IExecuteSingleFunctions): boolean {
	const { options } = context.getNode().parameters as { options?: object };
	return Object.hasOwn(options ?? {}, 'deduplicationKey');
}

/**
 * A key for the message that a reference names: the same in each execution of the same node of the same
 * workflow, with the same operation; else another. It does not depend on the content.
 * @param account whose message it is: the same reference may name another one's message. Not needed where what
 * the key is for belongs to one account anyway.
 * @returns 40 hexadecimal digits
 */
export function hashedKey(
	context: IExecuteSingleFunctions,
	reference: string,
	account?: Account,
): string {
	const parameter = (name: string) => textOf(context.getNodeParameter(name, ''));
	return digest(
		context.getInstanceId(),
		context.getWorkflow().id,
		context.getNode().id,
		account?.id,
		parameter('resource'),
		parameter('operation'),
		reference,
	).slice(0, 40);
}
