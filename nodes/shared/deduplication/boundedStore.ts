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
	/** The ids of what was accepted, which are all that is given out once there is no room for the outputs. */
	ids?: string[];
}

/** How much a store keeps at most. A single entry may take a quarter of it. */
export interface Bounds {
	entries: number;
	/** Of all entries together, in characters of JSON. */
	size: number;
}

/**
 * What is known of sends, by key, in a plain object that n8n saves as JSON. When there is no more room, the
 * oldest lose their outputs but for the ids; when there is none for them either, the oldest go.
 */
export class BoundedStore {
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

	put(key: string, entry: Entry): void {
		const texts = [entry, shortened(entry), { ...shortened(entry), ids: [] }].map((each) =>
			JSON.stringify(each),
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
		const { size, entries } = this.bounds;
		if (this.size <= size && this.count <= entries) return;
		// A little more than needed, so that it is not to be done for each send.
		const enough = this.size > size ? size * 0.9 : size;
		for (const oldest of Object.keys(this.kept)) {
			if (this.size <= enough) break;
			this.shorten(oldest);
		}
		for (const oldest of Object.keys(this.kept)) {
			if (this.size <= enough && this.count <= entries) return;
			this.remove(oldest);
		}
	}

	private shorten(key: string): void {
		const text = this.kept[key];
		const entry = read(text);
		if (!entry?.outputs) return;
		this.grow(-1, key, text);
		this.kept[key] = JSON.stringify(shortened(entry));
		this.grow(1, key, this.kept[key]);
	}

	private grow(by: 1 | -1, key: string, text: string): void {
		this.count += by;
		this.size += by * (key.length + text.length);
	}
}

/** Without its outputs; those that had ids have them once. */
const shortened = ({ outputs, ...entry }: Entry): Entry =>
	outputs ? { ...entry, outputs: [], ids: entry.ids ?? [] } : entry;

function read(text: string): Entry | undefined {
	const entry = jsonParse<Entry | null>(text, { fallbackValue: null });
	return isObject(entry) ? entry : undefined;
}
