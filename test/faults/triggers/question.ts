import { postageAppDialect } from '../../../sandbox/postageApp/webhook';
import type { Sandbox } from '../../../sandbox';
import type { PostageAppSwitches } from '../../../sandbox/postageApp/switches';
import { pushSchema } from '../../../sandbox/webhook';
import { Caller } from '../../sandbox/postageApp/caller';
import { webhookTriggers } from '../../../tools/engine/webhookTriggers';
import { newMarker, type CellResult } from '../cell';
import type { Elsewhere } from '../elsewhere';
import { accountIn, letHappen, type FaultCase } from '../faults';
import { logged } from '../log';
import type { PartMode } from '../part';
import type { House } from '../providers';
import { credentialType, leaksIn, secretsOf, textsIn } from '../secrets';
import type { Fate } from '../verdict';

/** A format in which PostageApp pushes: in the older ones the mail has to be searched for. */
export const FORMATS: Array<[format: PostageAppSwitches['webhookFormat'], title: string]> = [
	['json-1.1', 'JSON 1.1'],
	['json-1.0', 'JSON 1.0'],
	['form', 'URL-encoded'],
];

export interface QuestionMode extends PartMode {
	/** Whether the event is about a mail that there is. */
	isTrue: boolean;
}

/** A column of the table. */
export const QUESTION_MODES: QuestionMode[] = [
	{
		name: 'a true event',
		legend:
			'PostageApp pushes an event, and the question whether it is true meets the fault; then it pushes it again',
		isTrue: true,
	},
	{
		name: 'a made-up event',
		legend: 'the same with an event about a mail that there is not',
		isTrue: false,
	},
];

const ALWAYS = 1_000_000;

/** Pushes that all show the right secret, and what is answered. */
function pusher(sandbox: Sandbox, url: string, secret: string) {
	const dialect = postageAppDialect(() => sandbox.postageApp.switches);
	return async (uid: string, recipient: string) => {
		const push = { type: 'delivered', data: { recipient, message_uid: uid } };
		const event = { ...pushSchema.parse(push), at: new Date(), number: 1 };
		const { headers, body } = dialect.request(event, new Date(), []);
		const answer = await fetch(url, {
			method: 'POST',
			headers: { ...headers, 'x-key': secret },
			body,
		});
		return { status: answer.status, text: await answer.text(), headers: [...answer.headers] };
	};
}

/** An event that PostageApp pushes, while the question whether it is true meets a fault. */
export async function runQuestionCell(
	{ format, fault, mode }: { format: string; fault: FaultCase; mode: QuestionMode },
	{ engine, sandbox }: House,
	elsewhere: Elsewhere,
): Promise<CellResult> {
	await sandbox.faults.clear();
	sandbox.postageApp.switches.webhookFormat = format as PostageAppSwitches['webhookFormat'];
	const marker = newMarker();
	const recipient = `ada+${marker}@example.org`;
	if (mode.isTrue) await new Caller(sandbox).send(marker, recipient);
	sandbox.clock.advance({ minutes: 10 });

	const { node, credentials } = webhookTriggers.postageApp;
	const { postageAppApi, postageAppWebhookApi } = credentials(sandbox);
	const secret = `open sesame ${marker}`;
	const stored = {
		postageAppApi: accountIn(fault, postageAppApi),
		postageAppWebhookApi: { ...postageAppWebhookApi, secretValue: secret },
	};
	const own = { id: marker, name: 'Account of the cell' };
	const trigger = {
		...node,
		parameters: { authentication: 'secret' },
		credentials: { ...node.credentials, postageAppApi: own },
	};
	const staticData = {};
	const { value: left, log } = await logged(async () => {
		const line = await engine.listen(
			{ id: marker, nodes: [trigger], connections: {} },
			{ credentials: stored, staticData },
		);
		const push = pusher(sandbox, line.url, secret);
		letHappen(fault, sandbox, {
			provider: 'postageApp',
			skip: 0,
			times: ALWAYS,
			scene: { elsewhere: `${elsewhere.url}/${marker}` },
		});
		const troubled = await push(marker, recipient);
		const startedInTrouble = line.started.length;
		await sandbox.faults.clear();
		stored.postageAppApi = postageAppApi;
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

	const secrets = [
		...secretsOf(credentialType('postageAppApi'), postageAppApi),
		...secretsOf(credentialType('postageAppWebhookApi'), stored.postageAppWebhookApi),
	];
	const found = leaksIn(textsIn([left, log, staticData]), secrets);
	const strayed = elsewhere.visits(marker).length;
	if (found.length > 0) breaches.push(`secrets in what the trigger left: ${found.join(', ')}`);
	if (strayed > 0) breaches.push(`${strayed} requests went to another origin`);
	return {
		fates: [FATES[troubled.status] ?? 'failed'],
		accepted: expected,
		duplicates,
		again: 0,
		lost,
		falseWords: 0,
		leaks: found.length + strayed,
		breaches,
	};
}

/** What is answered -> what becomes of the event. */
const FATES: Record<number, Fate> = { 200: 'ok', 401: 'rejected', 503: 'put off' };
