import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from 'esbuild';
import ts from 'typescript';

/** An export of a module, or anything obtained from it: a function, a class, an object, an array. */
export interface Loaded {
	(...given: unknown[]): Loaded;
	new (...given: unknown[]): Loaded[string];
	[name: string]: Loaded;
	[Symbol.iterator](): Iterator<Loaded>;
}

/** A parser took more steps than it may. */
export class TooManySteps extends Error {
	override readonly name = 'TooManySteps';
}

/**
 * Counts the steps of product modules: each function call, each iteration of a loop, and for JavaScript built-ins
 * one step per character or entry that they read. So a count is the same on every machine.
 */
class Steps {
	made = 0;
	most = Infinity;

	one = (): void => {
		if (++this.made > this.most) throw new TooManySteps(`More than ${this.most} steps`);
	};

	/** Counts the steps of a built-in. */
	tick(steps: number): void {
		this.made += steps;
		if (this.made > this.most) throw new TooManySteps(`More than ${this.most} steps`);
	}

	/** Calls a method, and counts what it reads. */
	call = (of: Loaded, name: string, ...given: unknown[]): unknown => {
		if (name === 'test' && of instanceof RegExp) {
			this.tick((given[0] as string).length);
			return of.test(given[0] as string);
		}
		if (name === 'normalize') this.normalized(String(of));
		const result: unknown = of[name](...given);
		this.tick(stepsOf(of, name, given, result));
		return result;
	};

	/** Counts the entries that were copied into an array, an object or a set. */
	copied = <T>(made: T): T => {
		this.tick(sizeOf(made));
		return made;
	};

	/** Counts the steps of Unicode normalization, which reorders combining marks, as in the host of a URL. */
	normalized = (text: string): string => {
		this.tick(stepsToNormalize(text));
		return text;
	};
}

function sizeOf(value: unknown): number {
	if (typeof value === 'string' || Array.isArray(value) || Buffer.isBuffer(value)) {
		return value.length;
	}
	if (value instanceof Set || value instanceof Map) return value.size;
	return typeof value === 'object' && value !== null ? Object.keys(value).length : 1;
}

/** Each combining mark that is out of order is moved before others of its letter, one at a time (UAX #15). */
const stepsToNormalize = (text: string): number =>
	[...text.matchAll(/\p{M}{2,}/gu)].reduce((sum, [marks]) => sum + marks.length ** 2, text.length);

/** The steps up to the match, or to the end if there is none. */
const upTo = (found: number, from: number, all: number) =>
	found < 0 ? Math.max(0, all - from) : Math.max(0, found - from) + 1;

/** The steps of a method that is not our own code; callbacks are counted separately. */
function stepsOf(of: unknown, name: string, given: unknown[], result: unknown): number {
	if (of instanceof RegExp) {
		const [text] = given as [string];
		const found = result as RegExpExecArray | null | boolean;
		return found && typeof found === 'object' ? found[0].length + 1 : String(text).length;
	}
	if (typeof of === 'string' || Array.isArray(of)) {
		const from = Number(given[1] ?? 0);
		if (name === 'indexOf') return upTo(result as number, from, of.length);
		if (name === 'includes') return upTo(of.indexOf(given[0] as never), from, of.length);
		if (name === 'concat' || name === 'join' || name === 'flat') return sizeOf(result);
		return of.length;
	}
	if (of === Object || of === Array) return sizeOf(result);
	if (of === JSON) return name === 'parse' ? sizeOf(given[0]) : sizeOf(result);
	if (of === Math) return given.length;
	return of === Buffer ? sizeOf(given[0]) : 1;
}

/** Methods whose cost grows with the text or array. `slice` of a text is not one: it creates a view. */
const COUNTED = new Set([
	...['split', 'replace', 'replaceAll', 'match', 'matchAll', 'search', 'trim', 'trimStart'],
	...['trimEnd', 'toLowerCase', 'toUpperCase', 'normalize', 'localeCompare', 'indexOf', 'includes'],
	...['lastIndexOf', 'exec', 'test', 'shift', 'unshift', 'splice', 'concat', 'join', 'reverse'],
	...[
		'flat',
		'keys',
		'values',
		'entries',
		'fromEntries',
		'parse',
		'stringify',
		'from',
		'max',
		'min',
	],
]);

const COPIES = new Set(['Set', 'Map']);

/** Packages are not counted. */
const packages = createRequire(__filename);

const { factory } = ts;
const tickCall = () =>
	factory.createCallExpression(factory.createIdentifier('__tick'), undefined, []);
const tickStatement = () => factory.createExpressionStatement(tickCall());

