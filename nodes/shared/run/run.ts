import {
	NodeConnectionTypes,
	type IExecutePaginationFunctions,
	type IExecuteSingleFunctions,
	type INodeExecutionData,
	type Logger,
} from 'n8n-workflow';

import { ofSameRun } from '../engine/sameRun';
import type { FailureContext } from '../outcome/failure';
import { formatFindBy } from '../outcome/findBy';
import type { FindBy, RequestOptions } from '../policy';

/** Work in flight. */
export class InFlight {
	private readonly work = new Set<Promise<unknown>>();

	/** Counts work as in flight until it is settled. */
	async track<T>(work: Promise<T>): Promise<T> {
		this.work.add(work);
		try {
			return await work;
		} finally {
			this.work.delete(work);
		}
	}

	/** Waits until nothing is in flight. */
	async settled(): Promise<void> {
		while (this.work.size > 0) await Promise.allSettled(this.work);
	}
}

/** A send, and what it is about: a later attempt may not be able to prepare that again. */
export interface Send {
	subject: FailureContext;
	outputs: Promise<INodeExecutionData[]>;
}

/**
 * The state of one run of a node, over all its items and all its attempts.
 *
 * Under Retry On Fail n8n runs a node again as a whole: the next attempt finds the same run, which disappears when
 * n8n releases the execution.
 */
export class Run {
	/** Sends by key: in flight, accepted, or of unknown outcome. Those that were certainly not sent are not kept. */
	readonly sends = new Map<string, Send>();
	/** Ids of what the provider accepted. */
	readonly accepted: string[] = [];
	/** How to find what may have been accepted, by key. */
	readonly unknownOutcomes = new Map<string, FindBy>();
	/** The items that n8n has started to prepare. It starts with all that it can prepare in one go. */
	readonly preparations = new InFlight();
	private current?: Attempt;
	private readonly logged = new Set<string>();
	private readonly states = new Map<object, object>();

	/**
	 * The attempt that an item belongs to. An item that already had one, or that is one too many, starts a new
	 * attempt.
	 */
	enter(item: string, size: number): Attempt {
		if (!this.current?.hasRoomFor(item)) this.current = new Attempt(size);
		this.current.arrive(item);
		return this.current;
	}

	/** How to find everything that may have been accepted, except for one send. */
	unknownOutcomesBut(key: string): FindBy[] {
		return [...this.unknownOutcomes].filter(([other]) => other !== key).map(([, findBy]) => findBy);
	}

	/**
	 * State that a part of the package keeps for this run, by its class.
	 * @param make makes it the first time
	 */
	state<T extends object>(kind: new (...parts: never[]) => T, make: () => T): T {
		const state = (this.states.get(kind) as T | undefined) ?? make();
		this.states.set(kind, state);
		return state;
	}

	/** Writes to n8n's log what was accepted and what may have been, each once. */
	logOutcomes(logger: Logger): void {
		const news = (texts: string[]) => texts.filter((text) => !this.logged.has(text));
		const ids = news(this.accepted);
		const suspects = news([...this.unknownOutcomes.values()].map(formatFindBy));
		if (ids.length > 0) logger.warn(`Accepted before the execution stopped: ${ids.join(', ')}`);
		for (const suspect of suspects) {
			logger.warn(`May have been accepted before the execution stopped: ${suspect}`);
		}
		for (const text of [...ids, ...suspects]) this.logged.add(text);
	}
}

/** One pass of n8n over the items of a run, with its requests. */
export class Attempt extends InFlight {
	/** An item failed and the node does not continue on failures: nothing more may be sent. */
	isStopped = false;
	/** Requests that failed and changed nothing, by item: everyone who makes the same request gets the same error. */
	readonly failed = new Map<string, Promise<INodeExecutionData[]>>();
	private readonly arrived = new Set<string>();
	private everyoneArrived!: () => void;
	private readonly allHere = new Promise<void>((resolve) => (this.everyoneArrived = resolve));

	constructor(private readonly size: number) {
		super();
	}

	hasRoomFor(item: string): boolean {
		return this.arrived.size < this.size && !this.arrived.has(item);
	}

	/** Whether all items of the attempt are prepared. */
	get isComplete(): boolean {
		return this.arrived.size >= this.size;
	}

	arrive(item: string): void {
		this.arrived.add(item);
		if (this.isComplete) this.everyoneArrived();
	}

	/**
	 * Waits until all items of the attempt are prepared. n8n prepares them in one go before any answer can arrive, so
	 * this costs no time. If the preparation fails, the attempt is never complete, and nothing of it is ever sent.
	 */
	async allArrived(): Promise<void> {
		await this.allHere;
	}
}

/** The run that an item belongs to. */
export const runOf = (context: IExecuteSingleFunctions): Run =>
	ofSameRun(context, isTool(context), () => new Run());

/** Whether an AI agent calls the node, any number of times in one execution. */
export function isTool(context: IExecuteSingleFunctions): boolean {
	const { node, data } = context.getExecuteData();
	return node.name !== context.getNode().name || NodeConnectionTypes.AiTool in data;
}

/** The key of an item within its run: its position, or for an agent's tool what it requests to send. */
export function itemKey(context: IExecutePaginationFunctions, request: RequestOptions): string {
	if (!isTool(context)) return String(context.getItemIndex());
	const { method, url, qs, body } = request;
	return JSON.stringify({ method, url, qs, body });
}

/** How many items n8n processes in one attempt. */
export function itemCount(context: IExecutePaginationFunctions): number {
	if (isTool(context) || context.getNode().executeOnce) return 1;
	return context.getExecuteData().data[NodeConnectionTypes.Main]?.[0]?.length ?? 1;
}
