import { BoundedMap, BoundedSet } from '../../../nodes/shared/bounded';

describe('A bounded map', () => {
	it('lets go of what was added first when it is full', () => {
		const map = new BoundedMap<string, number>(2);
		map.set('a', 1).set('b', 2).set('c', 3);
		expect([...map]).toEqual([
			['b', 2],
			['c', 3],
		]);
	});

	it('keeps all when something in it is set again', () => {
		const map = new BoundedMap<string, number>(2);
		map.set('a', 1).set('b', 2).set('a', 3);
		expect([...map]).toEqual([
			['a', 3],
			['b', 2],
		]);
	});

	it('has room again for what was deleted', () => {
		const map = new BoundedMap<string, number>(2);
		map.set('a', 1).set('b', 2).delete('b');
		expect([...map.set('c', 3).keys()]).toEqual(['a', 'c']);
	});
});

describe('A bounded set', () => {
	it('lets go of what was added first when it is full', () => {
		expect([...new BoundedSet<string>(2).add('a').add('b').add('c')]).toEqual(['b', 'c']);
	});

	it('leaves what is added again where it was', () => {
		const set = new BoundedSet<string>(2).add('a').add('b').add('a');
		expect([...set.add('c')]).toEqual(['b', 'c']);
	});
});
