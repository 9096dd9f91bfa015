import { operations } from './operations';

it('each operation of each node has a row in the fault matrix', () => {
	expect(operations).not.toThrow();
});

it('no two rows of a provider are the same operation under the same name', () => {
	const titles = operations().map(({ provider, title }) => `${provider.title}, ${title}`);
	expect(new Set(titles).size).toBe(titles.length);
});
