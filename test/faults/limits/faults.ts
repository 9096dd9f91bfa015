import type { Provider } from '../../../tools/providers';
import type { FaultCase } from '../faults';

/** The pause that a provider asks for, in seconds. */
const SECONDS = 7;

/** The answers with which a provider says that its rate limit is exceeded, with its own headers. */
export const throttlingFaults = ({ sandboxSettings }: Provider): FaultCase[] =>
	Object.entries(sandboxSettings.throttling ?? {}).map(
		([name, { answer, seconds = SECONDS, isDated }]) => ({
			name,
			fault: () => ({ kind: 'status', status: 429, ...answer(new Date(), seconds) }),
			pause: seconds,
			...(isDated && { times: 1 }),
		}),
	);
