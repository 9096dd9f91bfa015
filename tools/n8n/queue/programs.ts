import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian } from '../debian';

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

/**
 * Finds Redis and PostgreSQL. On Debian, as root, it installs what is missing.
 * @throws with how to get them, elsewhere
 */
export async function programs(): Promise<Programs> {
	const missing = missingPackages();
	if (missing.length > 0) {
		await installFromDebian(
			missing,
			`n8n's queue mode needs ${missing.join(' and ')}. On Debian and Ubuntu: sudo apt-get install ${missing.join(' ')}. On macOS: brew install redis postgresql.`,
		);
	}
	const found = Object.entries(needed).map(([key, { program }]) => [key, find(program)]);
	return Object.fromEntries(found) as Programs;
}
