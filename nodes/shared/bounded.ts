/** A map of limited size: when it is full, the oldest entry is removed. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
	constructor(private readonly most: number) {
		super();
	}

	override set(key: Key, value: Value): this {
		super.set(key, value);
		dropOldest(this, this.most);
		return this;
	}
}

/** A set of limited size: when it is full, the oldest entry is removed. */
export class BoundedSet<Value> extends Set<Value> {
	constructor(private readonly most: number) {
		super();
	}

	override add(value: Value): this {
		super.add(value);
		dropOldest(this, this.most);
		return this;
	}
}

function dropOldest<Key>(entries: Map<Key, unknown> | Set<Key>, most: number): void {
	if (entries.size <= most) return;
	const [oldest] = entries.keys();
	entries.delete(oldest);
}
