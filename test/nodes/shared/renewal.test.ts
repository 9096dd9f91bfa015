import { renewed } from '../../../nodes/shared/renewal';

interface Token {
	name: string;
	renewAt: number;
}

let families = 0;

/** Renews tokens to those with the given names, one after the other, and counts the renewals. */
function family(...names: string[]) {
	const own = ++families;
	let made = 0;
	const identity = ({ name }: Token) => [`family ${own}`, name];
	const renew = async (): Promise<Token> => token(names[made++] ?? `new ${made}`);
	const successor = async (of: Token) => await renewed(of, identity, renew);
	return { identity, successor, count: () => made };
}

const token = (name: string, life = 60_000): Token => ({ name, renewAt: Date.now() + life });

describe('what is renewed', () => {
	it('is renewed once for all who come at the same time', async () => {
		const { successor, count } = family();
		const found = await Promise.all([1, 2, 3].map(() => successor(token('old'))));
		expect(new Set(found.map(({ name }) => name)).size).toBe(1);
		expect(count()).toBe(1);
	});

	it('is what it was renewed to in the end, for who comes with the first of several', async () => {
		const { successor, count } = family('second', 'third');
		await successor(token('first'));
		await successor(token('second'));
		expect((await successor(token('first'))).name).toBe('third');
		expect(count()).toBe(2);
	});

	it.each([
		['itself', ['a', 'a', 'b']],
		['one from before', ['b', 'a', 'c']],
	])('may come out as %s, and is renewed anew then', async (_, names) => {
		const { successor, count } = family(...names);
		const first = await successor(token('a'));
		const second = await successor(first);
		const third = await successor(second);
		expect([first, second, third].map(({ name }) => name)).toEqual(names);
		expect(count()).toBe(3);
	});

	it('is tried once more by those who came while it was under way, all together', async () => {
		const { identity } = family();
		let tries = 0;
		const renew = async () => {
			if (++tries === 1) throw new Error('no answer');
			return token('new');
		};
		const [first, ...others] = await Promise.allSettled(
			[1, 2, 3].map(async () => await renewed(token('old'), identity, renew)),
		);
		expect(first.status).toBe('rejected');
		expect(others).toEqual([
			{ status: 'fulfilled', value: expect.objectContaining({ name: 'new' }) as Token },
			{ status: 'fulfilled', value: expect.objectContaining({ name: 'new' }) as Token },
		]);
		expect(tries).toBe(2);
	});

	it('is tried again after it failed for all who waited', async () => {
		const { identity, successor } = family('new');
		const fail = () => Promise.reject(new Error('no'));
		const failed = [1, 2].map(async () => await renewed(token('old'), identity, fail));
		const results = await Promise.allSettled(failed);
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect((await successor(token('old'))).name).toBe('new');
	});
});
