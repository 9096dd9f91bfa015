import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runService } from '../../../tools/n8n/service';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'certified-mail-service-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

it('writes what a program says into the file that was named, while it runs', async () => {
	const logFile = join(folder, 'program.log');
	const words = 'console.log("ready"); console.error("a warning"); setInterval(() => {}, 1000)';
	const logged = async () => (await readFile(logFile, 'utf8')).split('\n').sort();
	const service = runService([process.execPath, '-e', words], {
		name: 'A program',
		logFile,
		isReady: async () => (await logged()).length > 2,
	});
	try {
		await service.untilReady();
		expect(await logged()).toEqual(['', 'a warning', 'ready']);
	} finally {
		await service.stop();
	}
});
