import fc from 'fast-check';

import { BoundedStore, type Entry } from '../../../../nodes/shared/deduplication/boundedStore';
import { KEPT } from '../../../../nodes/shared/deduplication/store';

const bounds = { entries: 5, size: 1_000 };

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

describe('A ledger', () => {
	it('never grows beyond its bounds, whatever is put in, and has the latest', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
				const ledger = new BoundedStore({}, bounds);
				for (const each of steps) {
					if ('remove' in each) {
						ledger.remove(each.remove);
						expect(ledger.get(each.remove)).toBeUndefined();
						continue;
					}
					ledger.put(each.put, each.entry);
					expect(ledger.get(each.put)).toMatchObject({
						at: each.entry.at,
						content: each.entry.content,
					});
					const size = Object.entries(ledger.kept).flat().join('').length;
					expect(size).toBeLessThanOrEqual(bounds.size);
					expect(Object.keys(ledger.kept).length).toBeLessThanOrEqual(bounds.entries);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('knows after it was saved as JSON what it knew before', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(key, entry), { maxLength: 20 }), (puts) => {
				const ledger = new BoundedStore({}, bounds);
				for (const [at, each] of puts) ledger.put(at, each);
				const saved = JSON.parse(JSON.stringify(ledger.kept)) as Record<string, string>;
				const again = new BoundedStore({}, bounds);
				again.learn(saved);
				expect(again.kept).toEqual(ledger.kept);
				expect(new BoundedStore(saved, bounds).kept).toEqual(ledger.kept);
			}),
		);
	});

	it('lets go of the oldest first', () => {
		const ledger = new BoundedStore({}, bounds);
		for (const at of [1, 2, 3, 4, 5, 6, 7]) ledger.put(`key ${at}`, { at, content: '' });
		expect(Object.keys(ledger.kept)).toEqual(['key 3', 'key 4', 'key 5', 'key 6', 'key 7']);
	});

	it('keeps only the ids of outputs that are too large', () => {
		const ledger = new BoundedStore({}, bounds);
		const outputs = [{ body: 'x'.repeat(300) }];
		ledger.put('a', { at: 1, content: 'c', outputs, ids: ['id-1', 'id-2'] });
		expect(ledger.get('a')).toEqual({ at: 1, content: 'c', outputs: [], ids: ['id-1', 'id-2'] });
	});

	it('gives up the outputs of the oldest before it lets go of any', () => {
		const ledger = new BoundedStore({}, bounds);
		for (const id of ['a', 'b', 'c', 'd', 'e']) {
			ledger.put(id, { at: 1, content: 'c', outputs: [{ body: 'x'.repeat(150) }], ids: [id] });
		}
		expect(Object.keys(ledger.kept)).toEqual(['a', 'b', 'c', 'd', 'e']);
		expect(ledger.get('a')).toEqual({ at: 1, content: 'c', outputs: [], ids: ['a'] });
		expect(ledger.get('e')?.outputs).toHaveLength(1);
	});

	it('takes a send for accepted where any place knows that, and nothing from what is no entry', () => {
		const ledger = new BoundedStore({}, bounds);
		ledger.put('a', { at: 1, content: 'c' });
		ledger.put('b', { at: 1, content: 'c', outputs: [] });
		const unsure = JSON.stringify({ at: 1, content: 'c' });
		ledger.learn({ a: JSON.stringify({ at: 1, content: 'c', outputs: [] }), b: unsure });
		expect(['a', 'b'].map((each) => ledger.get(each)?.outputs)).toEqual([[], []]);
		for (const nothing of [undefined, 'text', [1], { a: 1 }, { c: 'no JSON' }]) {
			ledger.learn(nothing);
		}
		expect(ledger.get('a')?.outputs).toEqual([]);
		expect(ledger.get('c')).toBeUndefined();
	});

	it('knows 2,500 sends of the usual size', () => {
		const ledger = new BoundedStore({}, KEPT);
		const id = 'i'.repeat(36);
		const outputs = [{ id, recipient: 'y'.repeat(60), delivery: 'z'.repeat(60) }];
		for (let at = 0; at < 6_000; at++) {
			const key = String(at).padStart(40, 'k');
			ledger.put(key, { at: Date.now(), content: 'c'.repeat(32), outputs, ids: [id] });
		}
		expect(Object.keys(ledger.kept).length).toBeGreaterThanOrEqual(2_500);
	});
});
