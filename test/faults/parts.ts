import type { Sandbox } from '../../sandbox';
import { PROVIDERS, type Provider } from '../../tools/providers';
import { runCell } from './cell';
import { FAULTS, type FaultCase } from './faults';
import { throttlingFaults } from './limits/faults';
import { LATE_FAULTS, LOOKALIKE_FAULTS } from './late/faults';
import { LATE_OPERATIONS, LOOKALIKE_OPERATIONS } from './late/operations';
import { KEYED_MODES, MODES, type Mode } from './modes';
import { KINDS, operationsOf, steadily, withKey, type Operation } from './operations';
import type { Part } from './part';
import { CERTIFICATE_FAULTS, PLAIN_FAULTS, PROXY_FAULTS, TLS_FAULTS } from './phases/faults';
import { FEW_MODES, UNKNOWN_MODES } from './phases/modes';
import { CERTIFICATE_OPERATIONS, PHASE_OPERATIONS, PROXY_OPERATIONS } from './phases/operations';
import { POLLED_EVENTS } from './triggers/events';
import { POLLING_MODES, runPollingCell } from './triggers/polling';
import { verificationModesOf, runVerificationCell } from './triggers/verification';
import { WAITING_MODES } from './waiting/modes';
import { WAITING_OPERATIONS } from './waiting/operations';
import { runUnknownCell, UNKNOWN_CASES } from './unknown/cell';

/** A part in which operations are run. */
interface Operations {
	title: string;
	operations: Operation[];
	faults: FaultCase[];
	modes: Mode[];
	/** Additional settings of the providers. */
	settle?: (sandbox: Sandbox) => void;
}

const sharingOf = ({ sandboxSettings, title }: Provider) =>
	sandboxSettings.isPerAddress ? title : undefined;

/** In days: more than the number of cells that run at once, and less than the lifetime of a token. */
const DAYS = 251;

const operationsPart = ({ title, operations, faults, modes, settle }: Operations): Part => ({
	title,
	rows: operations.map((operation) => ({
		title: operation.title,
		kind: KINDS[operation.row.kind],
		sharing: sharingOf(operation.provider),
	})),
	faults,
	modes,
	prepare: (sandbox, { row, fault, mode }) => {
		const number = (row * faults.length + fault) * modes.length + mode;
		// Providers that number by the time of day must not assign the same number in two cells that run at once.
		sandbox.clock.advance({ days: number % DAYS });
		operations[row].provider.sandboxSettings.liftLimits?.(sandbox);
		settle?.(sandbox);
	},
	play: async ({ row, fault, mode }, environment, elsewhere) =>
		await runCell(
			{ operation: operations[row], fault: faults[fault], mode: modes[mode] },
			environment,
			elsewhere,
		),
});

/** Makes the providers as strict as they may be. */
const strict = (sandbox: Sandbox) => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.beStrict?.(sandbox);
};

/** A send of each node, in whose place an unknown operation is requested. */
const KNOWN = PROVIDERS.map((provider) => {
	const [known] =
		Object.entries(provider.operations.rows).find(([, { kind }]) => kind !== 'read') ?? [];
	if (!known) throw new Error(`${provider.title} sends nothing`);
	return { provider, known };
});

const unknownPart: Part = {
	title: 'Unknown operations',
	rows: KNOWN.map(({ provider: { title } }) => ({ title, kind: 'Nodes' })),
	faults: UNKNOWN_CASES,
	modes: UNKNOWN_MODES,
	prepare: () => {},
	play: async ({ row, fault, mode }, environment) =>
		await runUnknownCell(
			{ ...KNOWN[row], asked: UNKNOWN_CASES[fault], mode: UNKNOWN_MODES[mode] },
			environment,
		),
};

const pollingPart: Part = {
	title: 'Polling triggers',
	rows: POLLED_EVENTS.map(({ title, provider }) => ({
		title,
		kind: 'Events',
		sharing: sharingOf(provider),
	})),
	faults: FAULTS,
	modes: POLLING_MODES,
	prepare: (sandbox) => {
		for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(sandbox);
	},
	play: async ({ row, fault, mode }, environment, elsewhere) =>
		await runPollingCell(
			{ event: POLLED_EVENTS[row], fault: FAULTS[fault], mode: POLLING_MODES[mode] },
			environment,
			elsewhere,
		),
};

/** The webhook triggers that verify events with their provider. */
const verificationParts = PROVIDERS.flatMap((provider): Part[] => {
	const { pushCheck, title } = provider;
	if (!pushCheck) return [];
	const formats = Object.keys(pushCheck.formats);
	const modes = verificationModesOf(provider);
	return [
		{
			title: `${title} Webhook Trigger`,
			rows: formats.map((format) => ({ title: format, kind: 'Formats' })),
			faults: FAULTS,
			modes,
			prepare: () => {},
			play: async ({ row, fault, mode }, environment, elsewhere) =>
				await runVerificationCell(
					{ provider, pushCheck, format: formats[row], fault: FAULTS[fault], mode: modes[mode] },
					environment,
					elsewhere,
				),
		},
	];
});

/** The whole matrix, in the order of its page. */
export const PARTS: Part[] = [
	...PROVIDERS.map((provider) =>
		operationsPart({
			title: provider.title,
			operations: operationsOf(provider),
			faults: FAULTS,
			modes: MODES,
		}),
	),
	operationsPart({
		title: 'With a deduplication key',
		operations: PROVIDERS.flatMap(operationsOf)
			.filter(({ takesKey }) => takesKey)
			.map(withKey),
		faults: FAULTS,
		modes: KEYED_MODES,
	}),
	...PROVIDERS.filter(({ sandboxSettings }) => sandboxSettings.throttling).map((provider) =>
		operationsPart({
			title: `Rate limit of ${provider.title}`,
			operations: operationsOf(provider).map(steadily),
			faults: throttlingFaults(provider),
			modes: MODES.filter(({ isStopped, isRetried }) => !isStopped && !isRetried),
		}),
	),
	operationsPart({
		title: 'While waiting for a final status',
		operations: WAITING_OPERATIONS,
		faults: FAULTS.filter(({ turn, times }) => turn !== 1 && times === undefined),
		modes: WAITING_MODES,
	}),
	operationsPart({
		title: 'Phases of a connection',
		operations: PHASE_OPERATIONS,
		faults: [...PLAIN_FAULTS, ...TLS_FAULTS],
		modes: FEW_MODES,
		settle: strict,
	}),
	operationsPart({
		title: 'Phases with a client certificate',
		operations: CERTIFICATE_OPERATIONS,
		faults: CERTIFICATE_FAULTS,
		modes: FEW_MODES,
		settle: strict,
	}),
	operationsPart({
		title: 'Phases through a proxy',
		operations: PROXY_OPERATIONS,
		faults: PROXY_FAULTS,
		modes: FEW_MODES,
		settle: strict,
	}),
	operationsPart({
		title: 'Late letters and wrong clocks',
		operations: LATE_OPERATIONS,
		faults: LATE_FAULTS,
		modes: FEW_MODES,
		settle: strict,
	}),
	operationsPart({
		title: 'Look-alikes of another sender',
		operations: LOOKALIKE_OPERATIONS,
		faults: LOOKALIKE_FAULTS,
		modes: FEW_MODES,
		settle: strict,
	}),
	unknownPart,
	pollingPart,
	...verificationParts,
];
