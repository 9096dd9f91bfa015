import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const sources = join(__dirname, 'stock');

const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };

/** Compiles the node that ours is compared with to a folder, for `N8N_CUSTOM_EXTENSIONS`. */
export async function compileStockNode(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	for (const file of await readdir(sources)) {
		const source = await readFile(join(sources, file), 'utf8');
		const { outputText } = transpileModule(source, { compilerOptions });
		await writeFile(join(folder, file.replace(/\.ts$/, '.js')), outputText);
	}
}
