import { NodeApiError, type IExecuteSingleFunctions } from 'n8n-workflow';

import { deliveryIn } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { inItem } from '../../../shared/inItem';
import { badInput } from '../../../shared/parameters/badInput';
import { booleanIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { PAGE_SIZE, pageIn, pagination } from '../../api';
import { logDelivery, withLogDelivery } from '../../delivery';
import { findLogs, hasId } from '../../logs';
import { listing, waitingShare } from '../../policies';
import { searchOf, type LogSearch } from './emailId';
import { simple } from './logRows';

/** The email that an item requests. */
interface LogQuery extends LogSearch {
	isSimplified: boolean;
}

/** Starts the search: stemp has no request for a single email of the logs. */
export const prepareSearch: Prepare<LogQuery> = async function (request) {
	const search = searchOf(this);
	if (search.id === '') throw badInput(this, "The parameter 'Email ID' is empty");
	const isSimplified = booleanIn(this, 'simplify', true);
	return {
		request: { ...request, qs: { ...request.qs, page: 0, size: PAGE_SIZE } },
		payload: { ...search, isSimplified },
	};
};

export const searchingLogs: Policy<LogQuery> = {
	...listing,
	pagination: { ...pagination, limit: () => 1, filter: ({ json }, { id }) => hasId(json, id) },
	waiting: {
		share: waitingShare,
		async mayHaveChanged(open, requests) {
			const searches = open.map(({ payload }) => payload);
			const found = await findLogs(this, searches, requests);
			return open.map(({ outputs }, index) => {
				const row = found[index];
				return row === undefined || logDelivery(row).state !== deliveryIn(outputs[0])?.state;
			});
		},
	},
};

/** The email, if it is on this page of the logs, or else the whole page. */
export const toWantedLog: ToItems<LogQuery> = async function (_items, { body }, search) {
	const { rows, isLast, number = 0 } = pageIn(body);
	const found = rows.find((row) => hasId(row, search.id));
	if (found) {
		const log = withLogDelivery(found);
		return [{ json: search.isSimplified ? simple(log) : log }];
	}
	if (isLast || number + 1 >= search.pages) throw notFound(this, search);
	return rows.map((row) => ({ json: row }));
};

/** The logs have no such email, or not on the pages that were searched. */
export function notFound(context: IExecuteSingleFunctions, { id, pages }: LogSearch): NodeApiError {
	const itemIndex = context.getItemIndex();
	return new NodeApiError(
		context.getNode(),
		{},
		{
			message: `stemp's logs have no email with the ID ${id}${inItem(itemIndex)}`,
			description: `Check the ID. An email that was just sent may take a moment to show; one that is long ago may lie beyond the ${pages} pages that were searched.`,
			httpCode: '404',
			itemIndex,
		},
	);
}
