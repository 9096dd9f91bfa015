import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { dispatch } from '../../../shared/dispatch';
import { call } from '../../method';
import { askOnly, toOne } from '../../one';
import { postageAppRateLimit, reading } from '../../policies';
import { buildProject, createFields, creatingProjects, toProject } from './create';
import { getMetricsFields, toMetrics } from './getMetrics';

const showOnlyForProject = { resource: ['project'] };

export const projectDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForProject },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create a project',
				description: 'Create a project in the account. The credential needs the account API key.',
				routing: {
					request: call('create_project'),
					send: { preSend: [buildProject], paginate: true },
					operations: { pagination: dispatch(creatingProjects) },
					output: { postReceive: [readAnswer(creatingProjects), toProject] },
				},
			},
			{
				name: 'Get Info',
				value: 'getInfo',
				action: 'Get info of a project',
				description: "Get the project's name, users and how much it has sent",
				routing: {
					request: call('get_project_info'),
					send: { preSend: [askOnly], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toOne('project')] },
				},
			},
			{
				name: 'Get Metrics',
				value: 'getMetrics',
				action: 'Get metrics of a project',
				description:
					'Get how much was delivered, opened, clicked or failed, by hour, date, week and month',
				routing: {
					request: call('get_metrics'),
					send: { preSend: [askOnly], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toMetrics] },
				},
			},
		],
		default: 'getInfo',
	},
	...createFields,
	...getMetricsFields,
	options({ resource: ['project'] }, [maxConcurrentRequests(postageAppRateLimit.inFlight)]),
];
