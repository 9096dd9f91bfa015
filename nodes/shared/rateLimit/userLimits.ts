import type {
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { AcquireOptions } from './limiter';

type Context =
	| IExecutePaginationFunctions
	| IExecuteSingleFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** The limits that the user set in the node's options, as far as the node offers that. */
export function userLimits(context: Context): Pick<AcquireOptions, 'inFlight' | 'perMinute'> {
	return {
		inFlight: positive(context, 'options.maxConcurrentRequests'),
		perMinute: positive(context, 'options.maxRequestsPerMinute'),
	};
}

function positive(context: Context, parameter: string): number | undefined {
	// Of the overloads that the contexts have, they share only the one with name and fallback.
	const read = context.getNodeParameter.bind(context) as (name: string, none: number) => unknown;
	const value = Number(read(parameter, 0));
	return value > 0 ? value : undefined;
}
