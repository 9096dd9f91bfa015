import type { Fault } from '../../sandbox';
import type { RunOptions, RunResult } from '../../tools/engine/engine';
import type { Stage } from '../../tools/engine/stage';
import type { AccountChanges } from '../../tools/providers/accounts';
import type { Knowledge } from '../../tools/providers/operations';
import { before } from './doubles';
import type { KeyedOperation } from './operations';
import type { Outcome } from './outcome';
import type { Scene, SceneOptions } from './scene';

/** Events that may happen to n8n in the middle of a way. */
export const EVENTS = {
	'n8n restarts': async (stage) => await stage.restartN8n(),
	'15 days go by': ({ time }) => Promise.resolve(time.jump(15 * 24 * 60 * 60 * 1000)),
} satisfies Record<string, (stage: Stage) => Promise<void>>;

/** The expected outcome: the same for all operations, or by what the provider can tell. */
type Expected = Outcome | Record<Knowledge, Outcome>;

/** A way in which n8n can run a node again with a message that the node has had before. */
export interface Way {
	/** Its name in the table. */
	title: string;
	expected: Expected | { usual: Expected; byToken: Expected };
	/** Which operations it applies to. Default: all. */
	isFor?: (operation: KeyedOperation) => boolean;
	scene?: SceneOptions;
	/** The execution that had the message. */
	first?: (scene: Scene) => Promise<RunResult | undefined>;
	/** Whether that execution sends nothing. */
	isNew?: boolean;
	meanwhile?: keyof typeof EVENTS;
	/** Runs the node again, and returns the outcome of the message. */
	again: (scene: Scene, first: RunResult) => Promise<string>;
}

const refused: Fault = { kind: 'status', status: 403 };

/** For what was sent but not recorded: the provider recognizes the key, or has it, or it may have been sent. */
const unrecorded = {
	'by key': 'once',
	'by name': 'found',
	listed: 'found',
	refused: 'unknown',
	silent: 'unknown',
} as const;

/** For what was not sent, which can be proved only if the provider knows our key. */
const unproven = {
	'by key': 'once',
	'by name': 'unknown',
	listed: 'unknown',
	refused: 'unknown',
	silent: 'unknown',
} as const;

/** For what was sent and n8n has no record of any more: the limit of what can be promised. */
const forgotten = {
	'by key': 'once',
	'by name': 'once',
	listed: 'sent again',
	refused: 'refused',
	silent: 'sent again',
} as const;

const run = async (scene: Scene) => await scene.run();
const runAgain = async (scene: Scene) => scene.outcome(await scene.run());
const edit = async (scene: Scene) => await scene.run({ mode: 'manual' });
const editAgain = async (scene: Scene) => scene.outcome(await scene.run({ mode: 'manual' }));
const goOn = async (scene: Scene, first: RunResult) => scene.outcome(await scene.resume(first));
const goOnWithAgent = async (scene: Scene, first: RunResult) =>
	scene.outcomeToAgent(await scene.resume(first));

/** The second of two messages is refused. */
async function failInTheMiddle(scene: Scene): Promise<RunResult> {
	scene.meet(refused, { skip: 1 });
	const result = await scene.run();
	await scene.recover();
	return result;
}

/** n8n crashes after the message has been accepted. */
const crash = async (scene: Scene) => await scene.crash();

/** n8n crashes before the message has been accepted. */
async function crashBefore(scene: Scene, options?: RunOptions): Promise<RunResult> {
	scene.meet(refused);
	const result = await scene.crash(options);
	await scene.recover();
	return result;
}

async function loseAnswer(scene: Scene): Promise<RunResult> {
	scene.loseAnswer();
	const result = await scene.run();
	await scene.recover();
	return result;
}

/** The retry of an execution that failed in the middle. @param isSent which of its messages to look at */
const retryFailed =
	(isSent: boolean, tellsRetryOf: boolean) => async (scene: Scene, first: RunResult) => {
		const message = scene.message(isSent);
		return scene.outcome(await scene.retry(first.execution, { tellsRetryOf }), message);
	};

/** The retry of an execution in which n8n crashed: it knows the input of that execution. */
const retryCrashed =
	(tellsRetryOf: boolean) =>
	async (scene: Scene, { beginning }: RunResult) =>
		scene.outcome(await scene.retry(beginning, { tellsRetryOf }));

/** An execution that calls the workflow; the workflow does not learn whether that is a retry. */
const called = ({ began }: Scene) => ({ mode: 'trigger', establishedAt: began }) as const;

const calledByRetry = async (scene: Scene) =>
	scene.outcome(await scene.run({ calledBy: { ...called(scene), mode: 'retry' } }));

const editCredential = (how: keyof AccountChanges) => async (scene: Scene) => {
	scene.edit(how);
	return await runAgain(scene);
};

const isFitForAgents = ({ needsFiles }: KeyedOperation) => !needsFiles;

const retryOnFail = {
	scene: { messages: 2, node: { retryOnFail: true, waitBetweenTries: 100 } },
	first: failInTheMiddle,
} satisfies Partial<Way>;

