import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { ofKind } from '../../../shared/parameters/kind';
import { idIn, numberIn } from '../../../shared/parameters/parameter';
import { PAGE_SIZE } from '../../api';
import { MAX_PAGES } from '../../logs';

/** The email that an operation is about. */
export const emailIdFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['get', 'getEvents'] } },
	[
		ofKind('id', {
			displayName: 'Email ID',
			name: 'emailId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. email_abc123',
			hint: 'The messageId in the output of Send, or an ID from the logs',
			description:
				'The ID in the logs (email_...), or the message ID that Send gave. The logs are searched for it.',
		}),
	],
);

/** How far the logs are searched, one of an operation's options. */
export const pagesToSearch: INodeProperties = {
	displayName: 'Pages to Search',
	name: 'pagesToSearch',
	type: 'number',
	default: MAX_PAGES,
	typeOptions: { minValue: 1 },
	description: `How many pages of the logs to look through for the email, with ${PAGE_SIZE} emails each`,
};

/** A search of the logs for an email. */
export interface LogSearch {
	id: string;
	/** How many pages of the logs are searched. */
	pages: number;
}

/** The search of an item. */
export const searchOf = (context: IExecuteSingleFunctions): LogSearch => ({
	id: idIn(context, 'emailId'),
	pages: numberIn(context, 'options.pagesToSearch', MAX_PAGES),
});
