import {
	NodeConnectionTypes,
	type IExecuteData,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
	type Logger,
} from 'n8n-workflow';

/**
 * What one run of a node remembers over all its items and all its tries.
 *
 * Under Retry On Fail n8n runs a node again as a whole, and hands over the same `getExecuteData()`
 * object on each try. A run hangs on that object: it is found again on the next try, and it is gone
 * when n8n lets go of the execution.
 */
export class Run {
	/** Sends by item: under way, accepted, or of unknown outcome. What was surely not sent is not kept. */
	readonly sends = new Map<string, Promise<INodeExecutionData[]>>();
	/** Ids of what the provider accepted. */
	readonly accepted: string[] = [];
	private current?: Try;
	private isLogged = false;

	/** The try that an item belongs to. An item that was there before, or is one too many, begins a new one. */
	enter(item: string, size: number): Try {
		if (!this.current?.hasRoomFor(item)) this.current = new Try(size);
		this.current.arrive(item);
		return this.current;
	}

	/** Writes the accepted ids to n8n's log, once. */
	logAccepted(logger: Logger): void {
		if (this.isLogged || this.accepted.length === 0) return;
		this.isLogged = true;
		logger.warn(`Stopped. Accepted before (${this.accepted.length}): ${this.accepted.join(', ')}`);
	}
}

/** One pass of n8n over the items of a run. */
export class Try {
	/** An item failed and the node does not continue on failures: nothing more may be sent. */
	isStopped = false;
	private readonly arrived = new Set<string>();
	private readonly underWay = new Set<Promise<unknown>>();
	private everyoneArrived!: () => void;
	private readonly gathering = new Promise<void>((resolve) => (this.everyoneArrived = resolve));

	constructor(private readonly size: number) {}

	hasRoomFor(item: string): boolean {
		return this.arrived.size < this.size && !this.arrived.has(item);
	}

	arrive(item: string): void {
		this.arrived.add(item);
		if (this.arrived.size >= this.size) this.everyoneArrived();
	}

	/**
	 * Waits until all items of the try are prepared. n8n prepares them in one go before any answer can
	 * arrive, so this costs no time. If it fails on the way, the try never gets complete, and nothing of
	 * it is ever sent.
	 */
	async gathered(): Promise<void> {
		await this.gathering;
	}

	/** Keeps count of a request until it is settled. */
	async whileUnderWay<T>(request: Promise<T>): Promise<T> {
		this.underWay.add(request);
		try {
			return await request;
		} finally {
			this.underWay.delete(request);
		}
	}

	/** Waits until no request of the try is under way, so that what was accepted is known. */
	async settled(): Promise<void> {
		while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
	}
}

/** By node as well, because the tools of an AI agent all see the agent's execute data. */
const runs = new WeakMap<IExecuteData, Map<string, Run>>();

export function runOf(context: IExecutePaginationFunctions): Run {
	const data = context.getExecuteData();
	const byNode = runs.get(data) ?? new Map<string, Run>();
	runs.set(data, byNode);
	const { name } = context.getNode();
	const run = byNode.get(name) ?? new Run();
	byNode.set(name, run);
	return run;
}

/** Whether an AI agent calls the node as a tool, many times with the agent's own execute data. */
const isCalledByAgent = (context: IExecutePaginationFunctions) =>
	context.getExecuteData().node.name !== context.getNode().name;

/** What an item is known by within its run: its place, or for a tool what the agent asked for. */
export function itemKey(context: IExecutePaginationFunctions): string {
	return isCalledByAgent(context)
		? JSON.stringify(context.getInputData(0, NodeConnectionTypes.AiTool).json)
		: String(context.getItemIndex());
}

/** How many items n8n goes through in one try. */
export function itemCount(context: IExecutePaginationFunctions): number {
	if (isCalledByAgent(context) || context.getNode().executeOnce) return 1;
	const { data } = context.getExecuteData();
	const items = data[NodeConnectionTypes.Main] ?? data[NodeConnectionTypes.AiTool];
	return items?.[0]?.length ?? 1;
}
