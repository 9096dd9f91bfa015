import { spawnSync } from 'node:child_process';
import { repository } from './markdown';

it('the documents say what the nodes and the examples say by now (npm run docs)', () => {
	// Prettier, which formats the documents, can't be loaded in a Jest test.
	const check = ['--import', 'tsx', 'tools/docs/main.ts', '--check'];
	const { status, stdout } = spawnSync(process.execPath, check, {
		cwd: repository,
		encoding: 'utf8',
	});
	expect([status, stdout]).toEqual([0, '']);
});
