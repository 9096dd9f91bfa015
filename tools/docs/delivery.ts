import { DELIVERY_STATES, ERDS_EVENTS, type DeliveryState } from '../../nodes/shared/delivery';
import { PROVIDERS } from '../providers';
import { asTable } from './table';

/** What each state means to the sender. */
const STATES: Record<DeliveryState, string> = {
	queued: 'the provider has taken it on',
	sent: 'it is on its way',
	delivered: 'it has reached the recipient’s mailbox, server or phone',
	opened: 'the recipient has opened it',
	accepted: 'the recipient has accepted or signed it',
	refused: 'the recipient has refused it',
	rejected: 'the provider has refused it, and nothing was sent',
	expired: 'the time to act is over',
	delayed: 'not there yet; the provider goes on trying',
	failed: 'it could not be delivered',
	complained: 'the recipient has marked it as spam',
	unknown: 'a status that the nodes do not know',
};

/** The providers that have a status whose cells satisfy a condition. */
const providersWith = (isSo: (cells: string) => boolean) =>
	PROVIDERS.filter(({ tables: { statuses } }) =>
		statuses.rows.some(({ delivery, more = [] }) => isSo([delivery?.state, ...more].join(' '))),
	).map(({ title }) => title);

const has = (word: string) => (cells: string) => new RegExp(`\\b${word}\\b`).test(cells);

/** The table of states: their meaning, and the providers that have them. */
export const statesTable = () =>
	asTable(
		['`state`', 'meaning', 'at'],
		DELIVERY_STATES.map((state) => [
			`\`${state}\``,
			STATES[state],
			providersWith(has(state)).join(', '),
		]),
	);

/** The table of events: the providers that have them. */
export const eventsTable = () =>
	asTable(
		['`event`', 'at'],
		ERDS_EVENTS.map((event) => [`\`${event}\``, providersWith(has(event)).join(', ')]),
	);
