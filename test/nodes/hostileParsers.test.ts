import { readFileSync } from 'node:fs';
import ts from 'typescript';
import {
	countedProgram,
	TooManySteps,
	type CountedModules,
	type Loaded,
} from '../support/countedModules';
import { textOf } from '../../nodes/shared/json';
import type { ErrorTable } from '../../nodes/shared/policy';
import { PROVIDERS } from '../../tools/providers';
import {
	attempt,
	context,
	LENGTH,
	node,
	ofField,
	ofText,
	PASTED,
	place,
	reader,
	type Parser,
} from '../../tools/providers/hostile';
import { expectLinear, modules } from '../support/hostile';
import { HOSTILE, repeated } from '../support/hostileTexts';
import { sourcesIn } from '../support/sources';

const load = (file: string) => modules.load(file);

describe('What counts steps', () => {
	const linear = async (code: string) =>
		await expectLinear(
			(size) => {
				const text = 'a@'.repeat(size / 2);
				return () => void read(text);
			},
			{ size: 32_000, of: program(code) },
		);
	let read: (text: string) => unknown;
	function program(code: string): CountedModules {
		const made = countedProgram(`exports.read = (text) => { ${code} };`);
		read = made.read;
		return made.modules;
	}

	it.each([
		[
			'what is searched from each place on',
			"for (let at = 0; at < text.length; at++) text.indexOf('#', at);",
		],
		['a part that gets shorter', 'while (text) text = text.slice(1).trim();'],
		[
			'a growing list that is searched',
			'const l = []; for (const c of text) if (!l.includes(c + l.length)) l.push(c);',
		],
		['a growing list that is copied', 'let l = []; for (const c of text) l = [...l, c];'],
		[
			'a growing object that is copied',
			'let o = {}; [...text].forEach((c, i) => { o = { ...o, [i]: c }; });',
		],
		[
			'a list that is emptied from its beginning',
			'const l = [...text]; while (l.length > 0) l.shift();',
		],
		['loops in loops', 'for (const a of text) for (const b of text) a + b;'],
		[
			'what looks for each in all',
			'const l = [...text]; l.filter((c, i) => l.findIndex((d) => d === "#") > i);',
		],
		[
			'a regular expression from each place on',
			'for (let i = 0; i < text.length; i++) /#/.test(text.slice(i));',
		],
		[
			'marks that are put in order',
			"('a' + '\\u0315\\u0300'.repeat(text.length / 8)).normalize();",
		],
	])('finds %s', async (_what, code) => {
		await expect(linear(code)).rejects.toThrow(TooManySteps);
	});

	it.each([
		['one look at each character', 'for (const c of text) c.trim();'],
		[
			'a search that goes on from what it found',
			"for (let at = 0; at >= 0; at = text.indexOf('@', at + 1));",
		],
		['a set', 'const s = new Set(); for (const c of text) s.add(c);'],
		['sorting', '[...text].sort((a, b) => a.localeCompare(b));'],
	])('has nothing against %s', async (_what, code) => {
		await linear(code);
	});

	it('finds what overflows the stack', async () => {
		const of = program('Math.max(...Array.from(text, () => 1), ...text);');
		const work = () => () => void read('a'.repeat(LENGTH));
		await expect(expectLinear(work, { size: LENGTH, of })).rejects.toThrow(RangeError);
	});
});

const fetchedError = (module: Loaded, text: string, body: unknown) => {
	const headers = { location: text, 'retry-after': text, date: text };
	const error = new module.ProviderError(node, { status: 302, headers, body }, errors);
	return [error.about(1), error.location];
};

/** The errors of a provider that describes problems both in a text and in a list. */
const errors: ErrorTable = {
	service: 'Provider',
	code: ['code'],
	message: ['message', ({ params }) => textOf(params)],
	hints: {},
};

