import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';

import { textOf } from '../json';

/** Ids as people write them into a parameter: separated by commas, spaces or lines, or as a list. */
export function idList(context: IPollFunctions, value: unknown, parameter: string): string[] {
	const written = Array.isArray(value) ? value : textOf(value).split(/[\s,;]+/);
	const ids = [...new Set(written.map(textOf).filter(Boolean))];
	if (ids.length > 0) return ids;
	throw new NodeOperationError(context.getNode(), `The parameter '${parameter}' is empty`, {
		description: 'Enter at least one ID.',
	});
}
