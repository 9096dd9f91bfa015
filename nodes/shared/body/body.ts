import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { choiceIn } from '../parameters/parameter';
import { requiredTextIn } from '../parameters/required';
import { htmlOf } from './html';

/** The content of a message. */
export interface Body {
	html: string;
	/** The plain text as it was entered; undefined if it was entered as HTML. */
	text?: string;
}

/**
 * The content of an item's message, from its parameters `bodyFormat` and `body`.
 * @throws NodeOperationError if it has only spaces
 */
export function bodyOf(context: IExecuteSingleFunctions): Body {
	const written = requiredTextIn(context, 'body', 'Body');
	if (choiceIn(context, 'bodyFormat', 'text') === 'html') return { html: written };
	return { html: htmlOf(written), text: written };
}