/** The code that parses third-party text, by module. */
const PARSERS: Record<string, Record<string, Parser>> = {
	...Object.fromEntries(PROVIDERS.flatMap(({ hostile }) => Object.entries(hostile.parsers))),
	'nodes/shared/body/html.ts': {
		htmlOf: { read: (module, text) => module.htmlOf(text), own: ['\r\n', '  ', '<'] },
	},
	'nodes/shared/engine/answers.ts': {
		answerIn: {
			read: (module, text) => {
				const response = { status: 400, headers: { a: text }, data: text };
				return module.answerIn({ message: text, request: {}, response });
			},
			own: ['Request failed with status code ', '4'],
		},
	},
	'nodes/shared/engine/httpFault.ts': {
		httpFault: {
			read: (module, text) =>
				module.httpFault(Object.assign(new Error(text), { isAxiosError: true, code: text })),
		},
	},
	'nodes/shared/engine/blocked.ts': {
		isBlocked: {
			read: (module, text) => module.isBlocked(Object.assign(new Error(text), { code: text })),
		},
	},
	'nodes/shared/engine/phase.ts': {
		isBeforeArrival: {
			read: (module, text) =>
				module.isBeforeArrival({
					code: text,
					message: text,
					errors: [Object.assign(new Error(text), { code: text })],
				}),
		},
	},
	'nodes/shared/errorCodes.ts': {
		escapeErrorCodes: ofText('escapeErrorCodes', 'E', 'ECONNRE', 'GETADDR', 'ERR'),
	},
	'nodes/shared/files/content.ts': {
		sizeOf: {
			read: (module, text) => module.sizeOf(context(), { data: text }, 'file'),
			own: ['YQ==', 'YWFh'],
		},
	},
	'nodes/shared/files/description.ts': {
		mediaType: ofText('mediaType', 'a/b; c=d', '; a=b', 'a+'),
		nameOf: {
			read: (module, text) => {
				module.nameOf({ fileName: text, mimeType: text, fileExtension: text }, text);
				module.nameOf({ mimeType: `a/b${text}` }, text);
			},
			own: ['; a=b'],
		},
	},
	'nodes/shared/files/references.ts': {
		referencesIn: {
			read: (module, text) =>
				module.referencesIn(context({ files: text }), 'files', { label: 'Files' }),
		},
		fileNamed: {
			read: (module, text) => module.fileNamed(context(), text, { label: 'Files' }),
			own: ['["', 'a["b"]', ']'],
		},
	},
	'nodes/shared/json.ts': {
		parsedJson: ofText('parsedJson'),
		isSameJson: { read: (module, text) => module.isSameJson({ [text]: text }, { [text]: text }) },
		textOf: ofText('textOf'),
	},
	'nodes/shared/outcome/hints.ts': {
		explanationOf: {
			read: (module, text) => [
				module.explanationOf(new Error(text)),
				module.faultHint({ code: text, message: text, errors: [] }),
			],
			own: ['Node type ', 'Node ', ' credentials'],
		},
	},
	'nodes/shared/parameters/baseUrl.ts': {
		baseUrl: {
			size: PASTED,
			read: (module, text) => {
				for (const begin of ['', 'https://', 'https://example.com/', 'http:', 'a://']) {
					void attempt(() => module.baseUrl(`${begin}${text}`, 'Field'));
				}
			},
			own: ["/'", '/ ', "a/'", ':/', '<', '>/'],
		},
	},
	'nodes/shared/parameters/boolean.ts': { readBoolean: reader('readBoolean') },
	'nodes/shared/parameters/choice.ts': { readChoices: reader('readChoices') },
	'nodes/shared/parameters/day.ts': { readDay: reader('readDay', '2026-03-01T') },
	'nodes/shared/parameters/email.ts': {
		readEmail: reader('readEmail', 'a@', 'a-'),
		readEmails: reader('readEmails', 'a@b '),
		readNamedEmail: reader('readNamedEmail', '"a" <', '<>', 'a <b@c>'),
		readNamedEmails: reader('readNamedEmails', '"a,"', '"', 'Ada <a@b.it>,'),
		'one address': { read: (module, text) => module.sameAddress(`a@${text}`), own: ['a-', 'xn--'] },
		sameAddress: ofText('sameAddress', 'a@'),
	},
	'nodes/shared/parameters/id.ts': {
		readId: reader('readId'),
		readIds: reader('readIds', 'a,', 'email_01,'),
		readEventNames: reader('readEventNames', 'a*', 'a.b,', '*'),
	},
	'nodes/shared/parameters/invisible.ts': {
		trimmed: ofText('trimmed', ' a', '\t'),
		withInvisibleNamed: ofText('withInvisibleNamed'),
		withoutInvisible: ofText('withoutInvisible'),
	},
	'nodes/shared/parameters/json.ts': {
		readJson: {
			read: (module, text) => {
				for (const json of [text, `[${text}`, `{"a":"${text}"}`, closed(text)]) {
					void attempt(() => module.readJson(json, place()));
				}
			},
			own: ['"":', '{},', '"a",', '12345678901234567,', '"\\u0061'],
		},
	},
	'nodes/shared/parameters/number.ts': { readNumber: reader('readNumber', '+') },
	'nodes/shared/parameters/pasted.ts': {
		withoutSurroundings: { ...ofText('withoutSurroundings', '\u201e'), size: PASTED },
		firstIn: {
			size: PASTED,
			read: (module, text) => module.firstIn(text, (each: string) => each === '#'),
		},
		edgeOf: { ...ofText('edgeOf'), size: PASTED },
	},
	'nodes/shared/parameters/pathSegment.ts': { isPathSegment: ofText('isPathSegment') },
	'nodes/shared/parameters/phone.ts': {
		readPhone: reader('readPhone', '(', '( 0', '1/', '1 / ', '+'),
	},
	'nodes/shared/parameters/schedule.ts': { readSchedule: reader('readSchedule', 'GMT', '1/') },
	'nodes/shared/parameters/template.ts': {
		leastEntries: {
			read: (module, text) => [
				module.leastEntries(`=${text}`, /[\s,;]+/),
				module.expressionsIn(`=${text}`),
			],
			own: ['}}{{', '{{}},', '{'],
		},
	},
	'nodes/shared/parameters/text.ts': {
		readText: reader('readText', '[object ', '[object a]'),
		readLine: reader('readLine'),
		readFieldName: reader('readFieldName'),
	},
	'nodes/shared/parameters/webAddress.ts': {
		readWebAddress: reader('readWebAddress', 'https://', 'https://a/', 'https://a@'),
	},
	'nodes/shared/parameters/token.ts': {
		tokens: ofField('tokens', 'a,', 'Bearer '),
		token: ofField('token', 'Bearer ', 'bearer:', '"Bearer ', 'authorization: '),
		password: ofField('password'),
		userName: ofField('userName'),
		inHeader: ofField('inHeader'),
	},
	'nodes/shared/response/providerError.ts': {
		'an answer': {
			read: (module, text) => [
				fetchedError(module, text, { message: text, code: text, params: [text] }),
				fetchedError(module, `https://${text}`, text),
			],
		},
	},
	'nodes/shared/response/quota.ts': {
		quotaIn: {
			read: (module, text) => {
				const headers = { 'x-ratelimit-remaining': text, 'x-ratelimit-reset': text, date: text };
				module.quotaIn(headers);
				module.notFollowed({ left: 0, reset: text, resetHeader: 'X-RateLimit-Reset', wait: NaN });
				return module.quotaIn({ ...headers, 'x-ratelimit-remaining': '0' });
			},
		},
	},
	'nodes/shared/outcome/reference.ts': {
		standsIn: {
			read: (module, text) => [module.standsIn('A-17', text), module.standsIn(text, text)],
			own: ['A-17,', ' (', '1 '],
		},
	},
	'nodes/shared/response/redaction.ts': {
		redacted: {
			read: (module, text) => [
				module.redacted({ text: [text] }, ['A-17-23', text.slice(0, 20)]),
				module.redacted('A-17-23', [text]),
			],
			own: ['A-17-23', ' A-17-23'],
		},
	},
	'nodes/shared/response/retryAfter.ts': {
		retryAfter: { read: (module, text) => module.retryAfter(text, new Date()) },
	},
	'nodes/shared/run/sendable.ts': {
		sendable: {
			read: (module, text) => {
				module.sendable(context(), { url: '/', body: { [text]: text }, qs: { a: text } });
				module.sendable(context(), { url: '/', body: parsed(closed(text)) });
			},
		},
	},
	'nodes/shared/session.ts': { tokenIn: { read: (module, text) => module.tokenIn(text, text) } },
	'nodes/shared/streamSafe.ts': {
		isStreamSafe: ofText('isStreamSafe'),
		composed: ofText('composed'),
	},
	'nodes/shared/url.ts': {
		urlOf: {
			read: (module, text) => [
				module.urlOf(text),
				module.urlOf(`https://${text}`),
				module.urlOf(`https://a/${text}`),
			],
			own: ['../', 'a.', 'xn--a.', '1.'],
		},
	},
	'nodes/shared/webhook/hmacSignature.ts': {
		isHmacSigned: {
			read: (module, text) => module.isHmacSigned(['a', 'b'], Buffer.from(text), text),
		},
	},
	'nodes/shared/webhook/standardWebhooks.ts': {
		isSigned: {
			read: (module, text) => {
				const headers = { 'webhook-id': text, 'webhook-timestamp': '1', 'webhook-signature': text };
				module.attemptIn({ ...headers, 'webhook-timestamp': text });
				const keys = [module.keyOf(`whsec_${'a'.repeat(32)}`), module.keyOf(`whpk_${PUBLIC}`)];
				module.isSigned(keys, module.attemptIn(headers, 1_000), Buffer.from(text));
			},
			own: ['v1,a ', 'v1a,YQ== ', 'v1,'],
		},
		keyOf: {
			read: (module, text) => [
				module.keyOf(text),
				module.keyOf(`whsec_${text}`),
				module.keyOf(`whpk_${text}`),
			],
		},
	},
	'nodes/shared/webhook/secretList.ts': { secretList: { ...ofText('secretList'), size: PASTED } },
};

