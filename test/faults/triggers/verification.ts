import type { Provider } from '../../../tools/providers';
import type { Environment } from '../../../tools/providers/operations';
import type { PushCheck } from '../../../tools/providers/pushCheck';
import type { Sandbox } from '../../../sandbox';
import { newMarker, type CellResult } from '../cell';
import type { OtherOrigin } from '../otherOrigin';
import { accountIn, injectFault, type FaultCase } from '../faults';
import { logged } from '../log';
import type { PartMode } from '../part';
import { credentialType, leaksIn, secretsOf, textsIn } from '../secrets';
import type { SeenOutcome } from '../userView';

export interface VerificationMode extends PartMode {
	/** Whether the event is about a mail that exists. */
	isTrue: boolean;
}

/** The columns of the table. */
export const verificationModesOf = ({ title }: Provider): VerificationMode[] => [
	{
		name: 'a true event',
		legend: `${title} pushes an event, and the question whether it is true meets the fault; then it pushes it again`,
		isTrue: true,
	},
	{
		name: 'a made-up event',
		legend: 'the same with an event about a mail that there is not',
		isTrue: false,
	},
];

const ALWAYS = 1_000_000;

/** Pushes events with the right secret, and returns the answers. */
const pusher =
	({ push }: PushCheck, sandbox: Sandbox, url: string, secret: string) =>
	async (uid: string, recipient: string) => {
		const request = push(sandbox, { uid, recipient }, secret);
		const answer = await fetch(url, { method: 'POST', ...request });
		return { status: answer.status, text: await answer.text(), headers: [...answer.headers] };
	};

/** A cell of the table. */
interface VerificationCell {
	provider: Provider;
	pushCheck: PushCheck;
	format: string;
	fault: FaultCase;
	mode: VerificationMode;
}

/** Runs a cell in which a provider pushes an event, while the request that verifies it meets a fault. */
export async function runVerificationCell(
	{ provider, pushCheck, format, fault, mode }: VerificationCell,
	{ engine, sandbox }: Environment,
	elsewhere: OtherOrigin,
): Promise<CellResult> {
	await sandbox.faults.clear();
	pushCheck.formats[format](sandbox);
	const marker = newMarker();
	const recipient = `ada+${marker}@example.org`;
	if (mode.isTrue) await pushCheck.send(sandbox, marker, recipient);
	sandbox.clock.advance({ minutes: 10 });

	const secret = `open sesame ${marker}`;
	const usual = pushCheck.credentials(sandbox, secret);
	const account = usual[provider.credential];
	const stored = { ...usual, [provider.credential]: accountIn(fault, account) };
	const { trigger: node } = pushCheck;
	const own = { id: marker, name: 'Account of the cell' };
	const trigger = { ...node, credentials: { ...node.credentials, [provider.credential]: own } };
	const staticData = {};
	const { value: left, log } = await logged(async () => {
		const line = await engine.listen(
			{ id: marker, nodes: [trigger], connections: {} },
			{ credentials: stored, staticData },
		);
		const push = pusher(pushCheck, sandbox, line.url, secret);
		injectFault(fault, sandbox, {
			provider: provider.name,
			skip: 0,
			times: ALWAYS,
			scene: { elsewhere: `${elsewhere.url}/${marker}` },
		});
		const troubled = await push(marker, recipient);
		const startedInTrouble = line.started.length;
		await sandbox.faults.clear();
		stored[provider.credential] = account;
		const repeated = [await push(marker, recipient), await push(marker, recipient)];
		await line.stop();
		return { troubled, startedInTrouble, repeated, ...line };
	});
	sandbox.clock.advance({ minutes: -10 });

	const { troubled, startedInTrouble, started, failures } = left;
	const expected = mode.isTrue ? 1 : 0;
	const lost = Math.max(0, expected - started.length);
	const duplicates = Math.max(0, started.length - expected);
	const breaches = failures.map(({ message }) => `the trigger itself fails: ${message}`);
	if (lost > 0) breaches.push('it never starts the workflow');
	if (duplicates > 0) breaches.push(`it starts the workflow ${started.length} times`);
	if (mode.isTrue && troubled.status === 401) breaches.push('a true event is called made up');
	if (startedInTrouble > 0 !== (troubled.status === 200)) {
		breaches.push(`${troubled.status} is answered, and ${startedInTrouble} are started`);
	}

	const secrets = Object.entries(usual).flatMap(([type, fields]) =>
		secretsOf(credentialType(type), fields),
	);
	const found = leaksIn(textsIn([left, log, staticData]), secrets);
	const strayed = elsewhere.visits(marker).length;
	if (found.length > 0) breaches.push(`secrets in what the trigger left: ${found.join(', ')}`);
	if (strayed > 0) breaches.push(`${strayed} requests went to another origin`);
	return {
		outcomes: [OUTCOMES[troubled.status] ?? 'failed'],
		accepted: expected,
		duplicates,
		again: 0,
		lost,
		falseClaims: 0,
		leaks: found.length + strayed,
		breaches,
	};
}

/** The status of the answer -> the outcome of the event. */
const OUTCOMES: Record<number, SeenOutcome> = { 200: 'ok', 401: 'rejected', 503: 'put off' };
