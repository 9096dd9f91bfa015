import { readFileSync } from 'node:fs';
import { preProcessFile, resolveModuleName, sys, ModuleResolutionKind } from 'typescript';

const resolution = { moduleResolution: ModuleResolutionKind.Node10, allowJs: true };

/** What the imports of a source, or the requires of compiled code, name. */
export const importedBy = (file: string): string[] =>
	preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(
		({ fileName }) => fileName,
	);

/**
 * The files that some files need, with themselves: what they import, what that imports, and so on. Of
 * packages nothing is followed.
 * @param entries absolute paths, of sources or of compiled code
 * @throws if something is imported that is not there
 */
export function reachableFrom(entries: string[]): Set<string> {
	const reached = new Set(entries);
	// A set hands out what is added while it is walked.
	for (const file of reached) {
		for (const name of importedBy(file).filter((each) => each.startsWith('.'))) {
			const { resolvedModule } = resolveModuleName(name, file, resolution, sys);
			if (!resolvedModule) throw new Error(`${file} imports ${name}, which is not there`);
			reached.add(resolvedModule.resolvedFileName);
		}
	}
	return reached;
}
