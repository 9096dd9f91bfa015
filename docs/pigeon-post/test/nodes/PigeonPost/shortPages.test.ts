import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { release } from '../../../tools/providers/pigeonPost/caller';
import { pigeonPost, pigeonPostAccount } from '../../../tools/providers/pigeonPost/node';

const stage = setStage();

describe('The list of Pigeon Post', () => {
	it.each([
		['all of it', { returnAll: true }, ['three', 'two', 'one']],
		['up to a limit', { limit: 2 }, ['three', 'two']],
	])('is read page by page, however short they are: %s', async (_, parameters, expected) => {
		const { engine, sandbox } = stage;
		sandbox.pigeonPost.switches.mostOnPage = 1;
		for (const text of ['one', 'two', 'three']) await release(sandbox, { loft: 'storm', text });
		await release(sandbox, { loft: 'lyon' });
		sandbox.clock.advance({ minutes: 2 });

		const node = pigeonPost(['letter', 'getMany'], { ...parameters, filters: { status: 'LOST' } });
		const { items } = await engine.run(chain(start, node), {
			credentials: { pigeonPostApi: pigeonPostAccount(sandbox.pigeonPost) },
		});

		expect(
			items('Pigeon Post')
				.slice(0, 3)
				.map(({ json }) => json.text),
		).toEqual(expected);
	});
});
