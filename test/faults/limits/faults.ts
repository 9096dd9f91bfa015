import type { Provider } from '../../../tools/providers';
import type { FaultCase } from '../faults';

/** For how many seconds a provider asks to be left alone. */
const SECONDS = 7;

/** The answers by which a provider says that it takes no more for some time, with its own headers. */
export const throttlingFaults = ({ sandboxSettings }: Provider): FaultCase[] =>
	Object.entries(sandboxSettings.throttling ?? {}).map(
		([name, { answer, seconds = SECONDS, isDated }]) => ({
			name,
			fault: () => ({ kind: 'status', status: 429, ...answer(new Date(), seconds) }),
			pause: seconds,
			...(isDated && { times: 1 }),
		}),
	);