const PUBLIC = Buffer.alloc(32, 1).toString('base64');

/** Closes the open brackets of JSON. */
function closed(text: string): string {
	const open = [...text].filter((each) => each === '[' || each === '{').reverse();
	const ends = open.map((each) => (each === '[' ? ']' : '}')).join('');
	return `${text}${text.endsWith(':') ? '1' : ''}${ends}`;
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return json;
	}
}

describe.each(Object.entries(PARSERS))('%s', (file, parsers) => {
	it.each(Object.entries(parsers))('%s', async (_name, { read, own = [], size: most = LENGTH }) => {
		const module = modules.load(file);
		const pieces = {
			...HOSTILE,
			...Object.fromEntries(own.map((piece) => [`'${piece}'`, piece])),
		};
		const slow: string[] = [];
		for (const [kind, piece] of Object.entries(pieces)) {
			const work = (size: number) => {
				const text = repeated(piece, size);
				return () => read(module, text, load);
			};
			await expectLinear(work, { size: most }).catch((error: Error) =>
				slow.push(`${kind}: ${error.name} ${error.message.slice(0, 100)}`),
			);
		}
		expect(slow).toEqual([]);
	});
});

/** Modules that parse text but are not listed above, and where that text comes from. */
const NOT_HOSTILE: Record<string, string> = {
	...Object.fromEntries(PROVIDERS.flatMap(({ hostile }) => Object.entries(hostile.harmless))),
	'nodes/shared/account.ts': 'Takes a base URL apart that was read before.',
	'nodes/shared/credential.ts': 'Takes URLs apart as nodes/shared/url.ts does, which is tried.',
	'nodes/shared/deduplication/idempotencyKey.ts':
		'Looks for the place of an item among equal ones.',
	'nodes/shared/dispatch/batcher.ts': 'Has a method of the name "split".',
	'nodes/shared/engine/retried.ts': "Looks at n8n's names of nodes.",
	'nodes/shared/engine/staticData.ts':
		"Looks at n8n's names of nodes, and at the parameters of a workflow.",
	'nodes/shared/files/download.ts': 'Replaces single characters of a file name.',
	'nodes/shared/files/streamedForm.ts': 'Replaces single characters of a file name.',
	'nodes/shared/parameters/formOrJson.ts': 'Takes the last letter off a label of ours.',
	'nodes/shared/parameters/itemParameters.ts': 'Splits the path of a parameter.',
	'nodes/shared/polling/fetch.ts': 'Looks once for where the poll before had to stop.',
};

