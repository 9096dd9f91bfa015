import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inItem } from '../../../nodes/shared/inItem';
import { read, repository } from '../../docs/markdown';

it('a message names its item in the words of the editor, which then does not add them', () => {
	expect(`Not sent: it is empty${inItem(3)}`).toBe('Not sent: it is empty [item 3]');
	// n8n's editor looks for these words, in this case.
	expect(inItem(3)).toContain('item 3');
	expect(inItem()).toBe('');
});

it('no message names its item in a way of its own', () => {
	const sources = (readdirSync(join(repository, 'nodes'), { recursive: true }) as string[])
		.filter((name) => name.endsWith('.ts') && name !== join('shared', 'inItem.ts'))
		.map((name) => join('nodes', name));
	expect(sources.filter((file) => /\[item \$/i.test(read(file)))).toEqual([]);
});
