import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { about } from '../../tools/docs/gallery';
import { exampleNames, readExample } from '../../tools/demo/examples';
import { LARGEST } from '../n8n/pictures';
import { repository } from './markdown';

it('the documents say what the nodes and the examples say by now (npm run docs)', () => {
	// Prettier, by which the documents are written, does not load within a test.
	const check = ['--import', 'tsx', 'tools/docs/main.ts', '--check'];
	const { status, stdout } = spawnSync(process.execPath, check, {
		cwd: repository,
		encoding: 'utf8',
	});
	expect([status, stdout]).toEqual([0, '']);
});

describe.each(exampleNames())('%s', (name) => {
	it('says in three sentences what it does and what to fill in', () => {
		const [does, fillIn] = about(readExample(name)).paragraphs;

		expect(does.split(/(?<=\.)\s+/)).toHaveLength(2);
		expect(fillIn).toMatch(/^\*\*Fill in\*\*/);
		expect(fillIn.split(/(?<=\.)\s+/)).toHaveLength(1);
	});

	it('has a picture that is there at once', () => {
		const picture = join(repository, 'docs/images/examples', `${name}.png`);

		expect(existsSync(picture)).toBe(true);
		expect(statSync(picture).size).toBeLessThanOrEqual(LARGEST);
	});
});