/** Instruments a program to count its steps. */
const counting: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => {
	const each = <T extends ts.Node>(node: T): T => ts.visitEachChild(node, visit, context);
	const inBlock = (body: ts.Statement) =>
		factory.createBlock([tickStatement(), ...(ts.isBlock(body) ? body.statements : [body])], true);
	const call = (name: string, ...values: ts.Expression[]) =>
		factory.createCallExpression(factory.createIdentifier(name), undefined, values);

	function withFunction(node: ts.FunctionLikeDeclaration): ts.Node {
		const made = each(node);
		const { body } = made as { body?: ts.ConciseBody };
		if (!body) return made;
		const counted = ts.isBlock(body)
			? inBlock(body)
			: factory.createParenthesizedExpression(factory.createComma(tickCall(), body));
		// Each kind of function node has a factory with different parameters, but all of them have a `body`.
		return Object.assign(Object.create(Object.getPrototypeOf(made) as object), made, {
			body: counted,
		}) as ts.Node;
	}

	function visit(node: ts.Node): ts.Node {
		if (ts.isFunctionLike(node) && 'body' in node) {
			return withFunction(node);
		}
		if (ts.isIterationStatement(node, false)) {
			const made = each(node);
			return Object.assign(Object.create(Object.getPrototypeOf(made) as object), made, {
				statement: inBlock(made.statement),
			}) as ts.Node;
		}
		// The left side of a "=" is a pattern, not an array.
		if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
			return factory.updateBinaryExpression(
				node,
				node.left,
				node.operatorToken,
				ts.visitNode(node.right, visit) as ts.Expression,
			);
		}
		if (ts.isCallExpression(node) && !ts.isOptionalChain(node)) {
			const { expression: callee } = node;
			if (
				ts.isPropertyAccessExpression(callee) &&
				COUNTED.has(callee.name.text) &&
				callee.expression.kind !== ts.SyntaxKind.SuperKeyword
			) {
				const of = ts.visitNode(callee.expression, visit) as ts.Expression;
				const given = node.arguments.map((each) => ts.visitNode(each, visit) as ts.Expression);
				return call('__call', of, factory.createStringLiteral(callee.name.text), ...given);
			}
		}
		if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
			if (COPIES.has(node.expression.text)) return call('__copied', each(node));
			if (node.expression.text === 'URL') {
				const { expression, typeArguments, arguments: given = [] } = each(node);
				const [text, ...more] = given;
				const counted = [call('__normalized', text), ...more];
				return factory.updateNewExpression(node, expression, typeArguments, counted);
			}
		}
		if (ts.isArrayLiteralExpression(node) && node.elements.some(ts.isSpreadElement)) {
			return call('__copied', each(node));
		}
		if (ts.isObjectLiteralExpression(node) && node.properties.some(ts.isSpreadAssignment)) {
			return call('__copied', each(node));
		}
		return each(node);
	}
	return each(source);
};

const printer = ts.createPrinter();

/** The instrumented code of a module. */
function counted(file: string): string {
	const { code } = transformSync(readFileSync(file, 'utf8'), {
		loader: 'ts',
		format: 'cjs',
		target: 'es2022',
		sourcefile: file,
	});
	const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
	const { transformed } = ts.transform(source, [counting]);
	return printer.printFile(transformed[0]);
}

/** Modules of the product whose steps are counted; each is loaded once. */
export class CountedModules {
	private readonly steps = new Steps();
	private readonly loaded = new Map<string, { exports: Loaded }>();

	/** @param file such as nodes/shared/json.ts */
	load(file: string): Loaded {
		return this.module(join(process.cwd(), file)).exports;
	}

	private module(path: string): { exports: Loaded } {
		const known = this.loaded.get(path);
		if (known) return known;
		const module = { exports: {} as Loaded };
		this.loaded.set(path, module);
		this.run(counted(path), path, module);
		return module;
	}

	/** Runs a program with its steps counted. */
	run(code: string, path: string, module: { exports: Loaded }): void {
		const { one, call, copied, normalized } = this.steps;
		const names = ['require', 'module', 'exports', '__tick', '__call', '__copied', '__normalized'];
		const asked = (name: string): unknown =>
			name.startsWith('.')
				? this.module(fileOf(join(dirname(path), name))).exports
				: (packages(name) as unknown);
		const run = compileFunction(code, names, { filename: path }) as (...given: unknown[]) => void;
		run(asked, module, module.exports, one, call, copied, normalized);
	}

	/**
	 * The steps that a piece of work takes.
	 * @throws TooManySteps as soon as there are more than `most`; what the work throws
	 */
	async count(work: () => unknown, most = Infinity): Promise<number> {
		Object.assign(this.steps, { made: 0, most });
		try {
			await work();
			return this.steps.made;
		} finally {
			this.steps.most = Infinity;
		}
	}

	get made(): number {
		return this.steps.made;
	}
}

function fileOf(path: string): string {
	return ts.sys.fileExists(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts');
}

/** Instruments a few lines of code, to test the counting. `read` is the export of that name. */
export function countedProgram(code: string): { modules: CountedModules; read: Loaded } {
	const source = ts.createSourceFile('x.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
	const modules = new CountedModules();
	const module = { exports: {} as Loaded };
	modules.run(
		printer.printFile(ts.transform(source, [counting]).transformed[0]),
		__filename,
		module,
	);
	return { modules, read: module.exports.read };
}
