import { milliseconds } from '../clock';
import { progressOf, type Message } from './messages';

const PERIODS = {
	hour: milliseconds({ hours: 1 }),
	date: milliseconds({ days: 1 }),
	week: milliseconds({ days: 7 }),
	month: milliseconds({ days: 30 }),
};

const MEASURES = [
	'delivered',
	'opened',
	'clicked',
	'failed',
	'rejected',
	'spammed',
	'created',
	'queued',
] as const;

type Counts = Record<(typeof MEASURES)[number], number>;

const percent = (part: number, whole: number) =>
	whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;

function count(messages: Message[], from: number, to: number, now: Date): Counts {
	const counts = Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Counts;
	for (const message of messages) {
		const at = message.createdAt.getTime();
		if (at <= from || at > to) continue;
		for (const transmission of message.transmissions) {
			const { status, openedAt, clickedAt } = progressOf(message, transmission, now);
			counts.created += 1;
			counts.delivered += Number(status === 'completed');
			counts.failed += Number(status === 'failed');
			counts.queued += Number(status === 'queued' || status === 'retry');
			counts.opened += Number(openedAt !== null);
			counts.clicked += Number(clickedAt !== null);
		}
	}
	return counts;
}

/** The answer of get_metrics: each period compared with the one before it. */
export function metricsOf(messages: Message[], now: Date) {
	const compare = (length: number) => {
		const current = count(messages, now.getTime() - length, now.getTime(), now);
		const previous = count(messages, now.getTime() - 2 * length, now.getTime() - length, now);
		const measure = (name: (typeof MEASURES)[number]) => {
			const currentPercent = percent(current[name], current.created);
			const previousPercent = percent(previous[name], previous.created);
			return {
				current_percent: currentPercent,
				previous_percent: previousPercent,
				diff_percent: Math.round((currentPercent - previousPercent) * 10) / 10,
				current_value: current[name],
				previous_value: previous[name],
			};
		};
		return Object.fromEntries(MEASURES.map((name) => [name, measure(name)]));
	};
	return Object.fromEntries(
		Object.entries(PERIODS).map(([period, length]) => [period, compare(length)]),
	);
}
