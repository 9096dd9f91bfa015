import { setImmediate as nextTurn } from 'node:timers/promises';
import { chain, start } from '../support/chain';
import type { Run, RunOptions } from '../support/engine';
import type { Elsewhere } from './elsewhere';
import { accountIn, letHappen, type FaultCase } from './faults';
import { logged } from './log';
import type { Mode } from './modes';
import { partsOf, type Operation } from './operations';
import type { House } from './providers';
import { credentialType, leaksIn, secretsOf, textsIn } from './secrets';
import {
	actsFor,
	brokenLinks,
	failuresOf,
	fatesOf,
	faultsOf,
	isKnown,
	type Execution,
	type Fate,
} from './verdict';

/** One operation that meets one fault in one mode. */
export interface Cell {
	operation: Operation;
	fault: FaultCase;
	mode: Mode;
}

/** What came of a cell. */
export interface CellResult {
	/** What the user sees. */
	fates: Fate[];
	/** How many requests the provider carried out, reads left out. */
	accepted: number;
	/** How often it carried out something that it had carried out before, within an execution. */
	duplicates: number;
	/** The same where a retried execution did it. */
	again: number;
	/** What was carried out without the workflow, or an error, telling. */
	lost: number;
	/** Secrets that were found, and credentials that went to another origin. */
	leaks: number;
	/** What breaks the bar, in words. */
	breaches: string[];
}

/** How long a stop waits for requests that do not come, in milliseconds of the clock that leaps. */
const QUIET = 50_000;

let born = 0;

/** A name that no other item of this process has: a letter and eight digits. */
export const newMarker = () => `m${String(++born).padStart(8, '0')}`;

/** Runs a cell in a house whose journal is its own meanwhile. */
export async function runCell(cell: Cell, house: House, elsewhere: Elsewhere): Promise<CellResult> {
	const { operation, fault, mode } = cell;
	const { provider, row } = operation;
	const { sandbox } = house;
	await sandbox.faults.clear();
	const markers = Array.from({ length: mode.items }, newMarker);
	const items = row.prepare
		? await row.prepare(house, markers)
		: markers.map((marker) => ({ json: { marker } }));
	sandbox.journal.clear();

	const account = (row.account ?? provider.account)(sandbox);
	const stored = { [provider.credential]: accountIn(fault, account) };
	letHappen(fault, sandbox, {
		provider: provider.server,
		on: row.on,
		skip: mode.skip,
		times: mode.times,
		scene: { elsewhere: `${elsewhere.url}/${markers[0]}` },
	});

	const node = nodeOf(cell, markers[0]);
	const requests = () => sandbox.journal.requests(provider.server).filter(isOf(row.on));
	const execute = async (options: RunOptions): Promise<Execution> => {
		const { log, value: result } = await logged(async () => {
			const run = house.engine.run(chain(start, node), { credentials: stored, ...options });
			if (mode.isStopped) void stopAfter(run, mode.skip + mode.times, () => requests().length);
			return await run;
		});
		return { result, log };
	};
	const first = await execute({ input: items });
	const before = requests().length;
	const executions = [first];
	if (mode.isRetried && first.result.status === 'error') {
		await sandbox.faults.clear();
		stored[provider.credential] = account;
		executions.push(await execute({ retryOf: first.result.execution }));
	}

	const last = executions.at(-1)!;
	const breaches = executions.flatMap((each) =>
		failuresOf(each, node.name).flatMap((failure) => faultsOf(failure, row)),
	);
	if (mode.node?.onError) breaches.push(...brokenLinks(first, node.name, mode.items, row));

	const counts = { accepted: 0, duplicates: 0, again: 0, lost: 0 };
	for (const [index, item] of items.entries()) {
		if (row.kind === 'read') break;
		const name = row.name?.(item) ?? markers[index];
		const [early, late] = [requests().slice(0, before), requests().slice(before)].map((some) =>
			actsFor(some, name),
		);
		const acts = [...early, ...late];
		counts.accepted += acts.length;
		if (acts.length === 0) continue;
		const ids = acts.flatMap(({ carriedOut = '' }) => row.ids?.(JSON.parse(carriedOut)) ?? []);
		if (!isKnown(executions, node.name, index, [name, ...ids])) counts.lost += 1;
		if (row.kind === 'setting') continue;
		const isAgain = early.length > 0 ? late.length : Math.max(0, late.length - 1);
		counts.duplicates += Math.max(0, early.length - 1);
		counts.again += isAgain;
	}
	if (counts.duplicates > 0) breaches.push(`${counts.duplicates} duplicates`);
	if (counts.lost > 0) breaches.push(`${counts.lost} were carried out, and nothing tells`);
	if (counts.again > 0 && row.isDoneOnce) breaches.push(`${counts.again} again by a retry`);

	const secrets = secretsOf(credentialType(provider.credential), stored[provider.credential]);
	const found = leaksIn(textsIn(executions), secrets);
	const strayed = elsewhere.visits(markers[0]).length;
	if (found.length > 0) breaches.push(`secrets in what the execution left: ${found.join(', ')}`);
	if (strayed > 0) breaches.push(`${strayed} requests went to another origin`);

	return {
		fates: fatesOf(last, node.name),
		...counts,
		leaks: found.length + strayed,
		breaches,
	};
}

/** A cell that came to nothing: itself a breach. */
export const broken = (why: string): CellResult => ({
	fates: [],
	accepted: 0,
	duplicates: 0,
	again: 0,
	lost: 0,
	leaks: 0,
	breaches: [why],
});

function nodeOf({ operation: { provider, key, row }, mode }: Cell, credentialId: string) {
	return provider.build(partsOf(key), row.parameters, {
		...mode.node,
		credentials: { [provider.credential]: { id: credentialId, name: 'Account of the cell' } },
	});
}

/** Whether a request came in on a route: `GET /messages/:id`. */
const isOf = (route: string) => {
	const [verb, pattern] = route.split(' ');
	const segments = pattern.split('/');
	return ({ method, path }: { method: string; path: string }) => {
		const parts = path.split('/');
		return (
			method === verb &&
			parts.length === segments.length &&
			segments.every((segment, index) => segment.startsWith(':') || segment === parts[index])
		);
	};
};

/** Presses Stop when so many requests have come, or no more come. */
async function stopAfter(run: Run, wanted: number, count: () => number): Promise<void> {
	let isOver = false;
	void run.then(() => (isOver = true));
	let [come, since] = [0, Date.now()];
	while (!isOver && count() < wanted && Date.now() - since < QUIET) {
		await nextTurn();
		if (count() > come) [come, since] = [count(), Date.now()];
	}
	run.stop();
}
