import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { isSameJson } from '../json';
import { badInput } from './badInput';
import { sameAddress } from './email';

/**
 * The people in a list, each once: an address that occurs again with the same details is left out.
 * @param label of an entry, for the error: "Recipient"
 * @throws NodeOperationError for an address that occurs again with other details: it is unclear whom it should reach
 */
export function distinctEntries<Entry extends { email: string }>(
	context: IExecuteSingleFunctions,
	entries: Entry[],
	label: string,
): Entry[] {
	const found = new Map<string, { entry: Entry; position: number }>();
	entries.forEach((entry, index) => {
		const address = sameAddress(entry.email);
		const first = found.get(address);
		if (!first) found.set(address, { entry, position: index + 1 });
		else if (!isSameJson({ ...entry, email: '' }, { ...first.entry, email: '' })) {
			throw badInput(
				context,
				`${label} ${index + 1} has the address of ${label.toLowerCase()} ${first.position} with other details: ${entry.email}`,
				'Each address goes once. Leave one of them out, or use an item of its own for it.',
			);
		}
	});
	return [...found.values()].map(({ entry }) => entry);
}
