import { RegExpParser, type AST } from '@eslint-community/regexpp';

/**
 * The steps of a backtracking matcher, such as V8's, are counted, so that the result is the same on every machine.
 * A program is a list of instructions; each instruction that is executed is a step.
 */
type Instruction =
	| { op: 'one'; matches: (character: string) => boolean }
	| { op: 'split'; first: number; then: number }
	| { op: 'jump'; to: number }
	| { op: 'assert'; holds: (characters: string[], at: number) => boolean }
	| { op: 'look'; program: Instruction[]; negate: boolean; behind: number }
	| { op: 'match' };

/** Characters for hostile texts: letters, whitespace, and the punctuation of emails, URLs, HTML and JSON. */
const POOL = [
	'a',
	'Z',
	'09',
	' \n\t\u00a0\u200b',
	'-._@"\'<>/\\%&=()[]{}:,;+#*?!~|',
	'é\ud83d',
].map((kind) => [...kind]);

/** The maximum number of steps for the text of an attack. */
const MAX_STEPS = 100_000;

class TooMany extends Error {}

/** An element that matches a single character. */
type One = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass;

const isOne = (node: AST.Element | AST.QuantifiableElement): node is One =>
	['Character', 'CharacterClass', 'CharacterSet', 'ExpressionCharacterClass'].includes(node.type);

/** A regular expression whose steps can be counted. */
export class CountedRegex {
	private readonly program: Instruction[] = [];
	private readonly flags: string;
	private readonly isSticky: boolean;
	private readonly isGlobal: boolean;
	/** The texts from which attacks are made. */
	readonly pieces = new Set<string>();
	readonly beginnings = new Set<string>();

	/** @throws for what has no linear bound: a backreference, a loop over an empty match */
	constructor({ source, flags }: Pick<RegExp, 'source' | 'flags'>) {
		this.flags = flags.replace(/[gyd]/g, '');
		this.isSticky = flags.includes('y');
		this.isGlobal = flags.includes('g');
		const unicode = flags.includes('u');
		const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
			unicode,
			unicodeSets: flags.includes('v'),
		});
		this.alternatives(pattern.alternatives, this.program);
		this.program.push({ op: 'match' });
	}

	private alternatives(alternatives: AST.Alternative[], program: Instruction[]): void {
		const jumps: Array<Instruction & { op: 'jump' }> = [];
		alternatives.forEach(({ elements }, index) => {
			const split = { op: 'split' as const, first: program.length + 1, then: 0 };
			const isLast = index === alternatives.length - 1;
			if (!isLast) program.push(split);
			this.literals(elements);
			for (const element of elements) this.element(element, program);
			if (isLast) return;
			const jump = { op: 'jump' as const, to: 0 };
			jumps.push(jump);
			program.push(jump);
			split.then = program.length;
		});
		for (const jump of jumps) jump.to = program.length;
	}

	/** Collects the literals of the expression, such as `cid:`, and what it has matched when a loop begins. */
	private literals(elements: AST.Element[]): void {
		let word = '';
		elements.forEach((element, index) => {
			const isLoop = element.type === 'Quantifier' && element.max === Infinity;
			if (isLoop && index > 1) this.beginnings.add(elements.slice(0, index).map(sampleOf).join(''));
			const next = elements.at(index + 1);
			if (element.type === 'Character') word += String.fromCodePoint(element.value);
			if (word !== '' && next?.type !== 'Character') {
				this.pieces.add(word);
				word = '';
			}
		});
	}

	private element(node: AST.Element, program: Instruction[]): void {
		if (isOne(node)) {
			const own = new RegExp(`^(?:${node.raw})$`, this.flags.replace('m', ''));
			const known = new Map<string, boolean>();
			const matches = (character: string) => {
				const found = known.get(character) ?? own.test(character);
				known.set(character, found);
				return found;
			};
			if (node.type === 'Character') {
				if (node.parent.type !== 'Alternative') this.pieces.add(String.fromCodePoint(node.value));
			} else {
				for (const sample of samplesOf(matches)) this.pieces.add(sample);
			}
			program.push({ op: 'one', matches });
		} else if (node.type === 'Group' || node.type === 'CapturingGroup') {
			this.alternatives(node.alternatives, program);
		} else if (node.type === 'Quantifier') {
			this.quantifier(node, program);
		} else if (node.type === 'Assertion') {
			this.assertion(node, program);
		} else {
			throw new RangeError(`${node.raw} refers back`);
		}
	}

	private quantifier({ element, min, max, greedy, raw }: AST.Quantifier, program: Instruction[]) {
		const add = () => this.element(element, program);
		for (let count = 0; count < min; count++) add();
		const split = () => {
			const made = { op: 'split' as const, first: 0, then: 0 };
			program.push(made);
			return made;
		};
		const choose = (made: { first: number; then: number }, inside: number, after: number) => {
			[made.first, made.then] = greedy ? [inside, after] : [after, inside];
		};
		if (max === Infinity) {
			if (canBeEmpty(element)) throw new RangeError(`${raw} is a loop over what may be nothing`);
			const start = program.length;
			const loop = split();
			add();
			program.push({ op: 'jump', to: start });
			choose(loop, start + 1, program.length);
			return;
		}
		const splits = [];
		for (let count = min; count < max; count++) {
			splits.push({ made: split(), inside: program.length });
			add();
		}
		for (const { made, inside } of splits) choose(made, inside, program.length);
	}

	private assertion(node: AST.Assertion, program: Instruction[]): void {
		if (node.kind === 'lookahead' || node.kind === 'lookbehind') {
			const inner: Instruction[] = [];
			this.alternatives(node.alternatives, inner);
			inner.push({ op: 'match' });
			const behind = node.kind === 'lookbehind' ? widthOf(node) : 0;
			program.push({ op: 'look', program: inner, negate: node.negate, behind });
			return;
		}
		const isMultiline = this.flags.includes('m');
		const isWord = (character = '') => /^\w$/.test(character);
		const holds = {
			start: (all: string[], at: number) => at === 0 || (isMultiline && all[at - 1] === '\n'),
			end: (all: string[], at: number) => at === all.length || (isMultiline && all[at] === '\n'),
			word: (all: string[], at: number) =>
				(isWord(all[at - 1]) !== isWord(all[at])) !== (node.kind === 'word' && node.negate),
		}[node.kind];
		program.push({ op: 'assert', holds });
	}

	/** The steps to the first match in a text, or to all with the flag g; Infinity if there are too many. */
	steps(text: string): number {
		try {
			return this.counted(text);
		} catch (error) {
			if (error instanceof TooMany) return Infinity;
			throw error;
		}
	}

	private counted(text: string): number {
		const unicode = /[uv]/.test(this.flags);
		const characters = unicode ? [...text] : text.split('');
		let steps = 0;
		const run = (program: Instruction[], from: number): number | undefined => {
			const stack: Array<[number, number]> = [[0, from]];
			for (let next = stack.pop(); next; next = stack.pop()) {
				let [pc, at] = next;
				for (;;) {
					if (++steps > MAX_STEPS) throw new TooMany();
					const instruction = program[pc];
					if (instruction.op === 'match') return at;
					if (instruction.op === 'one') {
						if (at >= characters.length || !instruction.matches(characters[at])) break;
						at++;
						pc++;
					} else if (instruction.op === 'split') {
						stack.push([instruction.then, at]);
						pc = instruction.first;
					} else if (instruction.op === 'jump') {
						pc = instruction.to;
					} else if (instruction.op === 'assert') {
						if (!instruction.holds(characters, at)) break;
						pc++;
					} else {
						const start = at - instruction.behind;
						const found = start >= 0 && run(instruction.program, start) !== undefined;
						if (found === instruction.negate) break;
						pc++;
					}
				}
			}
			return undefined;
		};
		for (let from = 0; from <= characters.length;) {
			const end = run(this.program, from);
			if (end === undefined && this.isSticky) break;
			if (end !== undefined && !this.isGlobal) break;
			from = Math.max(end ?? 0, from + (end === undefined || end === from ? 1 : 0));
		}
		return steps;
	}
}

