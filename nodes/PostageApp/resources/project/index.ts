import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { buildKeyOnly, call, toOne } from '../../api';
import { reading } from '../../policies';
import { createFields, creatingProjects, prepareProject, toProject } from './create';
import { getMetricsFields, toMetrics } from './getMetrics';

export const projectOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['project'] } },
	options: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create project',
			description: 'Create a project in the account. The credential needs the account API key.',
			routing: routing({
				policy: creatingProjects,
				request: call('create_project'),
				prepare: prepareProject,
				toItems: toProject,
			}),
		},
		{
			name: 'Get Info',
			value: 'getInfo',
			action: 'Get project info',
			description: "Get the project's name, users and how much it has sent",
			routing: routing({
				policy: reading,
				request: call('get_project_info'),
				build: buildKeyOnly,
				toItems: toOne('project'),
			}),
		},
		{
			name: 'Get Metrics',
			value: 'getMetrics',
			action: 'Get project metrics',
			description:
				'Get how much was delivered, opened, clicked or failed, by hour, date, week and month',
			routing: routing({
				policy: reading,
				request: call('get_metrics'),
				build: buildKeyOnly,
				toItems: toMetrics,
			}),
		},
	],
	default: 'getInfo',
};

export const projectFields: INodeProperties[] = [...createFields, ...getMetricsFields];
