import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit } from '../../../shared/descriptions';
import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { ofKind } from '../../../shared/parameters/kind';
import { lineIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import { inboxPage } from '../../inbox';
import { classified } from '../../mail';
import { reading } from '../../policies';

export const searchInbox: Build = async function (request) {
	const q = lineIn(this, 'filters.q');
	return q === '' ? request : { ...request, qs: { ...request.qs, q } };
};

/** One item for each mail, with what it is. */
export const toMails: ToItems = async (items) =>
	inboxPage(items[0].json).mails.map((mail) => ({ json: { ...mail, ...classified(mail) } }));

/**
 * The first page is asked for without a number, for nobody says whether it is 0 or 1; each page tells its
 * own number, and the next one has one more. How many pages there are is rounded down in the vendor's
 * example, so the count of the mails decides.
 */
export const listing: Policy = {
	...reading,
	pagination: {
		key: ({ json: { id, date, sender, object } }) => JSON.stringify([id, date, sender, object]),
		next: (request, { body, items }, before) => {
			const { page, total } = inboxPage(body);
			if (before.length + items.length >= total) return undefined;
			return { ...request, qs: { ...request.qs, page: page + 1 } };
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
