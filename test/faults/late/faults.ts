import { sleep, type INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../../../sandbox';
import type { FaultCase, CellContext } from '../faults';

const HOUR = 3_600_000;

/** Moves earlier sends into the past, so that they are visible. */
const letTimePass = ({ sandbox }: CellContext) => sandbox.clock.advance({ minutes: 5 });

/** In seconds: one delay that is within a lookup of a few seconds, and one that is not. */
const DELAYS = [3, 40];

/** How the answer is lost. */
const LOSSES: Array<[name: string, status?: number]> = [['reset'], ['504', 504]];

/** Longer than any delay, in seconds. */
const lateness = 60;

const late = (seconds: number, status?: number) => (): Fault => ({ kind: 'late', seconds, status });

const accepted = (status?: number) => (): Fault =>
	status === undefined ? { kind: 'resetAfter' } : { kind: 'status', status, accept: true };

const lost = (fault: Omit<FaultCase, 'losesAnswer' | 'lateness'>): FaultCase => ({
	...fault,
	losesAnswer: true,
	lateness,
});

const acceptedLate = LOSSES.flatMap(([loss, status]) =>
	DELAYS.map((seconds) =>
		lost({
			name: `${loss}, accepted ${seconds} s later`,
			fault: late(seconds, status),
			times: 1,
		}),
	),
);

/** Makes accepted messages appear in lists, logs, inboxes and receipts only after some time. */
function showLate(seconds: number, stage: CellContext): void {
	letTimePass(stage);
	stage.provider.sandboxSettings.showAfter?.(stage.sandbox, seconds);
}

const listedLate = LOSSES.flatMap(([loss, status]) =>
	DELAYS.map((seconds) =>
		lost({
			name: `accepted, ${loss}, shows ${seconds} s later`,
			fault: accepted(status),
			before: (stage) => showLate(seconds, stage),
		}),
	),
);

/**
 * Sets n8n's clock. If the requests of all cells of a process are counted together, the following ones would
 * wait for an hour: then the provider's clock is set the other way instead, which has the same effect on what
 * is compared.
 */
function setOwnClock({ clock, provider, sandbox }: CellContext, hours: 1 | -1): void {
	if (provider.sandboxSettings.isPerAddress) sandbox.clock.advance({ hours: -hours });
	else clock.ahead += hours * HOUR;
}

/** Clock changes between the send and the lookup. */
const STEPS: Array<[name: string, Pick<FaultCase, 'onMet'>]> = [
	[
		"the provider's clock is set an hour ahead",
		{ onMet: ({ sandbox }) => sandbox.clock.advance({ hours: 1 }) },
	],
	[
		"the provider's clock is set an hour back",
		{ onMet: ({ sandbox }) => sandbox.clock.advance({ hours: -1 }) },
	],
	["n8n's clock is set an hour ahead", { onMet: (stage) => setOwnClock(stage, 1) }],
	["n8n's clock is set an hour back", { onMet: (stage) => setOwnClock(stage, -1) }],
];

const wrongClocks = STEPS.flatMap(([step, happens]) => [
	lost({ name: `accepted, reset, and ${step}`, fault: accepted(), times: 1, ...happens }),
	lost({ name: `reset, accepted 3 s later, and ${step}`, fault: late(3), times: 1, ...happens }),
]);

export const LATE_FAULTS: FaultCase[] = [...acceptedLate, ...listedLate, ...wrongClocks];

/** Sends a look-alike of an item's letter, as another sender. */
const sendTwin = async ({ sandbox, row, strangers }: CellContext, item: INodeExecutionData) => {
	strangers.push(...((await row.sendLookAlike?.(sandbox, item)) ?? []));
};

/** Look-alikes of all items, sent a second earlier: any item may meet the fault. */
const twinsBefore: NonNullable<FaultCase['before']> = async (stage) => {
	letTimePass(stage);
	await Promise.all(stage.items.map(async (item) => await sendTwin(stage, item)));
	await sleep(1000);
};

const twinAfter: NonNullable<FaultCase['onMet']> = async (stage, item) => {
	await sleep(1000);
	await sendTwin(stage, item);
};

const TIMES: Array<[name: string, Pick<FaultCase, 'before' | 'onMet'>]> = [
	['a second before', { before: twinsBefore }],
	['a second after', { before: letTimePass, onMet: twinAfter }],
];

const lookAlikes = TIMES.flatMap(([when, happens]) => [
	lost({
		name: `not accepted, reset, and a look-alike ${when}`,
		way: { line: { phase: 'written', by: 'reset' } },
		...happens,
	}),
	lost({
		name: `not accepted, 502, and a look-alike ${when}`,
		way: { line: { phase: 'written', by: 'plaintext' } },
		...happens,
	}),
	lost({
		name: `accepted, reset, and a look-alike ${when}`,
		fault: accepted(),
		times: 1,
		...happens,
	}),
	lost({
		name: `reset, accepted 3 s later, and a look-alike ${when}`,
		fault: late(3),
		times: 1,
		...happens,
	}),
]);

const lookAlikesAtWrongTimes = STEPS.map(([step, { onMet }]) =>
	lost({
		name: `not accepted, reset, a look-alike a second after, and ${step}`,
		way: { line: { phase: 'written', by: 'reset' } },
		times: 1,
		before: letTimePass,
		onMet: async (stage, item) => {
			await onMet?.(stage, item);
			await twinAfter(stage, item);
		},
	}),
);

/** Faults with look-alikes from another sender of the same account. */
export const LOOKALIKE_FAULTS: FaultCase[] = [...lookAlikes, ...lookAlikesAtWrongTimes];
