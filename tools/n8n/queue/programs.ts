import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian } from '../debian';

/** The paths of the programs that n8n's queue mode needs in addition to n8n. */
export interface Programs {
	redisServer: string;
	initdb: string;
	postgres: string;
}

/** Each program's name, and the Debian package that contains it. */
const needed: Record<keyof Programs, { program: string; debianPackage: string }> = {
	redisServer: { program: 'redis-server', debianPackage: 'redis-server' },
	initdb: { program: 'initdb', debianPackage: 'postgresql' },
	postgres: { program: 'postgres', debianPackage: 'postgresql' },
};

/** Debian installs PostgreSQL's own programs outside of the PATH, by version. */
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
 * Finds Redis and PostgreSQL. On Debian, as root, installs them if missing.
 * @throws elsewhere, with instructions to get them
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
