import { sleep, type IExecutePaginationFunctions, type INodeExecutionData } from 'n8n-workflow';

import type { Recorder } from '../deduplication/deduplicate';
import { Cancelled } from '../outcome/cancelled';
import { RequestError } from '../outcome/classify';
import { OutcomeUnknown } from '../outcome/failure';
import type { Batching, Prepared } from '../policy';
import { ProviderError } from '../response/providerError';
import type { InFlight } from '../run/run';

type Outputs = INodeExecutionData[];

/** An item that is ready to be sent. */
export interface BatchItem {
	context: IExecutePaginationFunctions;
	/** What the item wants to send. */
	own: Prepared;
	/** Wraps a request that concerns the item. */
	record: Recorder;
	/** Sends a request on behalf of the item. */
	post: (prepared: Prepared, record: Recorder) => Promise<Outputs>;
}

interface PendingItem extends BatchItem {
	batching: Batching;
	/** Items with the same key may share a request; undefined for an item that has to go alone. */
	groupKey?: string;
	recipients: string[];
	resolve: (outputs: Outputs) => void;
	reject: (error: unknown) => void;
}

/**
 * Combines the items of a run into as few requests as their rules allow. It waits only for items that arrive by
 * themselves: those that are being prepared, and those that become ready at the same moment.
 */
export class Batcher {
	private waiting: PendingItem[] = [];
	/** A number for each text, so that long texts are not repeated in group keys. */
	private texts = new Map<string, number>();

	constructor(private readonly preparations: InFlight) {}

	/** Sends an item together with others. Resolves to its own outputs, rejects with what stopped it. */
	async send(item: BatchItem, batching: Batching): Promise<Outputs> {
		const recipients = batching.recipients(item.own.payload);
		const isTwice = new Set(recipients).size < recipients.length;
		const groupKey = isTwice ? undefined : this.groupKeyOf(item, batching);
		return await new Promise((resolve, reject) => {
			this.waiting.push({ ...item, batching, groupKey, recipients, resolve, reject });
			if (this.waiting.length === 1) void this.flush();
		});
	}

	private async flush(): Promise<void> {
		await this.preparations.settled();
		await sleep(0);
		const ready = this.waiting;
		this.waiting = [];
		this.texts = new Map();
		ready.sort((a, b) => a.context.getItemIndex() - b.context.getItemIndex());
		for (const batch of batchesOf(ready)) void deliver(batch);
	}

	private groupKeyOf({ own }: BatchItem, batching: Batching): string | undefined {
		const common = batching.common(own.payload);
		if (common === undefined) return undefined;
		return JSON.stringify({ ...own.request, body: common }, (_, value: unknown) =>
			typeof value === 'string' ? String(this.numberOf(value)) : value,
		);
	}

	private numberOf(text: string): number {
		const number = this.texts.get(text) ?? this.texts.size;
		this.texts.set(text, number);
		return number;
	}
}

function batchesOf(items: PendingItem[]): PendingItem[][] {
	const groups = new Map<string, Group>();
	return items.flatMap((item) => {
		const group = groups.get(item.groupKey ?? '') ?? new Group();
		if (item.groupKey !== undefined) groups.set(item.groupKey, group);
		return group.add(item);
	});
}

/** Items that may share requests. No request contains an address twice, because a provider may merge the two. */
class Group {
	/** The requests with room for more recipients, by how often each of their addresses occurred before. */
	private readonly open: Array<{ batch: PendingItem[]; free: number }> = [];
	private readonly seen = new Map<string, number>();

	/** Adds an item to a request. @returns the request if it is a new one */
	add(item: PendingItem): PendingItem[][] {
		const { recipients, batching, own } = item;
		const round = recipients.reduce((most, each) => Math.max(most, this.seen.get(each) ?? 0), 0);
		for (const recipient of recipients) this.seen.set(recipient, round + 1);
		if (this.open[round]?.free >= recipients.length) {
			this.open[round].batch.push(item);
			this.open[round].free -= recipients.length;
			return [];
		}
		const batch = [item];
		this.open[round] = { batch, free: batching.maxRecipients(own.payload) - recipients.length };
		return [batch];
	}
}

/**
 * Sends a batch, and passes the result on to each of its items. If a batch is refused because of its content, nothing
 * in it was accepted, so its halves are sent separately, and so on down to the items at fault: some twenty requests
 * for one item among a thousand, and never twice as many as there are items.
 * @param refusal of the larger batch that it is a half of: if it is cancelled, that is what is known about its items
 */
async function deliver(batch: PendingItem[], refusal?: RequestError): Promise<void> {
	const [{ post, own, record }] = batch;
	try {
		const outputs = batch.length > 1 ? await postJoined(batch) : [await post(own, record)];
		batch.forEach(({ resolve }, index) => resolve(outputs[index]));
	} catch (error) {
		if (batch.length > 1 && isAboutContent(error)) {
			await Promise.all(halvesOf(batch).map(async (half) => await deliver(half, error)));
		} else {
			const reason = error instanceof Cancelled && refusal ? new Cancelled(refusal) : error;
			for (const { reject } of batch) reject(reason);
		}
	}
}

async function postJoined(batch: PendingItem[]): Promise<Outputs[]> {
	const [{ batching, context, post }] = batch;
	const items = batch.map(({ own }) => own);
	const joined = batching.join(items, context);
	const outputs = await post(joined, recordedByAll(batch));
	const split = async () =>
		batching.split(
			outputs,
			items.map(({ payload }) => payload),
		);
	return await split().catch((error) => {
		// It was accepted: whatever fails from here on, none of it may be sent again.
		throw new OutcomeUnknown(error, new Date(), joined.payload);
	});
}

/** The request that a batch shares is recorded for each of its items. */
const recordedByAll =
	(batch: PendingItem[]): Recorder =>
	async (request) =>
		await batch.reduce(
			(inner, { record }) =>
				async () =>
					await record(inner),
			request,
		)();

function halvesOf(batch: PendingItem[]): PendingItem[][] {
	const middle = Math.ceil(batch.length / 2);
	return [batch.slice(0, middle), batch.slice(middle)];
}

/** Statuses that refuse a request because of its content. All others would affect each part of it too. */
const ABOUT_CONTENT = [400, 413, 422];

const isAboutContent = (error: unknown): error is RequestError =>
	error instanceof RequestError &&
	error.kind === 'refused' &&
	error.cause instanceof ProviderError &&
	ABOUT_CONTENT.includes(error.cause.status);
