import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { buildKeyOnly, call } from '../../api';
import { reading } from '../../policies';
import { toSuppressions } from './getMany';

export const suppressionOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['suppression'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many suppressions',
			description: 'Get the addresses that PostageApp does not send to, or only with caution',
			routing: routing({
				policy: reading,
				request: call('get_suppression_list'),
				build: buildKeyOnly,
				toItems: toSuppressions,
			}),
		},
	],
	default: 'getMany',
};
