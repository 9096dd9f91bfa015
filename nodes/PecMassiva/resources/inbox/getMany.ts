import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit } from '../../../shared/descriptions';
import type { ToItems } from '../../../shared/dispatch/routing';
import { filled } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import { booleanIn, lineIn } from '../../../shared/parameters/parameter';
import type { ListPage, Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { inboxPage, type InboxPage } from '../../api';
import { newestFirst } from '../../inboxWalk';
import { classified } from '../../mail';
import { listingMails } from '../../policies';

/** The parameters of a search. */
interface InboxQuery {
	isSimplified: boolean;
}

export const prepareSearch: Prepare<InboxQuery> = async function (request) {
	const q = lineIn(this, 'filters.q');
	const isSimplified = booleanIn(this, 'simplify', true);
	return {
		request: q === '' ? request : { ...request, qs: { ...request.qs, q } },
		payload: { isSimplified },
	};
};

/** One item for each mail, with its classification and, unless simplified, the API's data about its page. */
export const toMails: ToItems<InboxQuery> = async ([{ json }], _response, { isSimplified }) => {
	const { total, page, n_of_pages } = json;
	const paging = isSimplified ? {} : filled({ total, page, n_of_pages });
	return inboxPage(json).mails.map((mail) => ({
		json: { ...mail, ...classified(mail), ...paging },
	}));
};

/** The newest mails come first, page by page; within a page, the order is that of the API. */
export const listing: Policy<InboxQuery> = {
	...listingMails,
	pagination: {
		key: ({ json: { id, date, sender, object } }) => JSON.stringify([id, date, sender, object]),
		*walk(request, take) {
			const walk = newestFirst<InboxPage & ListPage>({ take });
			let step = walk.next();
			while (!step.done) {
				const { value: page } = step;
				const qs = { ...request.qs, ...(page !== undefined && { page }) };
				const answer: ListPage = yield { ...request, qs };
				step = walk.next({ ...inboxPage(answer.body), ...answer });
			}
			return step.value.isInconsistent;
		},
	},
};

export const getManyFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['inbox'], operation: ['getMany'] } },
	[
		...returnAllOrLimit,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				ofKind('line', {
					displayName: 'Search',
					name: 'q',
					type: 'string',
					default: '',
					placeholder: 'e.g. Convocazione',
					description:
						'Search criteria. A search can be slow in a mailbox that holds many messages.',
				}),
			],
		},
	],
);
