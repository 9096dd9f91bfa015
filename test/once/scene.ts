import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { NodeConnectionTypes, sleep } from 'n8n-workflow';
import type { Fault, JournalRequest } from '../../sandbox';
import { newMarker } from '../faults/cell';
import { partsOf } from '../faults/operations';
import { acceptedFor, withEffect } from '../faults/carriedOut';
import { agentType } from '../../tools/engine/agent';
import { chain, start } from '../../tools/engine/chain';
import type {
	INodeJson,
	RetriedExecution,
	RunOptions,
	RunResult,
	WorkflowJson,
} from '../../tools/engine/engine';
import { savedWorkflow, type SavedWorkflow } from '../../tools/engine/savedWorkflow';
import type { Stage } from '../../tools/engine/stage';
import type { AccountChanges } from '../../tools/providers/accounts';
import { deal, nodeBefore } from './doubles';
import { itemsFor, withFiles, type KeyedOperation } from './operations';
import { outcomeOf, toldBy, toldToAgent, type Told } from './outcome';

/** The route of a request, as in a fault rule. */
const routeOf = ({ method, path }: JournalRequest) => `${method} ${path}`;

const wait: INodeJson = {
	name: 'Wait',
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { amount: 1, unit: 'days' },
};

const AGENT = 'Agent';

const to = (...names: string[]) => names.map((node) => ({ node, type: 'main', index: 0 }));
const below = (node: INodeJson): INodeJson => ({ ...node, position: [220, 220] });
const beside = (node: INodeJson): INodeJson => ({ ...node, position: [440, 0] });

/** The position of the sending node in its workflow. */
export const LAYOUTS = {
	/** After the start. */
	plain: (node: INodeJson) => chain(start, node),
	/** After a node that may fail. */
	afterNode: (node: INodeJson) => chain(start, nodeBefore, node),
	/** After a Wait. */
	afterWait: (node: INodeJson) => chain(start, wait, node),
	/** Before and after a Wait, with the same items. */
	aroundWait: (node: INodeJson): WorkflowJson => ({
		nodes: [start, beside(node), below(wait)],
		connections: {
			Start: { main: [to(node.name, 'Wait')] },
			Wait: { main: [to(node.name)] },
		},
	}),
	/** With one item before the Wait and another one after it, as in a loop. */
	roundByRound: (node: INodeJson): WorkflowJson => ({
		nodes: [start, deal, beside(node), below(wait)],
		connections: {
			Start: { main: [to('Deal')] },
			Deal: { main: [to(node.name), to('Wait')] },
			Wait: { main: [to(node.name)] },
		},
	}),
	/** As the tool of an agent that runs before and after a Wait. */
	agent: (node: INodeJson) => withAgent(node, AGENT, 'Wait'),
	/** As the tool of an agent after a Wait. */
	agentAfterWait: (node: INodeJson) => withAgent(node, 'Wait'),
};

/** A workflow with an agent and its tool. @param first what comes after the start */
function withAgent(node: INodeJson, ...first: string[]): WorkflowJson {
	const toolOf = { node: AGENT, type: NodeConnectionTypes.AiTool, index: 0 };
	const agent = { name: AGENT, type: agentType, typeVersion: 1 };
	return {
		nodes: [start, beside(agent), asTool(node), below(wait)],
		connections: {
			Start: { main: [to(...first)] },
			Wait: { main: [to(AGENT)] },
			[node.name]: { [NodeConnectionTypes.AiTool]: [[toolOf]] },
		},
	};
}

/** The tool variant of a node, whose parameters come from the agent instead of the item. */
function asTool(node: INodeJson): INodeJson {
	const text = JSON.stringify(node.parameters);
	const parameters = text.replace(/\$json\.(\w+)/g, "$fromAI('$1', '', 'string')");
	return { ...node, type: `${node.type}Tool`, parameters: JSON.parse(parameters) as object };
}

export interface SceneOptions {
	layout?: keyof typeof LAYOUTS;
	/** How many messages. Default: 1. */
	messages?: number;
	hasFiles?: boolean;
	/** n8n stores files on disk, with a new ID each time. */
	isOnDisk?: boolean;
	/** How often an agent requests the message in one run. Default: once. */
	calls?: number;
	/** Without Prevent Duplicates By. */
	isUnkeyed?: boolean;
	/** The node's settings other than its parameters. */
	node?: Partial<INodeJson>;
}

/** One operation with its own messages and its own workflow. */
export class Scene {
	readonly began = Date.now();
	/** As stored in n8n. */
	private credential: { id: string; data: ICredentialDataDecryptedObject };
	private readonly workflow: SavedWorkflow;
	/** The start of the last execution: its place in the journal, and how often each message had been accepted. */
	private last = { request: 0, accepted: [] as number[] };
	/** How many requests of the journal went to another account. */
	private toOthers = 0;

	private constructor(
		readonly stage: Stage,
		readonly operation: KeyedOperation,
		private readonly items: INodeExecutionData[],
		private readonly options: SceneOptions,
	) {
		const { row, provider } = operation;
		const data = (row.account ?? provider.account)(stage.sandbox);
		this.credential = { id: this.marker(0), data };
		this.workflow = savedWorkflow(stage, () => this.json());
	}

	static async set(stage: Stage, operation: KeyedOperation, options: SceneOptions = {}) {
		const markers = Array.from({ length: options.messages ?? 1 }, newMarker);
		return new Scene(stage, operation, await itemsFor(operation, stage, markers), options);
	}

	async run(options: RunOptions = {}): Promise<RunResult> {
		this.mark();
		return await this.workflow.run({ input: await this.input(), ...this.stored(), ...options });
	}

