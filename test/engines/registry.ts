import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { EngineRelease } from './engines';

/** Queries npm's registry, without retries: each would take a minute without a network. */
async function view<Answer>(...words: string[]): Promise<Answer> {
	const { stdout } = await promisify(execFile)('npm', [
		'view',
		...words,
		'--json',
		'--fetch-retries=0',
	]);
	return JSON.parse(stdout) as Answer;
}

const has = async (name: string, version: string) =>
	await view(`${name}@${version}`, 'version').then(
		() => true,
		() => false,
	);

/** The engine of any n8n version. @throws if the registry can't be reached, or does not have it */
export async function engineOf(n8n: string): Promise<EngineRelease> {
	const parts = await view<Record<string, string>>(`n8n@${n8n}`, 'dependencies');
	return { n8n, core: parts['n8n-core'], workflow: parts['n8n-workflow'] };
}

/** How many releases are checked to find one whose parts are all available. */
const MAX_LOOKED_AT = 5;

/** A version such as `2.41.1`: no beta, no release candidate. */
const RELEASE = /^\d+\.\d+\.\d+$/;

/** The engine of the newest n8n whose parts the registry has. @throws if it can't be reached */
export async function newestEngine(): Promise<EngineRelease> {
	const versions = await view<string[]>('n8n', 'versions');
	const newest = versions
		.filter((version) => RELEASE.test(version))
		.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
		.slice(0, MAX_LOOKED_AT);
	for (const version of newest) {
		const engine = await engineOf(version);
		if ((await has('n8n-core', engine.core)) && (await has('n8n-workflow', engine.workflow)))
			return engine;
	}
	throw new Error(`The registry lacks parts of the newest releases: ${newest.join(', ')}`);
}
