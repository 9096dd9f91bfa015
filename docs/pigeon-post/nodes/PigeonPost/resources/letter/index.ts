import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { LETTERS } from '../../api';
import { readingLetter } from '../../policies';
import { addressLetter, letterIdFields, toLetter } from './get';
import { firstPage, getManyFields, listingLetters, toLetters } from './getMany';
import { getReceiptFields, toReceipt } from './getReceipt';
import { prepareLetter } from './letter';
import { sendFields, sendingLetters, toSentLetter } from './send';

export const letterOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['letter'] } },
	options: [
		{
			name: 'Send',
			value: 'send',
			action: 'Send letter',
			description: 'Send a letter by pigeon',
			routing: routing({
				policy: sendingLetters,
				request: { method: 'POST', url: LETTERS },
				prepare: prepareLetter,
				toItems: toSentLetter,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get letter',
			description: 'Get what became of a letter',
			routing: routing({
				policy: readingLetter,
				request: { method: 'GET', url: LETTERS },
				build: addressLetter,
				toItems: toLetter,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many letters',
			description: 'Get the letters that were sent, the newest first',
			routing: routing({
				policy: listingLetters,
				request: { method: 'GET', url: LETTERS },
				build: firstPage,
				toItems: toLetters,
			}),
		},
		{
			name: 'Get Receipt',
			value: 'getReceipt',
			action: 'Get letter receipt',
			description: 'Get the PDF that the loft has signed',
			routing: routing({
				policy: readingLetter,
				request: { method: 'GET', url: LETTERS },
				build: addressLetter,
				toItems: toReceipt,
			}),
		},
	],
	default: 'send',
};

export const letterFields: INodeProperties[] = [
	...sendFields,
	...letterIdFields,
	...getReceiptFields,
	...getManyFields,
];
