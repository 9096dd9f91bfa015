import { spawnSync } from 'node:child_process';
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
