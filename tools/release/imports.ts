import { readFileSync } from 'node:fs';
import { preProcessFile, resolveModuleName, sys, ModuleResolutionKind } from 'typescript';

const resolution = { moduleResolution: ModuleResolutionKind.Node10, allowJs: true };

/** The module specifiers in a source's imports, or in the requires of compiled code. */
export const importedBy = (file: string): string[] =>
	preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(
		({ fileName }) => fileName,
	);

/**
 * The files that some files depend on, transitively, including themselves. Imports of packages are not followed.
 * @param entries absolute paths, of sources or of compiled code
 * @throws if an imported file does not exist
 */
export function reachableFrom(entries: string[]): Set<string> {
	const reached = new Set(entries);
	// Iterating a set includes elements that are added meanwhile.
	for (const file of reached) {
		for (const name of importedBy(file).filter((each) => each.startsWith('.'))) {
			const { resolvedModule } = resolveModuleName(name, file, resolution, sys);
			if (!resolvedModule) throw new Error(`${file} imports ${name}, which is not there`);
			reached.add(resolvedModule.resolvedFileName);
		}
	}
	return reached;
}
