import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { step } from '../../setup/progress.cjs';

/** Where the programs are that n8n's queue mode needs beside n8n. */
export interface Programs {
	redisServer: string;
	initdb: string;
	postgres: string;
}

/** The program of each, and the package of Debian that has it. */
const needed: Record<keyof Programs, { program: string; debianPackage: string }> = {
	redisServer: { program: 'redis-server', debianPackage: 'redis-server' },
	initdb: { program: 'initdb', debianPackage: 'postgresql' },
	postgres: { program: 'postgres', debianPackage: 'postgresql' },
};

/** Debian keeps PostgreSQL's own programs out of the PATH, by version. */
const DEBIAN_POSTGRESQL = '/usr/lib/postgresql';

function folders(): string[] {
	const versions = existsSync(DEBIAN_POSTGRESQL) ? readdirSync(DEBIAN_POSTGRESQL) : [];
	return [
		...versions
			.sort((a, b) => Number(b) - Number(a))
			.map((version) => join(DEBIAN_POSTGRESQL, version, 'bin')),
		...(process.env.PATH ?? '').split(delimiter),
	];
}

function find(program: string): string | undefined {
	return folders()
		.map((folder) => join(folder, program))
		.find((file) => {
			try {
				accessSync(file, constants.X_OK);
				return true;
			} catch {
				return false;
			}
		});
}

const missingPackages = () => [
	...new Set(
		Object.values(needed)
			.filter(({ program }) => find(program) === undefined)
			.map(({ debianPackage }) => debianPackage),
	),
];

/** @throws with what apt-get has written, if it fails */
async function aptGet(...words: string[]): Promise<void> {
	const child = spawn('apt-get', words, {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	const [code] = (await once(child, 'close')) as [number];
	if (code !== 0) throw new Error(`apt-get ${words.join(' ')} failed:\n${output}`);
}

/**
 * Finds Redis and PostgreSQL. On Debian, as root, it installs what is missing.
 * @throws with how to get them, elsewhere
 */
export async function programs(): Promise<Programs> {
	const missing = missingPackages();
	if (missing.length > 0) {
		const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
		if (!isDebian) {
			throw new Error(
				`n8n's queue mode needs ${missing.join(' and ')}. On Debian and Ubuntu: sudo apt-get install ${missing.join(' ')}. On macOS: brew install redis postgresql.`,
			);
		}
		const work = async () => {
			await aptGet('update');
			await aptGet('install', '-y', '--no-install-recommends', ...missing);
		};
		await step(`Install ${missing.join(' and ')} (once)`, work, { isLong: true });
	}
	const found = Object.entries(needed).map(([key, { program }]) => [key, find(program)]);
	return Object.fromEntries(found) as Programs;
}
