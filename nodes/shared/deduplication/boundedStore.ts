import { jsonParse, type IDataObject } from 'n8n-workflow';

import { isObject } from '../json';

/** What is known of a send. */
export interface Entry {
	/** When it left, in Unix milliseconds. */
	at: number;
	/** Digest of what was sent. */
	content: string;
	/** Digest of the secret that it was sent with, where nothing else tells whose account that is. */
	secret?: string;
	/** What the provider's answer gave out. Without it, nobody knows whether it was accepted. */
	outputs?: IDataObject[];
	/** The ids of what was accepted, which are all that is given out once there is no room for the outputs. */
	ids?: string[];
}

/** How much a store keeps at most, in bytes of JSON. n8n copies it into each execution that it saves. */
export const MOST_KEPT = 1_000_000;

/**
 * What is known of sends, by key, in a plain object that n8n saves as JSON. When there is no more room, the
 * oldest lose their outputs but for the ids; when there is none for them either, the oldest go.
 */
export class BoundedStore {
	/** Whether there was no room for something that it knew. */
	hasForgotten = false;
	/** In bytes, of all entries together. */
	private size = 0;

	/**
	 * @param kept what was saved before; changed in place. Each entry is text, so that its size is known.
	 * @param most in bytes; a single entry may take a quarter of it
	 */
	constructor(
		readonly kept: Record<string, string>,
		private readonly most = MOST_KEPT,
	) {
		for (const [key, text] of Object.entries(kept)) this.size += sizeOf(key, text);
		this.makeRoom();
	}

	get(key: string): Entry | undefined {
		return Object.hasOwn(this.kept, key) ? read(this.kept[key]) : undefined;
	}

	put(key: string, entry: Entry): void {
		const texts = [entry, shortened(entry), { ...shortened(entry), ids: [] }].map((each) =>
			JSON.stringify(each),
		);
		const text = texts.find((each) => sizeOf(key, each) <= this.most / 4);
		if (text !== undefined) this.write(key, text);
	}

	remove(key: string): void {
		if (!Object.hasOwn(this.kept, key)) return;
		this.size -= sizeOf(key, this.kept[key]);
		delete this.kept[key];
	}

	/** Takes over what another place has kept, and what it knows better. The oldest stay the first to go. */
	learn(others: unknown): void {
		if (!isObject(others)) return;
		const news = Object.entries(others).filter(([key, text]) => {
			const entry = typeof text === 'string' ? read(text) : undefined;
			const known = this.get(key);
			return entry && (!known || (!known.outputs && entry.outputs));
		});
		if (news.length === 0) return;
		for (const [key, text] of news) this.set(key, text as string);
		const byAge = Object.entries(this.kept)
			.map(([key, text]) => ({ key, text, at: read(text)?.at ?? 0 }))
			.sort((one, other) => one.at - other.at);
		for (const { key, text } of byAge) this.set(key, text);
		this.makeRoom();
	}

	private write(key: string, text: string): void {
		this.set(key, text);
		this.makeRoom();
	}

	/** As the latest. */
	private set(key: string, text: string): void {
		this.remove(key);
		this.kept[key] = text;
		this.size += sizeOf(key, text);
	}

	private makeRoom(): void {
		if (this.size <= this.most) return;
		// A little more than needed, so that it is not to be done for each send.
		const enough = this.most * 0.9;
		for (const oldest of Object.keys(this.kept)) {
			if (this.size <= enough) return;
			this.shorten(oldest);
		}
		for (const oldest of Object.keys(this.kept)) {
			if (this.size <= enough) return;
			this.remove(oldest);
			this.hasForgotten = true;
		}
	}

	private shorten(key: string): void {
		const entry = this.get(key);
		if (!entry?.outputs) return;
		const text = JSON.stringify(shortened(entry));
		// In its place: it stays as old as it is.
		this.size += sizeOf(key, text) - sizeOf(key, this.kept[key]);
		this.kept[key] = text;
	}
}

const sizeOf = (key: string, text: string) =>
	Buffer.byteLength(JSON.stringify(text)) + Buffer.byteLength(key) + '"":,'.length;

/** Without its outputs; those that had ids have them once. */
const shortened = ({ outputs, ...entry }: Entry): Entry =>
	outputs ? { ...entry, outputs: [], ids: entry.ids ?? [] } : entry;

function read(text: string): Entry | undefined {
	const entry = jsonParse<Entry | null>(text, { fallbackValue: null });
	return isObject(entry) ? entry : undefined;
}
