import fc from 'fast-check';
import type {
	INodeExecutionData,
	INodeParameters,
	INodeType,
	NodeParameterValueType,
} from 'n8n-workflow';
import { join, resolve } from 'node:path';
import { chain, start } from '../../tools/engine/chain';
import { fillIn, operationsOf, type Field, type Operation } from '../support/fields';
import { PROVIDERS } from '../../tools/providers';
import type { FieldFacts, Word } from '../../tools/providers/fields';
import { setReplay, type ReceivedRequest } from '../support/replay';
import { setStage } from '../../tools/engine/stage';

/**
 * Whatever a field contains: either nothing is sent, with an error that says why, or it arrives unchanged
 * and changes nothing else in the request. Each field of each operation is read from the descriptions. It
 * is filled in first with a harmless word, which shows where it goes, then with hostile values, which must
 * go only there.
 */
const stage = setStage();
const replay = setReplay();

const repository = resolve(__dirname, '../..');

/** The nodes that n8n loads from the package, without the triggers. */
const nodes = jest
	.requireActual<Package>(join(repository, 'package.json'))
	.n8n.nodes.filter((path) => !path.includes('Trigger'))
	.map((path) => {
		const name = path.split('/').at(-1)!.replace('.node.js', '');
		const module = jest.requireActual<Record<string, new () => INodeType>>(join(repository, path));
		return new module[name]().description;
	});

interface Package {
	n8n: { nodes: string[] };
}

/** The number of random values for each field. */
const RUNS_PER_FIELD = 3;

const elsewhere = () => ({ environment: 'custom', baseUrl: replay.url });

/** How the fields of a node are filled in. */
const factsOf = ({ name }: Case['node']): FieldFacts =>
	PROVIDERS.find((each) => each.name === name)!.fields;

/** A word that occurs nowhere else in a request, and can be a name, an id, or part of an address. */
const WORD = 'qx7harmlessx9q';
const NUMBER = 470_115;

const SEPARATORS = /[\s,;]/g;
const address: Word = { around: (text) => `${text}@example.org` };
const addresses: Word = { ...address, without: SEPARATORS };

/** By the declared kind of a field. */
const BY_KIND: Record<string, Word> = {
	email: address,
	namedEmail: address,
	emails: addresses,
	namedEmails: addresses,
	day: { word: '2026-03-01' },
	phone: { word: '+34600000000' },
	files: { word: 'data' },
};

/** By name, for the metadata of a file. */
const OF_FILE: Record<string, Word> = {
	/** Only its beginning, because it is in a header or in a URL. */
	mimeType: {
		word: `text/${WORD}`,
		becomes: (entered) => [
			'application/octet-stream',
			...[...entered.slice(0, 100)].map((_, length) => entered.slice(0, length + 1)),
		],
	},
	/** A text without a visible character is not a name. */
	fileName: {
		becomes: (entered) => (/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(entered) ? [] : ['data.pdf']),
	},
};

/** The file of each item: its name and its type also come from third parties. */
interface File {
	fileName: string;
	mimeType: string;
}

const FILE: File = { fileName: 'letter.pdf', mimeType: 'application/pdf' };
const FILE_FIELDS: Field[] = ['fileName', 'mimeType'].map((name) => ({
	path: ['file', name],
	type: 'string',
	kind: 'string',
	label: name,
	range: {},
	shownBy: [],
	usual: '',
}));
type Value = string | number;

/** Pieces with a meaning in a URL, a header, a form, JSON, HTML, a template or JavaScript. */
const PIECES = [
	...['/', '..', '.', '\\', '%', '%2e', '%2F', '%00', '?', '#', '&', '=', ':', ';', ',', '@', '+'],
	...['"', "'", '\r\n', '\n', '\r', '\u0000', '\t', ' ', '--', '<', '>', '{{', '}}', '${x}', '$&'],
	...['<script>alert(1)</script>', '\r\nX-Evil: 1', '{"a":1}', '[', ']', '__proto__'],
	...['\u202e', '\u200f', '\u2028', '\ufeff', '\ud800', 'é', '日', '📮', 'a', '0'],
];

const WORST = [
	...['__proto__', 'constructor', 'toString', 'null', 'true', 'NaN', '[object Object]'],
	...[
		'../../admin',
		'%2e%2e%2fadmin',
		'..',
		'a/b?c#d',
		'a\r\nX-Evil: 1',
		'a\u0000b',
		'"; filename="b',
	],
	...[
		'\u202egpj.exe',
		'<script>alert(1)</script>',
		'{"$ne":null}',
		'480915273604',
		'0',
		'1e3',
		'-1',
	],
	'x'.repeat(10_000),
	'é"\r\n'.repeat(2_500),
];

const text = fc
	.oneof(
		fc.constantFrom(...WORST),
		fc
			.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 })
			.map((all) => all.join('')),
		fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
	)
	.filter((each) => each.trim() !== '');