	/** n8n crashes when everything is done, and nothing is saved. */
	async crash(options: RunOptions = {}): Promise<RunResult> {
		this.mark();
		return await this.workflow.crash({ input: await this.input(), ...this.stored(), ...options });
	}

	async retry(execution: RetriedExecution, options: RunOptions = {}): Promise<RunResult> {
		this.mark();
		return await this.workflow.retry(execution, { ...this.stored(), ...options });
	}

	async resume({ execution }: RunResult): Promise<RunResult> {
		this.mark();
		return await this.workflow.resume(execution, this.stored());
	}

	/** The saved static data is lost, as if another process had overwritten it. */
	loseRecord(): void {
		this.workflow.saveByTrigger({});
	}

	/** The user stops an execution after its message has arrived. */
	async stop(): Promise<RunResult> {
		const { sandbox, engine } = this.stage;
		sandbox.latency(100);
		const run = engine.run(this.json(), { input: await this.input(), ...this.stored() });
		let hasEnded = false;
		void run.finally(() => (hasEnded = true));
		while (this.accepted(0) === 0 && !hasEnded) await sleep(5);
		run.stop();
		const result = await run;
		sandbox.latency(0);
		return result;
	}

	/** The user edits the credential. */
	edit(how: keyof AccountChanges): void {
		Object.assign(this.credential.data, this.operation.accountChanges[how]?.(this.stage.sandbox));
		if (how === 'otherAccount') this.toOthers = this.requests().length;
	}

	/** The user gives the node another credential, of the same account. */
	changeCredential(): void {
		this.credential = { ...this.credential, id: `${this.credential.id}-2` };
	}

	/** A request of the operation meets a fault. */
	meet(fault: Fault, { skip = 0, onMet }: { skip?: number; onMet?: () => void } = {}): void {
		const { row, provider } = this.operation;
		this.stage.sandbox.faults.add({ provider: provider.name, on: row.on, skip, fault }, onMet);
	}

	/** The answer to the next request of the operation is lost, and all later requests fail until `recover`. */
	loseAnswer(): void {
		const { name: provider } = this.operation.provider;
		const fault: Fault = { kind: 'status', status: 503 };
		const onMet = () => this.stage.sandbox.faults.add({ provider, times: 1_000_000, fault });
		this.meet({ kind: 'resetAfter' }, { onMet });
	}

	async recover(): Promise<void> {
		await this.stage.sandbox.faults.clear();
	}

	/** Whether any of its messages has been accepted. */
	get hasSent(): boolean {
		return this.items.some((_, index) => this.accepted(index) > 0);
	}

	/** The index of the message that has been accepted, or of the one that has not. */
	message(isAccepted: boolean): number {
		const found = this.items.findIndex((_, index) => this.accepted(index) > 0 === isAccepted);
		if (found < 0) throw new Error(`No message is ${isAccepted ? '' : 'not '}accepted`);
		return found;
	}

	/**
	 * The outcome of a message after the execution that began last.
	 * @param item its index among the items of the node's last run
	 */
	outcome(result: RunResult, message = 0, item = message): string {
		return this.of(message, toldBy(result, this.node().name, item));
	}

	/** The same for an agent's last call. */
	outcomeToAgent(result: RunResult): string {
		return this.of(0, toldToAgent(result, AGENT));
	}

	private of(message: number, told: Told): string {
		const { row, provider } = this.operation;
		const { on } = row;
		const { isQuestion } = provider.accounts;
		const since = this.requests().slice(this.last.request);
		const seen = {
			before: this.last.accepted[message],
			inAll: this.accepted(message),
			sends: since.filter((request) => routeOf(request) === on).length,
			lookups: since.filter((request) => routeOf(request) !== on && !isQuestion?.(request)).length,
		};
		return outcomeOf(told, seen, !this.options.isUnkeyed);
	}

	private mark(): void {
		const accepted = this.items.map((_, index) => this.accepted(index));
		this.last = { request: this.requests().length, accepted };
	}

	/** How often the account has accepted a message. */
	private accepted(message: number): number {
		const { row } = this.operation;
		const name = row.name?.(this.items[message]) ?? this.marker(message);
		const sends = this.requests().filter((request) => routeOf(request) === row.on);
		return withEffect(row, acceptedFor(sends, name)).length;
	}

	/** The requests to the account. */
	private requests(): JournalRequest[] {
		const all = this.stage.sandbox.journal.requests(this.operation.provider.name);
		return all.slice(this.toOthers);
	}

	private get hasFiles(): boolean {
		return this.options.hasFiles ?? this.operation.needsFiles;
	}

	private marker(message: number): string {
		return this.items[message].json.marker as string;
	}

	private async input(): Promise<INodeExecutionData[]> {
		const items = this.hasFiles ? await withFiles(this.stage, this.items) : this.items;
		if (!this.options.layout?.startsWith('agent')) return items;
		const { json: args } = items[0];
		const calls = Array.from({ length: this.options.calls ?? 1 }, () => args);
		return [{ json: { calls, together: false } }];
	}

	private stored(): RunOptions {
		const { credential } = this.operation.provider;
		return { credentials: { [credential]: this.credential.data } };
	}

	private node(): INodeJson {
		const { provider, key, row, files } = this.operation;
		const { isUnkeyed, node } = this.options;
		const options = { ...(row.parameters.options as object | undefined) };
		const parameters: INodeParameters = {
			...row.parameters,
			...(this.hasFiles && files),
			...(!isUnkeyed && { options: { ...options, deduplicationKey: '={{ $json.marker }}' } }),
		};
		return provider.node(partsOf(key), parameters, {
			...node,
			credentials: { [provider.credential]: { id: this.credential.id, name: 'Account' } },
		});
	}

	private json(): WorkflowJson {
		return { ...LAYOUTS[this.options.layout ?? 'plain'](this.node()), id: this.marker(0) };
	}
}
