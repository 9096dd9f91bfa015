import {
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { ofKind } from '../../../shared/parameters/kind';
import { idIn } from '../../../shared/parameters/parameter';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import { LETTERS } from '../../api';
import { letterItem } from '../../letters';

/** The path of the item's letter: `pathSegment` refuses what would lead elsewhere. */
export const letterPath = (context: IExecuteSingleFunctions) =>
	`${LETTERS}/${pathSegment(context, idIn(context, 'letterId'), 'Letter ID')}`;

export const addressLetter: Build = async function (request) {
	return { ...request, url: letterPath(this) };
};

export const toLetter: ToItems = async ([{ json }]) => [letterItem(json)];

export const letterIdFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['letter'], operation: ['get', 'getReceipt'] } },
	[
		ofKind('id', {
			displayName: 'Letter ID',
			name: 'letterId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. p-1',
			hint: 'The id in the output of Send',
			description: 'The ID that Pigeon Post gave when the letter was sent',
		}),
	],
);