/** An expression may return a number in a text field. */
const value: fc.Arbitrary<Value> = fc.oneof(
	{ weight: 10, arbitrary: text },
	{ weight: 1, arbitrary: fc.constantFrom<Value>(480_915_273_604, 7, -1.5) },
);

/** A request as its receiver understands it. */
interface Understood {
	method: string;
	path: string[];
	query: Array<[string, string]>;
	/** The names of the headers. Those that depend on the body, its length and boundary, have no values. */
	headers: string[];
	body: unknown;
}

const FREE = ['content-length', 'transfer-encoding'];

function understood({ method, url, headers, rawHeaders, text: sent }: ReceivedRequest): Understood {
	// Only encoded URLs leave unchanged: everything else could be read in two ways.
	expect(url).toMatch(/^\/[\w\-.~!$&'()*+,;=:@%/]*(\?[\w\-.~!$&'()*+,;=:@%/?[\]]*)?$/);
	const [path, query = ''] = url.split('?');
	const type = headers['content-type'] ?? '';
	const boundary = /boundary=(.+)$/.exec(type)?.[1];
	return {
		method,
		path: path.split('/').map(decodeURIComponent),
		query: [...new URLSearchParams(query)],
		headers: rawHeaders
			.filter((_, index) => index % 2 === 0)
			.map((name) => name.toLowerCase())
			.filter((name) => !FREE.includes(name)),
		body: boundary ? partsOf(sent, boundary) : sent && JSON.parse(sent),
	};
}

/** Parts that contain JSON, whose values are compared one by one. */
const JSON_PARTS = PROVIDERS.flatMap(({ fields }) => fields.jsonParts ?? []);

/** The parts of a form, each as its header lines and its content (RFC 7578). */
function partsOf(sent: string, boundary: string) {
	const [preamble, ...parts] = `\r\n${sent}`.split(`\r\n--${boundary}`);
	expect([preamble, parts.pop()]).toEqual(['', '--\r\n']);
	return parts.map((part) => {
		const end = part.indexOf('\r\n\r\n');
		const [header, content] = [part.slice(2, end).split('\r\n'), part.slice(end + 4)];
		return {
			header,
			content: JSON_PARTS.some((name) => header[0].endsWith(`name="${name}"`))
				? (JSON.parse(content) as unknown)
				: content,
		};
	});
}

/** Replaces the harmless word with what was entered, wherever it occurs. */
function replaced(seen: unknown, word: Value, entered: Value): unknown {
	if (seen === word) return entered;
	if (typeof seen === 'string') return seen.split(String(word)).join(String(entered));
	if (typeof seen !== 'object' || seen === null) return seen;
	if (Array.isArray(seen)) return seen.map((each) => replaced(each, word, entered));
	const entries = Object.entries(seen).map(([key, each]) => [
		key.split(String(word)).join(String(entered)),
		replaced(each, word, entered),
	]);
	return Object.fromEntries(entries) as object;
}

/** Half of a surrogate pair can't be encoded in UTF-8. */
const whole = (entered: string) => Buffer.from(entered).toString();

