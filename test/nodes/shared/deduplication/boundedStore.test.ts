import fc from 'fast-check';

import { BoundedStore, type Entry } from '../../../../nodes/shared/deduplication/boundedStore';

const MAX_BYTES = 1_000;

const entry = fc.record<Entry>(
	{
		at: fc.nat(),
		content: fc.string(),
		outputs: fc.array(fc.dictionary(fc.string(), fc.string({ maxLength: 400 })), { maxLength: 4 }),
		ids: fc.array(fc.uuid(), { maxLength: 30 }),
	},
	{ requiredKeys: ['at', 'content'] },
);
const key = fc.constantFrom(...'abcdefgh');
const step = fc.oneof(fc.record({ put: key, entry }), fc.record({ remove: key }));

describe('A bounded store', () => {
	it('never grows beyond its bounds, whatever is put in, and has the latest', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
				const store = new BoundedStore({}, MAX_BYTES);
				for (const each of steps) {
					if ('remove' in each) {
						store.remove(each.remove);
						expect(store.get(each.remove)).toBeUndefined();
						continue;
					}
					store.put(each.put, each.entry);
					expect(store.get(each.put)).toMatchObject({
						at: each.entry.at,
						content: each.entry.content,
					});
					expect(Buffer.byteLength(JSON.stringify(store.kept))).toBeLessThanOrEqual(MAX_BYTES + 2);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('knows after it was saved as JSON what it knew before', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(key, entry), { maxLength: 20 }), (puts) => {
				const store = new BoundedStore({}, MAX_BYTES);
				for (const [at, each] of puts) store.put(at, each);
				const saved = JSON.parse(JSON.stringify(store.kept)) as Record<string, string>;
				const again = new BoundedStore({}, MAX_BYTES);
				again.learn(saved);
				expect(again.kept).toEqual(store.kept);
				expect(new BoundedStore(saved, MAX_BYTES).kept).toEqual(store.kept);
			}),
		);
	});

	it('lets go of the oldest first', () => {
		const store = new BoundedStore({}, MAX_BYTES);
		const content = 'x'.repeat(120);
		for (const at of [1, 2, 3, 4, 5, 6, 7]) store.put(`key ${at}`, { at, content });
		expect(Object.keys(store.kept)).toEqual(['key 3', 'key 4', 'key 5', 'key 6', 'key 7']);
		expect(store.hasForgotten).toBe(true);
	});

	it('keeps only the ids of outputs that are too large', () => {
		const store = new BoundedStore({}, MAX_BYTES);
		const outputs = [{ body: 'x'.repeat(300) }];
		store.put('a', { at: 1, content: 'c', outputs, ids: ['id-1', 'id-2'] });
		expect(store.get('a')).toEqual({ at: 1, content: 'c', outputs: [], ids: ['id-1', 'id-2'] });
	});

	it('gives up the outputs of the oldest before it lets go of any', () => {
		const store = new BoundedStore({}, MAX_BYTES);
		for (const id of ['a', 'b', 'c', 'd', 'e']) {
			store.put(id, { at: 1, content: 'c', outputs: [{ body: 'x'.repeat(150) }], ids: [id] });
		}
		expect(Object.keys(store.kept)).toEqual(['a', 'b', 'c', 'd', 'e']);
		expect(store.get('a')).toEqual({ at: 1, content: 'c', outputs: [], ids: ['a'] });
		expect(store.get('e')?.outputs).toHaveLength(1);
	});

	it('takes a send for accepted where any place knows that, and nothing from what is no entry', () => {
		const store = new BoundedStore({}, MAX_BYTES);
		store.put('a', { at: 1, content: 'c' });
		store.put('b', { at: 1, content: 'c', outputs: [] });
		const unsure = JSON.stringify({ at: 1, content: 'c' });
		store.learn({ a: JSON.stringify({ at: 1, content: 'c', outputs: [] }), b: unsure });
		expect(['a', 'b'].map((each) => store.get(each)?.outputs)).toEqual([[], []]);
		for (const nothing of [undefined, 'text', [1], { a: 1 }, { c: 'no JSON' }]) {
			store.learn(nothing);
		}
		expect(store.get('a')?.outputs).toEqual([]);
		expect(store.get('c')).toBeUndefined();
	});

	it('counts bytes, not characters', () => {
		const store = new BoundedStore({}, MAX_BYTES);
		store.put('a', { at: 1, content: 'c', outputs: [{ body: 'é'.repeat(120) }], ids: ['id'] });
		expect(store.get('a')?.outputs).toEqual([]);
	});

	it.each([
		['2,500 sends of the usual size with what came of them', 2_500, 1],
		['5,000 of which only the IDs are left', 10_000, 0],
	])('knows %s', (_, puts, outputsLeft) => {
		const store = new BoundedStore({});
		const id = 'i'.repeat(36);
		const outputs = [{ id, recipient: 'y'.repeat(60), delivery: 'z'.repeat(60) }];
		for (let at = 0; at < puts; at++) {
			const key = String(at).padStart(40, 'k');
			store.put(key, { at: Date.now(), content: 'c'.repeat(32), outputs, ids: [id] });
		}
		const [oldest, ...others] = Object.keys(store.kept);
		expect(1 + others.length).toBeGreaterThanOrEqual(Math.min(puts, 5_000));
		expect(store.get(oldest)?.outputs).toHaveLength(outputsLeft);
	});
});
