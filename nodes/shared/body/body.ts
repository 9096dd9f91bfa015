import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { choiceIn } from '../parameters/parameter';
import { requiredTextIn } from '../parameters/required';
import { htmlOf } from './html';

/** The content of a message. */
export interface Body {
	html: string;
	/** As it was written; undefined for one that was written in HTML. */
	text?: string;
}

/**
 * The content of an item's message, by its parameters `bodyFormat` and `body`.
 * @throws NodeOperationError if it has only spaces
 */
export function bodyOf(context: IExecuteSingleFunctions): Body {
	const written = requiredTextIn(context, 'body', 'Body');
	if (choiceIn(context, 'bodyFormat', 'text') === 'html') return { html: written };
	return { html: htmlOf(written), text: written };
}
