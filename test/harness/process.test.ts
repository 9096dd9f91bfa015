import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildCourierPackage } from './courierPackage';

const script = (packageDirectory: string) => `
	const { startEngine } = require(${JSON.stringify(join(__dirname, '../../tools/engine/engine.ts'))});
	startEngine({ packageDirectory: ${JSON.stringify(packageDirectory)} }).then(async (engine) => {
		const node = { name: 'Courier', type: 'n8n-nodes-courier.courier', typeVersion: 1,
			parameters: { to: 'ada' }, credentials: { courierApi: { id: '1', name: '' } } };
		const credentials = { courierApi: { baseUrl: 'http://127.0.0.1:1' } };
		const { status } = await engine.run({ nodes: [node] }, { credentials });
		await engine.stop();
		process.stdout.write(status);
	});
`;

describe('a process outside of jest', () => {
	it('hears nothing from n8n and ends by itself after the engine has stopped', async () => {
		const { directory, remove } = await buildCourierPackage();
		const env = { ...process.env };
		// With NODE_ENV=test, n8n logs less than otherwise.
		delete env.NODE_ENV;
		const { stdout, stderr } = await promisify(execFile)(
			process.execPath,
			['--require', 'tsx/cjs', '--eval', script(directory)],
			{ env, timeout: 25_000, cwd: join(__dirname, '../..') },
		);
		await remove();
		expect({ stdout, stderr }).toEqual({ stdout: 'error', stderr: '' });
	});
});
