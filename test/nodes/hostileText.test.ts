import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { sourcesIn } from '../support/sources';
import { superlinear } from '../support/regexSteps';

/** A regular expression of the product, and its location. */
interface Found {
	where: string;
	source: string;
	flags: string;
}

/** All regular expression literals, and the places that create one from text. */
function regexesIn(file: string): { literals: Found[]; made: string[] } {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const literals: Found[] = [];
	const made: string[] = [];
	const visit = (node: ts.Node): void => {
		const line = () => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
		if (ts.isRegularExpressionLiteral(node)) {
			const [, text, flags] = /^\/(.*)\/([a-z]*)$/s.exec(node.text)!;
			literals.push({ where: `${file}:${line()}`, source: text, flags });
		}
		const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
		if (isCall && node.expression.getText() === 'RegExp') made.push(file);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return { literals, made };
}

const files = ['nodes', 'credentials'].flatMap((folder) => sourcesIn(folder));
const all = files.map(regexesIn);
const literals = all.flatMap((each) => each.literals);

describe('What finds regular expressions that may take long', () => {
	it.each([
		[/\s+$/],
		[/^<+|>+$/g],
		[/\{\{.*?\}\}/gs],
		[/(a+)+$/],
		[/(a|a)*b/],
		[/[^@]+@/],
		[/"[^"\\]*(?:\\.[^"\\]*)*"/g],
		[/<[^>]*>/g],
		[/\bfrom\b.*\bto\b/],
		[/\d+-\d+$/],
		[/\b(?:sent|come)\s+by\b[^]*?\bto\s+a\b/i],
	])('finds %s', (regex) => {
		expect(superlinear(regex)).toBeDefined();
	});

	it.each([[/^\s+/], [/[\r\n]+/g], [/^[a-z]+:(\/*)/i], [/(?<!b)b+c/], [/\p{Cc}/u], [/^(ab|c)+$/]])(
		'has nothing against %s',
		(regex) => {
			expect(superlinear(regex)).toBeUndefined();
		},
	);

	it('refuses what it can not judge', () => {
		expect(() => superlinear(/(a)\1/)).toThrow('refers back');
		expect(() => superlinear(/(a*)*/)).toThrow('loop over what may be nothing');
	});
});

/** The modules that create a regular expression from text, and why it is linear nevertheless. */
const MADE: Record<string, string> = {
	'nodes/PecMassiva/mail.ts': 'Of one that is written out, with another flag.',
	'nodes/shared/outcome/reference.ts':
		'Of classes that are written out: each repeats a few times at most.',
	'nodes/shared/parameters/invisible.ts': 'Of one that is written out, with another flag.',
};

describe('Regular expressions', () => {
	it('are made of text in these places only', () => {
		const made = all.flatMap((each) => each.made);
		expect(made.filter((file) => !(file in MADE))).toEqual([]);
	});

	it('are found', () => {
		expect(literals.length).toBeGreaterThan(40);
	});

	it.each(
		literals.map(
			({ where, ...regex }) => [`/${regex.source}/${regex.flags}`, where, regex] as const,
		),
	)('%s takes steps in proportion to the text (%s)', (_name, _where, regex) => {
		expect(superlinear(regex)).toBeUndefined();
	});
});