const failed = { scene: { messages: 2 }, first: failInTheMiddle } satisfies Partial<Way>;

/** All ways, in the order of the table. */
export const WAYS: Way[] = [
	{
		...retryOnFail,
		title: 'Retry On Fail: what was sent before',
		expected: 'once',
		again: (scene, result) => Promise.resolve(scene.outcome(result, 0)),
	},
	{
		...retryOnFail,
		title: 'Retry On Fail: what was refused before',
		expected: 'once',
		again: (scene, result) => Promise.resolve(scene.outcome(result, 1)),
	},
	{
		...failed,
		title: 'Retry of an execution that failed in this node: what it had sent',
		expected: 'once',
		again: retryFailed(true, true),
	},
	{
		...failed,
		title: 'Retry of an execution that failed in this node: what it had not sent',
		expected: 'once',
		again: retryFailed(false, true),
	},
	{
		...failed,
		title: 'The same in n8n up to 2.14, which does not tell what it retries: what it had sent',
		// The node stops at the message that it had not sent.
		expected: unproven,
		again: retryFailed(true, false),
	},
	{
		...failed,
		title: 'The same in n8n up to 2.14: what it had not sent',
		expected: unproven,
		again: retryFailed(false, false),
	},
	{
		title: 'Retry of an execution that failed in an earlier node',
		expected: 'once',
		scene: { layout: 'afterNode' },
		isNew: true,
		async first(scene) {
			before.fails = true;
			const result = await scene.run();
			before.fails = false;
			return result;
		},
		again: async (scene, { execution }) => scene.outcome(await scene.retry(execution)),
	},
	{
		title: 'Retry of an execution in which n8n crashed: what it had sent',
		expected: unrecorded,
		first: crash,
		meanwhile: 'n8n restarts',
		again: retryCrashed(true),
	},
	{
		title: 'Retry of an execution in which n8n crashed: what it had not sent',
		expected: unproven,
		isNew: true,
		first: async (scene) => await crashBefore(scene),
		meanwhile: 'n8n restarts',
		again: retryCrashed(true),
	},
	{
		title: 'The same in n8n up to 2.14: what the crashed one had sent',
		expected: unrecorded,
		first: crash,
		meanwhile: 'n8n restarts',
		again: retryCrashed(false),
	},
	{
		title: 'The same in n8n up to 2.14: what the crashed one had not sent',
		expected: unproven,
		isNew: true,
		first: async (scene) => await crashBefore(scene),
		meanwhile: 'n8n restarts',
		again: retryCrashed(false),
	},
	{
		title: 'Retry of an execution that failed, whose sub-workflow sends: what that had sent',
		expected: 'once',
		first: async (scene) => await scene.run({ calledBy: called(scene) }),
		again: calledByRetry,
	},
	{
		title: 'Retry of an execution that failed, whose sub-workflow sends: what that had not sent',
		expected: unproven,
		isNew: true,
		async first(scene) {
			scene.meet(refused);
			const result = await scene.run({ calledBy: called(scene) });
			await scene.recover();
			return result;
		},
		again: calledByRetry,
	},
	{
		title:
			'Retry of an execution in which n8n crashed, whose sub-workflow sends: what that had sent',
		expected: unrecorded,
		first: async (scene) => await scene.crash({ calledBy: called(scene) }),
		meanwhile: 'n8n restarts',
		again: calledByRetry,
	},
	{
		title:
			'Retry of an execution in which n8n crashed, whose sub-workflow sends: what that had not sent',
		expected: unproven,
		isNew: true,
		first: async (scene) => await crashBefore(scene, { calledBy: called(scene) }),
		meanwhile: 'n8n restarts',
		again: calledByRetry,
	},
	{
		title: 'The same message before a Wait and after it',
		expected: 'once',
		scene: { layout: 'aroundWait' },
		first: run,
		again: goOn,
	},
	{
		title: 'The same message before a Wait and after it, with a restart of n8n meanwhile',
		expected: 'once',
		scene: { layout: 'aroundWait' },
		first: run,
		meanwhile: 'n8n restarts',
		again: goOn,
	},
	{
		title: 'The same, and what the node had noted before the Wait is lost',
		expected: unrecorded,
		scene: { layout: 'aroundWait' },
		async first(scene) {
			const result = await scene.crash();
			result.execution.data!.executionData!.contextData = {};
			return result;
		},
		meanwhile: 'n8n restarts',
		again: goOn,
	},
	{
		title: 'A node after a Wait, with a restart of n8n meanwhile',
		expected: 'once',
		scene: { layout: 'afterWait' },
		isNew: true,
		first: run,
		meanwhile: 'n8n restarts',
		again: goOn,
	},
	{
		title: 'A loop with a Wait and another message in each round, with a restart of n8n meanwhile',
		expected: 'once',
		scene: { messages: 2, layout: 'roundByRound' },
		first: run,
		meanwhile: 'n8n restarts',
		again: async (scene, first) => scene.outcome(await scene.resume(first), 1, 0),
	},
	{
		title: 'A call of an AI agent that comes again in the execution',
		expected: 'once',
		isFor: isFitForAgents,
		scene: { layout: 'agent', calls: 2 },
		again: async (scene) => scene.outcomeToAgent(await scene.run()),
	},
	{
		title: 'A call of an AI agent that comes again after a Wait, with a restart of n8n meanwhile',
		expected: 'once',
		isFor: isFitForAgents,
		scene: { layout: 'agent' },
		first: run,
		meanwhile: 'n8n restarts',
		again: goOnWithAgent,
	},
	{
		title: 'The same without a deduplication key',
		expected: 'once',
		isFor: isFitForAgents,
		scene: { layout: 'agent', isUnkeyed: true },
		first: run,
		meanwhile: 'n8n restarts',
		again: goOnWithAgent,
	},
	{
		title: 'The first call of an AI agent after a Wait, with a restart of n8n meanwhile',
		expected: 'once',
		isFor: isFitForAgents,
		scene: { layout: 'agentAfterWait' },
		isNew: true,
		first: run,
		meanwhile: 'n8n restarts',
		again: goOnWithAgent,
	},
	{
		title: 'New execution after one that ended',
		expected: 'once',
		first: run,
		again: runAgain,
	},
	{
		title: 'New execution beside another one, in the same process',
		expected: 'once',
		async again(scene) {
			const { sandbox } = scene.stage;
			sandbox.latency(100);
			const results = await Promise.all([scene.run(), scene.run()]);
			sandbox.latency(0);
			const outcomes = results.map((result) => scene.outcome(result));
			return outcomes.find((outcome) => outcome !== 'once') ?? 'once';
		},
	},
	{
		title: 'New execution after one that was stopped',
		expected: 'once',
		first: async (scene) => await scene.stop(),
		again: runAgain,
	},
	{
		title: 'New execution after one whose answer was lost',
		expected: unrecorded,
		first: loseAnswer,
		again: runAgain,
	},
	{
		title: 'The same 15 days later, where the provider keeps messages for 14',
		expected: { ...unrecorded, 'by key': 'unknown' },
		first: loseAnswer,
		meanwhile: '15 days go by',
		again: runAgain,
	},
	{
		title: 'New execution after a restart of n8n: what an execution had sent that ended',
		expected: 'once',
		first: run,
		meanwhile: 'n8n restarts',
		again: runAgain,
	},
	{
		title: 'New execution after a restart of n8n: what an execution had sent that was stopped',
		expected: forgotten,
		first: async (scene) => await scene.stop(),
		meanwhile: 'n8n restarts',
		again: runAgain,
	},
	{
		title: 'New execution after a restart of n8n: what a retry had sent',
		expected: forgotten,
		async first(scene) {
			scene.meet(refused);
			const { execution } = await scene.run();
			await scene.recover();
			return await scene.retry(execution);
		},
		meanwhile: 'n8n restarts',
		again: runAgain,
	},
	{
		title: 'New execution after a crash of n8n: what the crashed one had sent',
		expected: forgotten,
		first: crash,
		meanwhile: 'n8n restarts',
		again: runAgain,
	},
	{
		title: 'The credential gets a new token of the same account',
		expected: { usual: 'once', byToken: 'unknown' },
		isFor: ({ accountChanges }) => accountChanges.newToken !== undefined,
		first: run,
		again: editCredential('newToken'),
	},
	{
		title: 'The credential becomes that of another account, which has not got the message',
		expected: { usual: 'once', byToken: 'unknown' },
		isFor: ({ accountChanges }) => accountChanges.otherAccount !== undefined,
		first: run,
		again: editCredential('otherAccount'),
	},
	{
		title: 'The node gets another credential of the same account',
		expected: { usual: 'once', byToken: forgotten },
		first: run,
		async again(scene) {
			scene.changeCredential();
			return await runAgain(scene);
		},
	},
	{
		title: 'The same files, which n8n has stored anew',
		expected: 'once',
		isFor: ({ files }) => files !== undefined,
		scene: { hasFiles: true, isOnDisk: true },
		first: run,
		again: runAgain,
	},
	{
		title: 'Runs from the editor',
		expected: 'once',
		first: edit,
		again: editAgain,
	},
	{
		title: 'Runs from the editor, with a restart of n8n between them',
		expected: forgotten,
		first: edit,
		meanwhile: 'n8n restarts',
		again: editAgain,
	},
];

/** The expected outcome of an operation; undefined if the way does not apply to it. */
export function expectedOf(
	{ expected, isFor }: Way,
	operation: KeyedOperation,
): Outcome | undefined {
	if (isFor && !isFor(operation)) return undefined;
	const { isKnownByToken, knowledge } = operation;
	const own =
		typeof expected === 'object' && 'usual' in expected
			? expected[isKnownByToken ? 'byToken' : 'usual']
			: expected;
	return typeof own === 'string' ? own : own[knowledge];
}
