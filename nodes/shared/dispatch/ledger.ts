import { jsonParse, type IDataObject } from 'n8n-workflow';

import { isObject } from '../json';

/** What is known of a send. */
export interface Entry {
	/** When it left, in Unix milliseconds. */
	at: number;
	/** Digest of what was sent. */
	content: string;
	/** What the provider's answer gave out. Without it, nobody knows whether it was accepted. */
	outputs?: IDataObject[];
}

/** How much a ledger keeps at most. A single entry may take a quarter of it. */
export interface Bounds {
	entries: number;
	/** Of all entries together, in characters of JSON. */
	size: number;
}

/**
 * What is known of sends, by key, in a plain object that n8n saves as JSON. When there is no more room,
 * the oldest go.
 */
export class Ledger {
	private count = 0;
	private size = 0;

	/** @param kept what was saved before; changed in place. Each entry is text, so that its size is known. */
	constructor(
		readonly kept: Record<string, string>,
		private readonly bounds: Bounds,
	) {
		for (const [key, text] of Object.entries(kept)) this.grow(1, key, text);
		this.makeRoom();
	}

	get(key: string): Entry | undefined {
		return Object.hasOwn(this.kept, key) ? read(this.kept[key]) : undefined;
	}

	/** @param ids all that is kept of outputs that are too large */
	put(key: string, entry: Entry, ids: string[] = []): void {
		const { outputs } = entry;
		const shorter = outputs && [outputs, [{ acceptedIds: ids }], [{}]];
		const texts = (shorter ?? [undefined]).map((each) =>
			JSON.stringify({ ...entry, outputs: each }),
		);
		const text = texts.find(({ length }) => length <= this.bounds.size / 4);
		if (text !== undefined) this.write(key, text);
	}

	remove(key: string): void {
		if (!Object.hasOwn(this.kept, key)) return;
		this.grow(-1, key, this.kept[key]);
		delete this.kept[key];
	}

	/** Takes over what another place has kept, and what it knows better. */
	learn(others: unknown): void {
		if (!isObject(others)) return;
		for (const [key, text] of Object.entries(others)) {
			if (typeof text !== 'string') continue;
			const known = this.get(key);
			if (!known || (!known.outputs && read(text)?.outputs)) this.write(key, text);
		}
	}

	private write(key: string, text: string): void {
		this.remove(key);
		this.kept[key] = text;
		this.grow(1, key, text);
		this.makeRoom();
	}

	private makeRoom(): void {
		if (this.isWithinBounds()) return;
		for (const oldest in this.kept) {
			this.remove(oldest);
			if (this.isWithinBounds()) return;
		}
	}

	private isWithinBounds(): boolean {
		return this.count <= this.bounds.entries && this.size <= this.bounds.size;
	}

	private grow(by: 1 | -1, key: string, text: string): void {
		this.count += by;
		this.size += by * (key.length + text.length);
	}
}

function read(text: string): Entry | undefined {
	const entry = jsonParse<Entry | null>(text, { fallbackValue: null });
	return isObject(entry) ? entry : undefined;
}