/** How a form escapes a name so that it stays one name (WHATWG HTML, section 4.10.21.8). */
const ESCAPES: Record<string, string> = { '\r': '%0D', '\n': '%0A', '"': '%22' };
const asName = (entered: string) => entered.replace(/[\r\n"]/g, (each) => ESCAPES[each]);

/** The representations of the same value in a request. */
function looksOf(entered: Value, { becomes }: Word, isForm: boolean): Value[] {
	const plain = String(entered);
	// Text before it in its field keeps its leading whitespace.
	const texts = [plain, plain.trim(), plain.trimEnd()];
	const inForm = (each: string) => [whole(each), asName(whole(each))];
	return [
		entered,
		...texts,
		...(isForm ? texts.flatMap(inForm) : []),
		...(Number.isNaN(Number(plain)) ? [] : [Number(plain)]),
		...(becomes?.(plain) ?? []),
	];
}

interface Case {
	node: (typeof nodes)[number];
	of: Operation;
	field: Field;
	base: INodeParameters;
}

function rowOf({ node, field }: Case): Word {
	const name = field.path.at(-1)!;
	if (FILE_FIELDS.includes(field)) return OF_FILE[name];
	return factsOf(node).words[name] ?? BY_KIND[field.kind] ?? {};
}

const wordOf = (at: Case): Value => rowOf(at).word ?? (at.field.type === 'number' ? NUMBER : WORD);

const entry = (at: Case, entered: Value): NodeParameterValueType =>
	(rowOf(at).around?.(String(entered)) ?? entered) as NodeParameterValueType;

/** Other text fields than the one in question, unless they already have a value. */
const isFilledIn = (at: Case, other: Field) =>
	['string', 'json', 'resourceLocator'].includes(other.type) &&
	(other.mode ?? 'id') === 'id' &&
	!(other.path[0] in at.base && other.path.length === 1) &&
	other.path.join() !== at.field.path.join() &&
	!rowOf({ ...at, field: other }).beside;

let accounts = 0;

/** Fills in the node for an item, runs it, and records the provider's requests. */
async function requestsWith(at: Case, entered: Value) {
	replay.answer({ status: 400, body: { message: 'Noted' } });
	const { node, of, field, base } = at;
	const parameters = structuredClone(base);
	for (const other of of.fields.filter((each) => isFilledIn(at, each))) {
		const beside = { ...at, field: other };
		fillIn(parameters, other, entry(beside, rowOf(beside).word ?? 'other'));
	}
	Object.assign(parameters, rowOf(at).beside);
	const isOfFile = FILE_FIELDS.includes(field);
	if (!isOfFile) fillIn(parameters, field, '={{ $json.entered }}');
	const content = await stage.engine.binary(Buffer.from('%PDF-1.7'), FILE);
	const item = {
		json: { entered: entry(at, entered) },
		binary: { data: { ...content, ...(isOfFile && { [field.path[1]]: entered }) } },
	} as INodeExecutionData;
	const [{ name: type }] = node.credentials!;
	const { error } = await stage.engine.run(
		chain(start, {
			name: node.displayName,
			type: `n8n-nodes-certified-mail.${node.name}`,
			typeVersion: 1,
			// A separate credential for each run: the rate limit of sends is kept per credential.
			credentials: { [type]: { id: `hostile-${++accounts}`, name: 'Account' } },
			parameters: { ...parameters, resource: of.resource, operation: of.operation },
		}),
		{ input: [item], credentials: { [type]: { ...factsOf(node).account, ...elsewhere() } } },
	);
	return { error, requests: replay.requests.map(understood) };
}

const casesOf = (node: Case['node'], of: Operation): Case[] =>
	factsOf(node).bases.flatMap((base) => {
		const isTaken = of.fields.some(({ kind, path }) => kind === 'files' && !(path[0] in base));
		const files = isTaken ? FILE_FIELDS : [];
		return [...of.fields.filter(({ type }) => type !== 'boolean'), ...files].map((field) => ({
			node,
			of,
			field,
			base,
		}));
	});

const labelOf = ({ field: { path, mode }, base }: Case) =>
	[...path, mode, JSON.stringify(base)].filter(Boolean).join(' ');

/** Messages of JavaScript and n8n for values that were not considered. */
const UNCLEAR =
	/is not a function|is not iterable|Cannot (read|convert)|URI malformed|Invalid URL|undefined \[|Unexpected token|ERR_/;

/** The requests for a harmless value: any other value may only change itself in them. */
const harmless = async (at: Case) => {
	const { error, requests } = await requestsWith(at, wordOf(at));
	// The word is refused as a choice, because it is unknown; any other field has to send it, or would not be tested.
	const isSent = requests.length > 0 || ['options', 'multiOptions'].includes(at.field.type);
	expect({ isSent, error: isSent || error?.message }).toEqual({ isSent: true, error: true });
	return requests;
};

/** Runs a case with a hostile value. */
async function attack(at: Case, expected: Understood[], given: Value) {
	const row = rowOf(at);
	const isText = FILE_FIELDS.includes(at.field) || row.around !== undefined;
	const entered = isText || row.without ? String(given).replace(row.without ?? /$^/, '') : given;
	const { error, requests } = await requestsWith(at, entered);
	if (requests.length === 0) {
		expect(error?.message).toMatch(/./);
		expect(error?.message).not.toMatch(UNCLEAR);
		return;
	}
	const isForm = expected.some(
		({ headers, body }) => headers.includes('content-type') && Array.isArray(body),
	);
	const allowed = looksOf(entered, row, isForm).map((look) => replaced(expected, wordOf(at), look));
	const found = allowed.find((each) => JSON.stringify(each) === JSON.stringify(requests));
	if (!found) expect(requests).toEqual(allowed[0]);
}

describe.each(nodes)('Whatever is entered at $displayName', (node) => {
	it.each(operationsOf(node).map((of) => [`${of.resource}: ${of.operation}`, of] as const))(
		'%s sends it as it is, or nothing at all',
		async (_, of) => {
			const cases = new Map(casesOf(node, of).map((at) => [labelOf(at), at]));
			if (cases.size === 0) return;
			const expected = new Map<string, Understood[]>();
			for (const [label, at] of cases) expected.set(label, await harmless(at));

			await fc.assert(
				fc.asyncProperty(fc.constantFrom(...cases.keys()), value, async (label, given) => {
					await attack(cases.get(label)!, expected.get(label)!, given);
				}),
				{ numRuns: RUNS_PER_FIELD * cases.size },
			);
		},
	);
});
