import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { textOf } from '../../nodes/shared/json';
import { chain, start } from '../../tools/engine/chain';
import type { JournalRequest } from '../../sandbox';
import type { RunOptions } from '../../tools/engine/engine';
import type { OtherOrigin } from './otherOrigin';
import type { NetworkedEnvironment } from './environment';
import { falseClaimsIn, type ProviderFacts } from './falseClaims';
import { accountIn, injectFault, type FaultCase, type CellContext } from './faults';
import { logged } from './log';
import type { Mode } from './modes';
import { partsOf, type Operation } from './operations';
import type { OpenWay } from './network';
import { byOwnClock } from './ownClock';
import { credentialType, leaksIn, secretsOf, textsIn } from './secrets';
import { acceptedFor, withEffect, idsOf, hasWord, namesOf } from './carriedOut';
import {
	brokenLinks,
	failuresOf,
	outcomesOf,
	problemsOf,
	isKnown,
	type Execution,
	type SeenOutcome,
} from './userView';

/** One operation that meets one fault in one mode. */
export interface Cell {
	operation: Operation;
	fault: FaultCase;
	mode: Mode;
}

/** The result of a cell. */
export interface CellResult {
	/** What the user sees. */
	outcomes: SeenOutcome[];
	/** How many requests the provider carried out, reads left out. */
	accepted: number;
	/** How often it repeated, within an execution, something that it had carried out before. */
	duplicates: number;
	/** The same for repetitions by a retried execution. */
	again: number;
	/** How many requests were carried out without the workflow, or an error, showing it. */
	lost: number;
	/** How many claims are false: see falseClaims.ts. */
	falseClaims: number;
	/** Secrets that were found, and credentials that went to another origin. */
	leaks: number;
	/** What violates the requirements, in words. */
	breaches: string[];
}

/**
 * When the execution is stopped if no request can meet the fault, in milliseconds of the leaping clock:
 * between the second and the third try of a request.
 */
const STOPPED_AFTER = 1_000;

let born = 0;

/** A name that is unique among the items of this process: a letter and eight digits. */
export const newMarker = () => `m${String(++born).padStart(8, '0')}`;

/** Runs a cell in an environment whose journal is used by no other cell meanwhile. */
export async function runCell(
	cell: Cell,
	environment: NetworkedEnvironment,
	elsewhere: OtherOrigin,
): Promise<CellResult> {
	const { operation, fault, mode } = cell;
	const { provider, row } = operation;
	const { sandbox } = environment;
	await sandbox.faults.clear();
	const markers = Array.from({ length: mode.items }, newMarker);
	const items = row.prepare
		? await row.prepare(environment, markers)
		: markers.map((marker) => ({ json: { marker } }));
	const clock = { ahead: 0 };
	const stage: CellContext = { sandbox, provider, row, items, clock, strangers: [] };
	await fault.before?.(stage);
	sandbox.journal.clear();

	const nameOf = (index: number) => row.name?.(items[index]) ?? markers[index];
	const scene = { elsewhere: `${elsewhere.url}/${markers[0]}` };
	const meanwhile: Array<Promise<void>> = [];
	let stop = () => {};
	let stoppedAt: number | undefined;
	let hits = 0;
	/** When requests met the fault, by the sandbox's clock. */
	const metAt: number[] = [];
	const onMet = (request: string) => {
		hits += 1;
		metAt.push(sandbox.clock.now().getTime());
		stop();
		const item = items.find((_, index) => hasWord(request, nameOf(index)));
		if (item && fault.onMet) meanwhile.push(Promise.resolve(fault.onMet(stage, item)));
	};
	const account = (row.account ?? provider.account)(sandbox);
	const way = await openWay(cell, environment, account, onMet);
	const stored = { [provider.credential]: way?.account ?? accountIn(fault, account) };
	const { skip, times } = mode;
	injectFault(fault, sandbox, { provider: provider.name, on: row.on, skip, times, scene, onMet });

	const node = nodeOf(cell, markers[0]);
	const isStrangers = ({ carriedOut }: { carriedOut?: string }) =>
		stage.strangers.length > 0 &&
		carriedOut !== undefined &&
		stage.strangers.some((id) => hasWord(carriedOut, id));
	const requests = () =>
		sandbox.journal
			.requests(provider.name)
			.filter(isOf(row.on))
			.filter((request) => !isStrangers(request));
	const execute = async (options: RunOptions): Promise<Execution> => {
		const { log, value: result } = await logged(async () =>
			byOwnClock(clock, async () => {
				const run = environment.engine.run(chain(start, node), { credentials: stored, ...options });
				if (mode.isStopped) {
					stop = () => {
						stoppedAt ??= performance.now();
						run.stop();
					};
				}
				const isUnmet = fault.corrupt !== undefined || fault.isOutage;
				if (mode.isStopped && isUnmet) void sleep(STOPPED_AFTER).then(() => stop());
				return await run.finally(() => (stop = () => {}));
			}),
		);
		return { result, log };
	};
	const first = await execute({ input: items });
	const ending = stoppedAt === undefined ? 0 : performance.now() - stoppedAt;
	const before = requests().length;
	const executions = [first];
	const isRetried = mode.isRetried && first.result.status === 'error';
	if (isRetried || mode.isRunAnew) {
		await sandbox.faults.clear();
		stored[provider.credential] = account;
		executions.push(
			await execute(isRetried ? { retryOf: first.result.execution } : { input: items }),
		);
	}
	await Promise.all(meanwhile);
	// Only when everything late has arrived is it known what was true.
	if (fault.lateness) await sleep(fault.lateness * 1000);
	const met = fault.fault && !fault.isOutage ? hits : way?.met;
	way?.stop();

	const last = executions.at(-1)!;
	const breaches = executions.flatMap((each) =>
		failuresOf(each, node.name).flatMap((failure) => problemsOf(failure, row, operation.key)),
	);
	if (mode.node?.onError) breaches.push(...brokenLinks(first, node.name, mode.items, row));
	if (met === 0) breaches.push('no request met the fault');
	if (mode.endsWithin !== undefined && ending > mode.endsWithin * 1000) {
		breaches.push(`it ended ${Math.round(ending / 1000)} s after it was stopped`);
	}
	if (mode.isHopeless && outcomesOf(last, node.name).includes('ok')) {
		breaches.push('a status was put out that nobody knows');
	}
	breaches.push(...prematureRequests(fault, metAt, sandbox.journal.requests(provider.name)));

	const counts = { accepted: 0, duplicates: 0, again: 0, lost: 0 };
	const told: ProviderFacts = { row, fault, meetsAll: skip === 0 && times > mode.items, items: [] };
	for (const index of items.keys()) {
		if (row.kind === 'read') break;
		const name = nameOf(index);
		const [early, late] = [requests().slice(0, before), requests().slice(before)].map((some) =>
			acceptedFor(some, name),
		);
		const accepted = [...early, ...late];
		told.items.push({ accepted: [early, late] });
		const effective = withEffect(row, accepted);
		counts.accepted += effective.length;
		if (accepted.length === 0) continue;
		if (!isKnown(executions, node.name, index, [name, ...idsOf(row, accepted)])) counts.lost += 1;
		if (row.kind === 'setting') continue;
		const ofFirst = withEffect(row, early).length;
		const duplicates = Math.max(0, ofFirst - 1);
		const again = effective.length - Math.max(1, ofFirst);
		counts.duplicates += duplicates;
		counts.again += again;
		if (duplicates > 0) breaches.push(`item ${index} twice: ${namesOf(row, early)}`);
		if (again > 0 && row.isDoneOnce)
			breaches.push(`item ${index} again by another execution: ${namesOf(row, effective)}`);
	}
	if (counts.lost > 0) breaches.push(`${counts.lost} were carried out, and nothing tells`);
	const falseClaims = falseClaimsIn(executions, node.name, told);
	breaches.push(...falseClaims);

	const secrets = secretsOf(credentialType(provider.credential), stored[provider.credential]);
	const found = leaksIn(textsIn(executions), secrets);
	const strayed = elsewhere.visits(markers[0]).length;
	if (found.length > 0) breaches.push(`secrets in what the execution left: ${found.join(', ')}`);
	if (strayed > 0) breaches.push(`${strayed} requests went to another origin`);

	return {
		outcomes: outcomesOf(last, node.name),
		...counts,
		falseClaims: falseClaims.length,
		leaks: found.length + strayed,
		breaches,
	};
}

