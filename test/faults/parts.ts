import { runCell } from './cell';
import { FAULTS } from './faults';
import { MODES } from './modes';
import { KINDS, operationsOf } from './operations';
import type { Part } from './part';
import { PROVIDERS, type Provider } from './providers';
import { POLLED_EVENTS } from './triggers/events';
import { POLLING_MODES, runPollingCell } from './triggers/polling';
import { FORMATS, QUESTION_MODES, runQuestionCell } from './triggers/question';

function operationsPart(provider: Provider): Part {
	const operations = operationsOf(provider);
	return {
		title: provider.title,
		rows: operations.map(({ title, row }) => ({ title, kind: KINDS[row.kind] })),
		faults: FAULTS,
		modes: MODES,
		prepare: (sandbox, lane) => {
			// Providers that number by the time of day must not give the same number in two lanes.
			sandbox.clock.advance({ days: lane });
			provider.settle?.(sandbox);
		},
		play: async ({ row, fault, mode }, house, elsewhere) =>
			await runCell(
				{ operation: operations[row], fault: FAULTS[fault], mode: MODES[mode] },
				house,
				elsewhere,
			),
	};
}

const pollingPart: Part = {
	title: 'Polling triggers',
	rows: POLLED_EVENTS.map(({ title }) => ({ title, kind: 'Events' })),
	faults: FAULTS,
	modes: POLLING_MODES,
	prepare: (sandbox) => {
		for (const { settle } of PROVIDERS) settle?.(sandbox);
	},
	play: async ({ row, fault, mode }, house, elsewhere) =>
		await runPollingCell(
			{ event: POLLED_EVENTS[row], fault: FAULTS[fault], mode: POLLING_MODES[mode] },
			house,
			elsewhere,
		),
};

const questionPart: Part = {
	title: 'PostageApp Webhook Trigger',
	rows: FORMATS.map(([, title]) => ({ title, kind: 'Formats' })),
	faults: FAULTS,
	modes: QUESTION_MODES,
	prepare: () => {},
	play: async ({ row, fault, mode }, house, elsewhere) =>
		await runQuestionCell(
			{ format: FORMATS[row][0], fault: FAULTS[fault], mode: QUESTION_MODES[mode] },
			house,
			elsewhere,
		),
};

/** The whole matrix, in the order of its page. */
export const PARTS: Part[] = [...PROVIDERS.map(operationsPart), pollingPart, questionPart];
