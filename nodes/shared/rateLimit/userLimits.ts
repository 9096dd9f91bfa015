import { numberIn, type ParameterSource } from '../parameters/parameter';
import type { AcquireOptions } from './limiter';

/** The limits that the user set in the node's options, if the node offers them. */
export function userLimits(
	context: ParameterSource,
): Pick<AcquireOptions, 'inFlight' | 'perMinute'> {
	return {
		inFlight: positive(context, 'options.maxConcurrentRequests'),
		perMinute: positive(context, 'options.maxRequestsPerMinute'),
	};
}

function positive(context: ParameterSource, parameter: string): number | undefined {
	const value = numberIn(context, parameter);
	return value > 0 ? value : undefined;
}
