import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleNames } from '../../tools/demo/examples';

/** These look at all examples alike. */
const general = ['n8n3.test.ts', 'shape.test.ts', 'tested.test.ts'];

const tests = readdirSync(__dirname)
	.filter((file) => file.endsWith('.test.ts') && !general.includes(file))
	.map((file) => readFileSync(join(__dirname, file), 'utf8'));

/** Examples are read by their name, or imported by their path. */
const testsOf = (example: string) =>
	tests.filter(
		(source) => source.includes(`'${example}'`) || source.includes(`examples/${example}.json'`),
	).length;

it.each(exampleNames())('expects something of %s, in one place', (example) => {
	expect(testsOf(example)).toBe(1);
});