/** How long requests that were under way when another one met the fault may still arrive, in milliseconds. */
const UNDER_WAY = 1_000;

/** Requests that left within the pause that the provider had asked for, in words. @param metAt when it asked */
function prematureRequests(
	{ pause }: FaultCase,
	metAt: number[],
	requests: JournalRequest[],
): string[] {
	if (pause === undefined) return [];
	// Times in headers are whole seconds.
	const asked = (pause - 1) * 1000;
	const early = requests.filter(({ at }) => {
		const time = Date.parse(at);
		return metAt.some((met) => time > met + UNDER_WAY && time < met + asked);
	});
	const named = [...new Set(early.map(({ method, path }) => `${method} ${path}`))].join(', ');
	return early.length > 0
		? [`${early.length} requests left within the ${pause} s that it asked for: ${named}`]
		: [];
}

/** Opens the network path of a fault, and returns it with a credential that uses it. */
async function openWay(
	{ operation: { row }, fault: { way, times = Infinity }, mode }: Cell,
	{ network, sandbox }: NetworkedEnvironment,
	account: ICredentialDataDecryptedObject,
	onMet: (request: string) => void,
): Promise<(OpenWay & { account: ICredentialDataDecryptedObject }) | undefined> {
	if (!way) return undefined;
	const { href, pathname } = new URL(textOf(account.baseUrl));
	const { certificate: cert, privateKey: key } = account;
	const open = await network.open(
		way,
		href,
		{ isMeant: isOf(row.on), skip: mode.skip, times: Math.min(mode.times, times), onMet },
		{
			ca: sandbox.stampee.certificateAuthority,
			...(typeof cert === 'string' && typeof key === 'string' && { cert, key }),
		},
	);
	return Object.assign(open, {
		account: {
			...account,
			baseUrl: `${open.origin}${pathname.replace(/\/$/, '')}`,
			...(account.ca !== undefined && { ca: network.authority.certificate }),
		},
	});
}

/** The result of a cell that did not complete: itself a breach. */
export const brokenCell = (why: string): CellResult => ({
	outcomes: [],
	accepted: 0,
	duplicates: 0,
	again: 0,
	lost: 0,
	falseClaims: 0,
	leaks: 0,
	breaches: [why],
});

function nodeOf({ operation: { provider, key, row }, fault, mode }: Cell, credentialId: string) {
	const parameters = { ...row.parameters, ...fault.parameters };
	return provider.node(partsOf(key), parameters, {
		...mode.node,
		credentials: { [provider.credential]: { id: credentialId, name: 'Account of the cell' } },
	});
}

/** Whether a request is for a route: `GET /messages/:id`. */
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
