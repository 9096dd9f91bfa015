import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { isEmailAddress } from '../../../shared/parameters/email';

/**
 * The addresses in a parameter, each once: text with commas, semicolons or lines between them, or a list.
 * @throws NodeOperationError that names what is no address, or an empty parameter
 */
export function addressList(
	context: IExecuteSingleFunctions,
	value: unknown,
	label: string,
): string[] {
	const written = Array.isArray(value) ? value : textOf(value).split(/[\s,;]+/);
	const addresses = written.map(textOf).filter(Boolean);
	const wrong = addresses.find((address) => !isEmailAddress(address));
	if (wrong !== undefined) {
		throw badInput(
			context,
			`The parameter '${label}' holds what is no e-mail address: ${wrong}`,
			'Enter addresses such as office@pec.example.com, without names.',
		);
	}
	if (addresses.length === 0) throw badInput(context, `The parameter '${label}' is empty`);
	return [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()];
}
