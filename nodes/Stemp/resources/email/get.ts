import {
	NodeApiError,
	type IExecuteSingleFunctions,
	type IExecutePaginationFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { inItem } from '../../../shared/inItem';
import { badInput } from '../../../shared/parameters/badInput';
import { options, maxConcurrentRequests, simplify, type Show } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/policy';
import { textOf } from '../../../shared/json';
import { pageIn, PAGE_SIZE, pagination } from '../../lists';
import { hasId, MOST_PAGES } from '../../logs';
import { reading, stempPace } from '../../policies';
import { simple, toLog } from './rows';

const showOnlyForGet = { resource: ['email'], operation: ['get'] };

/** The e-mail that an operation is about. */
export const emailId = (show: Show): INodeProperties => ({
	displayName: 'Email ID',
	name: 'emailId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. email_abc123',
	hint: 'The messageId in the output of Send, or an ID from the logs',
	displayOptions: { show },
	description:
		'The ID in the logs (email_...), or the message ID that Send gave. The logs are searched for it.',
});

/** How far the logs are searched, one of an operation's options. */
export const pagesToSearch: INodeProperties = {
	displayName: 'Pages to Search',
	name: 'pagesToSearch',
	type: 'number',
	default: MOST_PAGES,
	typeOptions: { minValue: 1 },
	description: `How many pages of the logs to look through for the e-mail, with ${PAGE_SIZE} e-mails each`,
};

type Context = IExecuteSingleFunctions | IExecutePaginationFunctions;

export const emailIdOf = (context: Context) => textOf(context.getNodeParameter('emailId'));

export const searchedPages = (context: Context) =>
	Number(context.getNodeParameter('options.pagesToSearch', MOST_PAGES));

/** Begins the search: stemp has no request for one e-mail of the logs. */
export const searchEmail: Build = async function (request) {
	if (emailIdOf(this) === '') throw badInput(this, "The parameter 'Email ID' is empty");
	return { ...request, qs: { ...request.qs, page: 0, size: PAGE_SIZE } };
};

export const searchingLogs: Policy = {
	...reading,
	pagination: {
		...pagination,
		limit: 1,
		filter: (context) => {
			const id = emailIdOf(context);
			return ({ json }) => hasId(json, id);
		},
	},
};

/** The e-mail, if it is on this page of the logs, or all of the page. */
export const toWantedLog: ToItems = async function (_items, { body }) {
	const id = emailIdOf(this);
	const { rows, isLast, number = 0 } = pageIn(body);
	const found = rows.find((row) => hasId(row, id));
	if (found) {
		const log = toLog(found);
		return [{ json: this.getNodeParameter('simplify', true) ? simple(log) : log }];
	}
	if (isLast || number + 1 >= searchedPages(this)) throw notFound(this, id);
	return rows.map((row) => ({ json: row }));
};

/** The logs have no such e-mail, or not among what was searched. */
export function notFound(context: IExecuteSingleFunctions, id: string): NodeApiError {
	const itemIndex = context.getItemIndex();
	return new NodeApiError(
		context.getNode(),
		{},
		{
			message: `stemp's logs have no e-mail with the ID ${id}${inItem(itemIndex)}`,
			description: `Check the ID. An e-mail that was just sent may take a moment to show; one that is long ago may lie beyond the ${searchedPages(context)} pages that were searched.`,
			httpCode: '404',
			itemIndex,
		},
	);
}

export const getFields: INodeProperties[] = [
	emailId(showOnlyForGet),
	simplify(showOnlyForGet),
	options(showOnlyForGet, [pagesToSearch, maxConcurrentRequests(stempPace.inFlight)]),
];
