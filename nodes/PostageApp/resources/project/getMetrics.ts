import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject } from '../../../shared/json';
import { booleanIn } from '../../../shared/parameters/parameter';
import { dataOf } from '../../api';

/** One item for all metrics, or one for each period and measure, so that they can be charted. */
export const toMetrics: ToItems = async function ([{ json }]) {
	const { metrics } = dataOf(json);
	const periods = isObject(metrics) ? metrics : {};
	if (!booleanIn(this, 'splitByMeasure')) return [{ json: periods }];
	return Object.entries(periods).flatMap(([period, measures]) =>
		Object.entries(isObject(measures) ? measures : {}).map(([measure, values]) => ({
			json: { period, measure, ...(values as IDataObject) },
		})),
	);
};

export const getMetricsFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['project'], operation: ['getMetrics'] } },
	[
		{
			displayName: 'Split by Period and Measure',
			name: 'splitByMeasure',
			type: 'boolean',
			default: false,
			description:
				'Whether to return one item for each period (hour, date, week, month) and measure, such as for a chart, instead of all in one',
		},
	],
);
