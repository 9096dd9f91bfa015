import { cachedFolder, installed, type Manifest } from '../../tools/n8n/cache';
import type { EngineRelease } from './engines';

const manifestOf = ({ core, workflow, overrides }: EngineRelease): Manifest => ({
	name: 'n8n-engine',
	private: true,
	dependencies: { 'n8n-core': core, 'n8n-workflow': workflow },
	...(overrides && { overrides }),
});

const nameOf = ({ n8n }: EngineRelease) => `engine-${n8n}`;

/** The folder for an engine in its `node_modules`, whether or not it is installed. */
export const engineFolderOf = (engine: EngineRelease): string =>
	cachedFolder(nameOf(engine), manifestOf(engine));

/** The same folder, after installing the engine if necessary. @throws Error with the end of npm's output */
export const installEngine = async (engine: EngineRelease): Promise<string> =>
	await installed(nameOf(engine), manifestOf(engine), [
		{
			label: `Install the engine of n8n ${engine.n8n} (once; a minute or two)`,
			command: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'],
		},
	]);
