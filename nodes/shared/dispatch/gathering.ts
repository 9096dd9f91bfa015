import { sleep, type IExecutePaginationFunctions, type INodeExecutionData } from 'n8n-workflow';

import { ProviderError } from '../answer/providerError';
import { Unanswered } from './failure';
import type { Watch } from './oncePer';
import type { RequestOptions } from './policy';
import type { UnderWay } from './run';
import { verdictOf } from './verdict';

type Outputs = INodeExecutionData[];

/** How items share a request, where an API takes many recipients in one and answers for each. */
export interface Sharing {
	/**
	 * What items must have in common in their bodies to share a request: data that JSON can hold.
	 * undefined for an item that has to go alone.
	 */
	common: (request: RequestOptions, context: IExecutePaginationFunctions) => unknown;
	/** Whom an item goes to, each address written in the one way by which it is known again. */
	recipients: (request: RequestOptions) => string[];
	/** The most recipients of a request. */
	most: (context: IExecutePaginationFunctions) => number;
	/** The request for all of them, which leaves in the name of the first. */
	join: (requests: RequestOptions[], first: IExecutePaginationFunctions) => RequestOptions;
	/** What each of the joined requests gets of the outputs: never nothing, and nothing of another's. */
	split: (outputs: Outputs, requests: RequestOptions[]) => Outputs[];
}

/** An item that is ready to leave. */
export interface Parcel {
	context: IExecutePaginationFunctions;
	request: RequestOptions;
	/** What a request goes through that is about the item. */
	watch: Watch;
	/** Sends a request in the name of the item. */
	post: (request: RequestOptions, watch: Watch) => Promise<Outputs>;
}

interface Waiting extends Parcel {
	sharing: Sharing;
	/** Items of one kind may share a request; undefined for one that goes alone. */
	kind?: string;
	recipients: string[];
	resolve: (outputs: Outputs) => void;
	reject: (error: unknown) => void;
}

/**
 * Gathers the items of a run into as few requests as their rules allow. It waits only for items that
 * come of themselves: those that are being prepared, and those that are ready in the same moment.
 */
export class Gathering {
	private waiting: Waiting[] = [];
	/** Each text by a number, so that long ones are not repeated in what a kind is known by. */
	private texts = new Map<string, number>();

	constructor(private readonly preparations: UnderWay) {}

	/** Sends an item together with others. Resolves to its own outputs, rejects with what stopped it. */
	async send(parcel: Parcel, sharing: Sharing): Promise<Outputs> {
		const recipients = sharing.recipients(parcel.request);
		const isTwice = new Set(recipients).size < recipients.length;
		const kind = isTwice ? undefined : this.kindOf(parcel, sharing);
		return await new Promise((resolve, reject) => {
			this.waiting.push({ ...parcel, sharing, kind, recipients, resolve, reject });
			if (this.waiting.length === 1) void this.leave();
		});
	}

	private async leave(): Promise<void> {
		await this.preparations.settled();
		await sleep(0);
		const ready = this.waiting;
		this.waiting = [];
		this.texts = new Map();
		ready.sort((a, b) => a.context.getItemIndex() - b.context.getItemIndex());
		for (const batch of batchesOf(ready)) void deliver(batch);
	}

	private kindOf({ request, context }: Parcel, sharing: Sharing): string | undefined {
		const common = sharing.common(request, context);
		if (common === undefined) return undefined;
		return JSON.stringify({ ...request, body: common }, (_, value: unknown) =>
			typeof value === 'string' ? String(this.numberOf(value)) : value,
		);
	}

	private numberOf(text: string): number {
		const number = this.texts.get(text) ?? this.texts.size;
		this.texts.set(text, number);
		return number;
	}
}

function batchesOf(parcels: Waiting[]): Waiting[][] {
	const kinds = new Map<string, Kind>();
	return parcels.flatMap((parcel) => {
		const kind = kinds.get(parcel.kind ?? '') ?? new Kind();
		if (parcel.kind !== undefined) kinds.set(parcel.kind, kind);
		return kind.place(parcel);
	});
}

/** Items of one kind. No request of theirs names an address twice: a provider may take it for one. */
class Kind {
	/** The requests that still take recipients, by how often each of theirs had come before. */
	private readonly open: Array<{ batch: Waiting[]; room: number }> = [];
	private readonly seen = new Map<string, number>();

	/** Puts an item into a request. @returns the request if it is a new one */
	place(parcel: Waiting): Waiting[][] {
		const { recipients, sharing, context } = parcel;
		const turn = recipients.reduce((most, each) => Math.max(most, this.seen.get(each) ?? 0), 0);
		for (const recipient of recipients) this.seen.set(recipient, turn + 1);
		if (this.open[turn]?.room >= recipients.length) {
			this.open[turn].batch.push(parcel);
			this.open[turn].room -= recipients.length;
			return [];
		}
		const batch = [parcel];
		this.open[turn] = { batch, room: sharing.most(context) - recipients.length };
		return [batch];
	}
}

/**
 * Sends a batch, and tells each of its items what became of it. Of a batch that was refused for what is
 * in it nothing was accepted, so its halves are sent apart, and so on down to the items at fault: some
 * twenty requests for one among a thousand, and never twice as many as there are items.
 */
async function deliver(batch: Waiting[]): Promise<void> {
	const [{ post, request, watch }] = batch;
	try {
		const outputs = batch.length > 1 ? await postJoined(batch) : [await post(request, watch)];
		batch.forEach(({ resolve }, index) => resolve(outputs[index]));
	} catch (error) {
		if (batch.length > 1 && isAboutContent(error)) {
			await Promise.all(halvesOf(batch).map(deliver));
		} else {
			for (const { reject } of batch) reject(error);
		}
	}
}

async function postJoined(batch: Waiting[]): Promise<Outputs[]> {
	const [{ sharing, context, post }] = batch;
	const requests = batch.map(({ request }) => request);
	const joined = sharing.join(requests, context);
	const outputs = await post(joined, watchedByAll(batch));
	const split = async () => sharing.split(outputs, requests);
	return await split().catch((error) => {
		// It was accepted: what goes wrong from here on must not let any of it be sent again.
		throw new Unanswered(error, new Date(), joined);
	});
}

/** Each item of a batch watches the request that they share. */
const watchedByAll =
	(batch: Waiting[]): Watch =>
	async (request) =>
		await batch.reduce(
			(inner, { watch }) =>
				async () =>
					await watch(inner),
			request,
		)();

function halvesOf(batch: Waiting[]): Waiting[][] {
	const middle = Math.ceil(batch.length / 2);
	return [batch.slice(0, middle), batch.slice(middle)];
}

/** Statuses by which a request is refused for what is in it. All others would meet each part of it too. */
const ABOUT_CONTENT = [400, 413, 422];

const isAboutContent = (error: unknown) =>
	error instanceof ProviderError &&
	verdictOf(error) === 'refused' &&
	ABOUT_CONTENT.includes(error.status);
