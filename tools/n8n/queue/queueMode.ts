import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ends } from '../ends';
import { freePort } from '../freePort';
import { installPackage } from '../furnish';
import { installN8n } from '../install';
import { launchN8n } from '../n8nProcess';
import { signIn, type Rest } from '../owner';
import { offerPackages } from '../packageSource';
import { Member } from './member';
import { DATABASE_USER, startPostgres } from './postgres';
import { programs } from './programs';
import { startRedis } from './redis';

/** n8n in queue mode: a main process handles incoming requests and polls, workers run executions. */
export interface QueueMode {
	/** URL of the main process. */
	url: string;
	/** The API of the main process, as its owner. */
	rest: Rest;
	main: Member;
	workers: Member[];
	stop: () => Promise<void>;
}

const WORKERS = 2;

/**
 * How long a worker holds the lock of a job without renewing it, and how often others check for stalled jobs, in
 * milliseconds.
 */
const LOCK = 30_000;
const LOOKS = 5_000;

/** Milliseconds after a worker's end until its jobs are certain to be out of the queue. */
export const JOBS_ARE_GONE_AFTER = LOCK + 2 * LOOKS;

/**
 * How soon n8n notices that one of its processes is gone. Its defaults are merely longer: a minute for the lock of a
 * job, half a minute between checks, two minutes for the lease of an activation. n8n gives up an activation for good
 * after seven tenths of that lease, and on a busy computer one takes more than ten seconds.
 */
const noticing = {
	QUEUE_WORKER_LOCK_DURATION: String(LOCK),
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: String(LOOKS),
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '30',
	N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '1000',
};

/** A busy computer keeps n8n waiting for its database. By default, n8n then answers 500 or 503 for a moment. */
const patience = {
	DB_PING_TIMEOUT_MS: '60000',
	DB_POSTGRESDB_CONNECTION_TIMEOUT: '120000',
	DB_CONNECTION_ACQUISITION_TIMEOUT_MS: '120000',
	DB_POSTGRESDB_POOL_SIZE: '10',
};

/** The settings shared by all processes of one n8n. */
const common = (redis: { port: number }, postgres: { port: number }) => ({
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redis.port),
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_USER: DATABASE_USER,
	DB_POSTGRESDB_DATABASE: 'postgres',
	N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
	...noticing,
	...patience,
});

/** A worker reports its health only if configured to, and installs what its main process has installed. */
const workerSettings = (port: string) => ({
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: port,
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	N8N_REINSTALL_MISSING_PACKAGES: 'true',
});

async function start(ends: Ends, environment: Record<string, string>): Promise<QueueMode> {
	const installation = await installN8n();
	const found = await programs();
	const folder = await mkdtemp(join(tmpdir(), 'certified-mail-queue-'));
	ends.of({ stop: async () => await rm(folder, { recursive: true }) });
	const redis = ends.of(await startRedis(found.redisServer));
	const postgres = ends.of(await startPostgres(found));
	const source = await offerPackages(folder);
	ends.of({ stop: source.close });
	const shared = { ...common(redis, postgres), ...environment };
	/** Each process has its own folder, as on a separate computer. */
	const member = (name: string, command: string, port: string, settings: object) => {
		const userFolder = join(folder, name);
		const readiness = `http://127.0.0.1:${port}/healthz/readiness`;
		const options = { userFolder, path: [source.bin], environment: { ...shared, ...settings } };
		const launch = async () => await launchN8n(installation, [command], readiness, options);
		const process = new Member(userFolder, launch);
		// Nothing that it could still save is needed.
		ends.of({ stop: async () => await process.kill() });
		return process;
	};

	const port = String(await freePort());
	const main = member('main', 'start', port, { N8N_PORT: port });
	await main.start();
	const url = `http://127.0.0.1:${port}`;
	const rest = await signIn(url);
	await installPackage(rest);
	const workers: Member[] = [];
	for (let number = 1; number <= WORKERS; number++) {
		const health = String(await freePort());
		workers.push(member(`worker-${number}`, 'worker', health, workerSettings(health)));
	}
	await Promise.all(workers.map(async (worker) => await worker.start()));
	return { url, rest, main, workers, stop: async () => await ends.come() };
}

/**
 * Starts n8n in queue mode, with the package installed by n8n itself. All its data is deleted at the end.
 * @param environment settings of all its processes
 */
export async function startQueueMode(environment: Record<string, string> = {}): Promise<QueueMode> {
	const ends = new Ends();
	try {
		return await start(ends, environment);
	} catch (error) {
		return await ends.after(error);
	}
}
