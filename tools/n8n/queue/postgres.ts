import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../freePort';
import { runService, type Service } from '../service';
import type { Programs } from './programs';
import { isOpen } from './redis';

const run = promisify(execFile);

/** The database owner; it needs no password on this computer. */
export const DATABASE_USER = 'n8n';

/** PostgreSQL refuses to run as root; Debian's package creates this user. */
const SYSTEM_USER = 'postgres';

/** Starts PostgreSQL with an empty database, which is deleted when it stops. */
export async function startPostgres({
	initdb,
	postgres,
}: Programs): Promise<Service & { port: number }> {
	const user = process.getuid?.() === 0 ? SYSTEM_USER : undefined;
	const folder = await mkdtemp(join(tmpdir(), 'certified-mail-postgres-'));
	if (user) await run('chown', [user, folder]);
	const port = await freePort();
	const make = [initdb, '-D', folder, '-U', DATABASE_USER, '-A', 'trust', '-E', 'UTF8'];
	const [file, ...words] = [
		...(user ? ['setpriv', '--reuid', user, '--regid', user, '--init-groups'] : []),
		...[...make, '--no-locale', '--no-sync'],
	];
	await run(file, words, { cwd: folder });
	// Power failures of the database are not tested, so it need not wait for the disk.
	const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
	const service = runService(
		[postgres, '-D', folder, '-p', String(port), ...settings.flatMap((each) => ['-c', each])],
		{
			name: 'PostgreSQL',
			environment: process.env,
			user,
			isReady: async () => await isOpen(port),
			// SIGTERM would wait for clients to disconnect.
			endSignal: 'SIGINT',
		},
	);
	await service.untilReady();
	return {
		...service,
		port,
		stop: async () => {
			await service.stop();
			await rm(folder, { recursive: true });
		},
	};
}