const LOOKS = [
	...['split', 'match', 'matchAll', 'replace', 'replaceAll', 'exec', 'indexOf', 'search'],
	...['lastIndexOf', 'normalize', 'codePointAt', 'charAt', 'charCodeAt'],
];

/** Functions and classes that parse a text. */
const TAKE_APART = ['JSON.parse', 'URLSearchParams', 'URL', 'RegExp'];

/** Whether a module contains a regular expression, or parses texts. */
function looksIntoText(file: string): boolean {
	const text = readFileSync(file, 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const looks = (at: ts.Node): boolean => {
		const { expression } = at as ts.CallExpression;
		const isCall = ts.isCallExpression(at) && ts.isPropertyAccessExpression(expression);
		const isLook = isCall && LOOKS.includes(expression.name.text);
		const isMade = ts.isCallExpression(at) || ts.isNewExpression(at);
		const isParse = isMade && TAKE_APART.includes(expression.getText().replace(/<.*/s, ''));
		const isOne = ts.isRegularExpressionLiteral(at) || isLook || isParse;
		return isOne || (ts.forEachChild(at, looks) ?? false);
	};
	return looks(source);
}

describe('A module that looks into text', () => {
	const files = ['nodes', 'credentials']
		.flatMap((folder) => sourcesIn(folder))
		.filter(looksIntoText);

	it('is fed with hostile texts, or is named with the reason why not', () => {
		expect(files.filter((file) => !(file in PARSERS) && !(file in NOT_HOSTILE))).toEqual([]);
	});

	it('is named only as long as it is one, and not fed as well', () => {
		const named = Object.keys(NOT_HOSTILE);
		expect(named.filter((file) => !files.includes(file) || file in PARSERS)).toEqual([]);
	});
});
