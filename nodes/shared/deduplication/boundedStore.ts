import { jsonParse, type IDataObject } from 'n8n-workflow';

import { isObject } from '../json';

/** The record of a send. */
export interface Entry {
	/** When it left, in Unix milliseconds. */
	at: number;
	/** Digest of what was sent. */
	content: string;
	/** Digest of the secret that it was sent with, if nothing else identifies the account. */
	secret?: string;
	/** The outputs made from the provider's answer. Without them, it is unknown whether it was accepted. */
	outputs?: IDataObject[];
	/** The ids of what was accepted, the only outputs left when there is no room for the rest. */
	ids?: string[];
}

/** The size limit of a store, in bytes of JSON. n8n copies it into each execution that it saves. */
export const MAX_STORE_BYTES = 1_000_000;

/**
 * Records of sends, by key, in a plain object that n8n saves as JSON. When there is no more room, the oldest records
 * are reduced to their ids; if that is not enough, the oldest are removed.
 */
export class BoundedStore {
	/** Whether a record was removed for lack of room. */
	hasForgotten = false;
	/** In bytes, of all records together. */
	private size = 0;

	/**
	 * @param kept what was saved before; changed in place. Each record is text, so that its size is known.
	 * @param most in bytes; a single record may take a quarter of it
	 */
	constructor(
		readonly kept: Record<string, string>,
		private readonly most = MAX_STORE_BYTES,
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

	/**
	 * Adds the records of another place, and those that are more complete there. The oldest are still the first to be
	 * removed.
	 */
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

	/** Adds it as the latest. */
	private set(key: string, text: string): void {
		this.remove(key);
		this.kept[key] = text;
		this.size += sizeOf(key, text);
	}

	private makeRoom(): void {
		if (this.size <= this.most) return;
		// A little more than needed, so that this does not happen at each send.
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
		// In the same place, so that it keeps its age.
		this.size += sizeOf(key, text) - sizeOf(key, this.kept[key]);
		this.kept[key] = text;
	}
}

const sizeOf = (key: string, text: string) =>
	Buffer.byteLength(JSON.stringify(text)) + Buffer.byteLength(key) + '"":,'.length;

/** Without its outputs, but with their ids, each once. */
const shortened = ({ outputs, ...entry }: Entry): Entry =>
	outputs ? { ...entry, outputs: [], ids: entry.ids ?? [] } : entry;

function read(text: string): Entry | undefined {
	const entry = jsonParse<Entry | null>(text, { fallbackValue: null });
	return isObject(entry) ? entry : undefined;
}
