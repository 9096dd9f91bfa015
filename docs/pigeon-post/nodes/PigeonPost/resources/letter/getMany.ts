import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit } from '../../../shared/descriptions';
import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { filled } from '../../../shared/json';
import { choiceIn } from '../../../shared/parameters/parameter';
import type { Policy } from '../../../shared/policy';
import { lettersIn, PAGE_SIZE, pagination } from '../../api';
import { letterItem } from '../../letters';
import { listing } from '../../policies';

export const listingLetters: Policy = { ...listing, pagination };

/** The first page; dispatch asks for the others. */
export const firstPage: Build = async function (request) {
	const status = choiceIn(this, 'filters.status');
	return { ...request, qs: { ...request.qs, limit: PAGE_SIZE, ...filled({ status }) } };
};

export const toLetters: ToItems = async ([{ json }]) => lettersIn(json).map(letterItem);

export const getManyFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['letter'], operation: ['getMany'] } },
	[
		...returnAllOrLimit,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Status',
					name: 'status',
					type: 'options',
					options: [
						{ name: 'Landed', value: 'LANDED' },
						{ name: 'Lost', value: 'LOST' },
						{ name: 'Released', value: 'RELEASED' },
					],
					default: 'LANDED',
					description: 'Return only letters in this status',
				},
			],
		},
	],
);
