import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { PostReceive } from '../../../shared/response';
import { options, maxConcurrentRequests, returnAllOrLimit } from '../../../shared/descriptions';
import type { Policy } from '../../../shared/policy';
import { prepare } from '../../../shared/run/prepare';
import { inboxPage, type InboxPage } from '../../inbox';
import { classified } from '../../mail';
import { readPace, reading } from '../../policies';

const showOnlyForGetMany = { resource: ['inbox'], operation: ['getMany'] };

export const searchInbox = prepare(async function (request) {
	const q = this.getNodeParameter('filters.q', '') as string;
	return q === '' ? request : { ...request, qs: { ...request.qs, q } };
});

/** The page that an item stands on. */
const pages = new WeakMap<IDataObject, InboxPage>();

/** One item for each mail, with what it is. */
export const toMails: PostReceive = async (items) => {
	const page = inboxPage(items[0].json);
	return page.mails.map((mail) => {
		const json = { ...mail, ...classified(mail) };
		pages.set(json, page);
		return { json };
	});
};

/**
 * The first page is asked for without a number, for nobody says whether it is 0 or 1; each page tells its
 * own number, and the next one has one more. How many pages there are is rounded down in the vendor's
 * example, so the count of the mails decides.
 */
export const listing: Policy = {
	...reading,
	pagination: {
		key: ({ json: { id, date, sender, object } }) => JSON.stringify([id, date, sender, object]),
		next: (request, items, before) => {
			const page = pages.get(items[0].json);
			if (!page || before.length + items.length >= page.total) return undefined;
			return { ...request, qs: { ...request.qs, page: page.page + 1 } };
		},
	},
};

export const getManyFields: INodeProperties[] = [
	...returnAllOrLimit(showOnlyForGetMany),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: { show: showOnlyForGetMany },
		options: [
			{
				displayName: 'Search',
				name: 'q',
				type: 'string',
				default: '',
				placeholder: 'e.g. Convocazione',
				description: 'Search criteria. A search can be slow in a mailbox that holds many messages.',
			},
		],
	},
	options(showOnlyForGetMany, [maxConcurrentRequests(readPace.inFlight)]),
];