/** The first character of each kind that matches. */
const samplesOf = (matches: (character: string) => boolean): string[] =>
	POOL.flatMap((kind) => kind.find(matches) ?? []);

/** A text that an element matches, if a short one is found. */
function sampleOf(node: AST.Element | AST.QuantifiableElement): string {
	if (node.type === 'Character') return String.fromCodePoint(node.value);
	if (isOne(node)) return samplesOf((character) => isOf(node, character)).at(0) ?? '';
	if (node.type === 'Quantifier') return sampleOf(node.element).repeat(node.min);
	if (node.type === 'Group' || node.type === 'CapturingGroup') {
		return node.alternatives[0].elements.map(sampleOf).join('');
	}
	return '';
}

const isOf = ({ raw }: One, character: string): boolean =>
	new RegExp(`^(?:${raw})$`, 'u').test(character);

function canBeEmpty(node: AST.Element | AST.QuantifiableElement): boolean {
	if (isOne(node)) return false;
	if (node.type === 'Quantifier') return node.min === 0 || canBeEmpty(node.element);
	if (node.type === 'Group' || node.type === 'CapturingGroup') {
		return node.alternatives.some(({ elements }) => elements.every(canBeEmpty));
	}
	return true;
}

/** How many characters a lookbehind spans. */
function widthOf({ alternatives, raw }: AST.LookaroundAssertion): number {
	const widths = new Set(alternatives.map(({ elements }) => elements.filter(isOne).length));
	const isFixed = alternatives.every(({ elements }) => elements.every(isOne)) && widths.size === 1;
	if (!isFixed) throw new RangeError(`${raw} looks back over any distance`);
	return [...widths][0];
}

/** Texts that may take a regular expression long: a repeated part of it, between two others. */
export function* attacksOn(
	regex: CountedRegex,
	length: number,
): Generator<(factor: number) => string> {
	const pieces = [...regex.pieces].slice(0, 10);
	const parts = [...regex.beginnings, ...pieces].filter((part) => part !== '');
	const pumps = [...parts, ...parts.flatMap((a) => [...pieces, ' '].map((b) => a + b))];
	for (const pump of pumps) {
		const times = Math.ceil(length / pump.length);
		for (const before of ['', ...pieces]) {
			for (const after of ['', '\u0000']) {
				yield (factor) => before + pump.repeat(times * factor) + after;
			}
		}
	}
}

/**
 * A text for which the steps grow faster than its length: at least threefold when it is twice as long. Undefined if
 * there is none among those that are tried.
 */
export function superlinear(given: Pick<RegExp, 'source' | 'flags'>): string | undefined {
	const regex = new CountedRegex(given);
	for (const attack of attacksOn(regex, 40)) {
		const twice = regex.steps(attack(2));
		if (twice === Infinity) return attack(1);
		if (twice < 3 * regex.steps(attack(1))) continue;
		// Some effects level off: only continued growth counts.
		if (regex.steps(attack(8)) >= 2.7 * regex.steps(attack(4))) return attack(1);
	}
	return undefined;
}
