import type { IBinaryData } from 'n8n-workflow';
import { PROVIDERS } from '../../../../tools/providers';
import type { BinaryMode } from '../../../../tools/engine/engine';
import { setStage } from '../../../../tools/engine/stage';
import { attempt, contentOf, EACH_SEND, has, type FileSend } from './fileSends';

/** The value of a parameter for files is understood, or refused before any request leaves. */
const stage = setStage();
beforeAll(() =>
	PROVIDERS.forEach(({ sandboxSettings }) => sandboxSettings.liftLimits?.(stage.sandbox)),
);

const stored = async (content = 'one', file: Partial<IBinaryData> = {}): Promise<IBinaryData> => ({
	...(await stage.engine.binary(contentOf(content), {
		fileName: 'a.pdf',
		mimeType: 'application/pdf',
	})),
	...file,
});

/** Every operation with every value. */
const eachWith = <Value extends unknown[]>(values: Value[]) =>
	EACH_SEND.flatMap(([title, send]) => values.map((value) => [title, send, ...value] as const));

/** Values that do not name or compute a file, and the error for each. */
const NO_FILES: Array<[value: unknown, told: RegExp]> = [
	['other', /^Not \w+: There is no binary field named 'other' in the input \[item 0\]$/],
	['data, other', /no binary field named 'other'/],
	['={{ ["data", "other"] }}', /no binary field named 'other'/],
	['={{ [["data"], ["other"]] }}', /no binary field named 'other'/],
	['da\u200bta', /no binary field named 'da\[U\+200B\]ta'/],
	['constructor', /no binary field named 'constructor'/],
	['__proto__', /no binary field named '__proto__'/],
	['={{ $binary.data.mimeType }}', /no binary field named 'application\/pdf'/],
	// Content in place of a name is shortened in the error.
	['={{ "JVBERi0xLjcg".repeat(1000) }}', /no binary field named '(JVBERi0xLjcg){8}JVBE\.\.\.'/],
	['={{ {} }}', /is no file: its expression gave an object that is no binary data/],
	['={{ $json }}', /is no file: its expression gave an object that is no binary data/],
	['={{ $binary }}', /is no file: its expression gave an object that is no binary data/],
	['={{ ["data", {}] }}', /^Not \w+: Entry 2 of .* gave an object that is no binary data/],
	// In the mode that keeps content in the items, n8n leaves it out here.
	['={{ $binary.data }}', /gave a binary object without its content/],
	['={{ { mimeType: "text/plain", id: "" } }}', /gave a binary object without its content/],
	['={{ { data: "JVBERi0xLjc=", fileName: "a.pdf" } }}', /gave an object that is no binary data/],
	['={{ 5 }}', /is no file: its expression gave number 5/],
	['={{ 0 }}', /is no file: its expression gave number 0/],
	['={{ true }}', /is no file: its expression gave boolean true/],
	['={{ false }}', /is no file: its expression gave boolean false/],
	['={{ ["data", 5] }}', /Entry 2 of .* gave number 5/],
];

/** Results of expressions that found nothing. */
const NOTHING: Array<[value: unknown, told: RegExp]> = [
	['={{ undefined }}', /is missing: its expression gave nothing/],
	['={{ null }}', /is missing: its expression gave nothing/],
	['={{ $binary.none }}', /is missing: its expression gave nothing/],
	['={{ $json.none?.file }}', /is missing: its expression gave nothing/],
	['={{ [undefined] }}', /Entry 1 of .* is missing/],
	['={{ [null] }}', /Entry 1 of .* is missing/],
	['={{ ["data", undefined] }}', /Entry 2 of .* is missing/],
	['={{ [, "data"] }}', /Entry 1 of .* is missing/],
	['={{ ["data", ["data",, "data"]] }}', /Entry 3 of .* is missing/],
	["={{ [$('Start').item.binary.data, null] }}", /Entry 2 of .* is missing/],
	['={{ ["data", ""] }}', /Entry 2 of .* gave an empty text/],
	['={{ [" ", "data"] }}', /Entry 1 of .* gave an empty text/],
	['={{ ["data", false] }}', /Entry 2 of .* gave boolean false/],
	['={{ [[]] }}', /Entry 1 of .* gave an empty list/],
	['={{ ["data", []] }}', /Entry 2 of .* gave an empty list/],
];

it.each(eachWith(NO_FILES))(
	'A file that is not there is told with what is, and nothing leaves: %s',
	async (_, send: FileSend, value: unknown, told: RegExp) => {
		const binary = { data: await stored(), more: await stored('two') };
		const { error, requests } = await attempt(stage, send, [{ value, binary }]);
		expect(error?.message).toMatch(told);
		expect(error?.message.length).toBeLessThan(250);
		expect(error?.description).toMatch(/^The item has these: data, more\. /);
		expect(error?.description).toContain(`Check the parameter '${send.label}'.`);
		expect(requests).toEqual([]);
	},
);

it.each(EACH_SEND)('An item without any file says so where one is named: %s', async (_, send) => {
	const { error, requests } = await attempt(stage, send, [{ value: 'data' }]);
	expect(error?.message).toMatch(/There is no binary field named 'data' in the input/);
	expect(error?.description).toMatch(/^The item has no binary data at all\. /);
	expect(requests).toEqual([]);
});

it.each(eachWith(NOTHING))(
	'An expression that found no file is an error that says how to send without: %s',
	async (_, send: FileSend, value: unknown, told: RegExp) => {
		const binary = { data: await stored() };
		const { error, requests } = await attempt(stage, send, [{ value, binary }]);
		expect(error?.message).toMatch(told);
		expect(error?.message).toContain(`the parameter '${send.label}'`.slice(4));
		expect(error?.description).toContain('The item has these: data.');
		if (!send.isRequired) {
			expect(error?.description).toContain(
				'let the expression give [] or an empty text to send without files',
			);
		}
		expect(requests).toEqual([]);
	},
);

const EMPTY: Array<[unknown]> = [
	[''],
	[' '],
	['\n \t'],
	['={{ "" }}'],
	['={{ "  " }}'],
	['={{ [] }}'],
	[undefined],
];

it.each(eachWith(EMPTY).filter(([, { isRequired }]) => !isRequired))(
	'An empty field, an empty list and an empty text are no files: %s',
	async (_, send: FileSend, value: unknown) => {
		const binary = { data: await stored() };
		const { error, requests } = await attempt(stage, send, [{ value, binary, cid: '' }]);
		expect(error).toBeUndefined();
		expect(requests).toHaveLength(1);
		expect(has(requests[0], 'one')).toBe(false);
	},
);

it.each(
	eachWith(EMPTY.filter(([value]) => value !== undefined)).filter(([, send]) => send.isRequired),
)('What needs a file is not sent without one: %s', async (_, send: FileSend, value: unknown) => {
	const binary = { data: await stored() };
	const { error, requests } = await attempt(stage, send, [{ value, binary }]);
	expect(error?.message).toMatch(
		/^Not \w+: The parameter 'Document' (is empty|names 0 files)|has issues/,
	);
	expect(requests).toEqual([]);
});

const NAMED: Array<[value: unknown, cid: string]> = [
	['data', 'data'],
	[' data ', 'data'],
	['={{ ["data"] }}', 'data'],
	['={{ [["data"]] }}', 'data'],
	["={{ $('Start').item.binary.data }}", 'a.pdf'],
	["={{ [$('Start').item.binary.data] }}", 'a.pdf'],
	["={{ [[$('Start').item.binary.data]] }}", 'a.pdf'],
	['={{ Object.values($input.item.binary) }}', 'a.pdf'],
];

describe.each<BinaryMode>(['default', 'filesystem'])('A file in %s mode', (binaryMode) => {
	beforeAll(async () => await stage.restartN8n({ binaryMode }));

	it.each(eachWith(NAMED))(
		'is sent: %s',
		async (_, send: FileSend, value: unknown, cid: string) => {
			const binary = { data: await stored() };
			const { error, requests } = await attempt(stage, send, [{ value, cid, binary }]);
			expect(error).toBeUndefined();
			expect(requests.map((request) => has(request, 'one'))).toEqual([true]);
		},
	);

	it.each(EACH_SEND)('is refused if it is empty: %s', async (_, send) => {
		const file = { fileName: 'nothing.pdf', mimeType: 'application/pdf' };
		const binary = { data: await stage.engine.binary(Buffer.alloc(0), file) };
		const { error, requests } = await attempt(stage, send, [{ value: 'data', binary }]);
		expect(error?.message).toMatch(
			/^Not \w+: The file 'nothing\.pdf' is empty: it has 0 bytes \[item 0\]$/,
		);
		expect(requests).toEqual([]);
	});

	it.each(EACH_SEND)('with half of a character in its name is refused: %s', async (_, send) => {
		const binary = { data: { ...(await stored('one')), fileName: 'a\ud800.pdf' } };
		const { error, requests } = await attempt(stage, send, [{ value: 'data', binary }]);
		expect(error?.message).toMatch(/^Not \w+: The name of a file has half of a character/);
		expect(requests).toEqual([]);
	});

	it.each(EACH_SEND)('whose name looks like another one is refused: %s', async (_, send) => {
		const binary = { data: await stored('one', { fileName: 'invoice\u202efdp.exe' }) };
		const { error, requests } = await attempt(stage, send, [{ value: 'data', binary }]);
		expect(error?.message).toMatch(
			/^Not \w+: The name of a file is shown in another order than it is written in: invoice\[U\+202E\]fdp\.exe/,
		);
		expect(error?.description).toContain('Rename it');
		expect(requests).toEqual([]);
	});

	it.each(EACH_SEND)('with a name in Hebrew or Arabic is sent: %s', async (_, send) => {
		const binary = { data: await stored('one', { fileName: 'חוזה\u200f 12 عقد.pdf' }) };
		const { error, requests } = await attempt(stage, send, [{ value: 'data', binary }]);
		expect(error).toBeUndefined();
		expect(requests).toHaveLength(1);
	});

	it.each(
		eachWith<[string, Partial<IBinaryData>, string]>([
			['the extension that n8n knows', { fileName: undefined }, 'data.pdf'],
			['an empty name', { fileName: '' }, 'data.pdf'],
			['a blank name', { fileName: ' \u200b' }, 'data.pdf'],
			['that of its type', { fileName: undefined, fileExtension: undefined }, 'data.pdf'],
			[
				'that of its type, with parameters',
				{ fileName: '', fileExtension: '', mimeType: 'Text/CSV; charset=utf-8' },
				'data.csv',
			],
			['no known type', { fileName: '', fileExtension: '', mimeType: 'x/y' }, 'data.bin'],
			['an extension that is none', { fileName: '', fileExtension: '../x' }, 'data.pdf'],
		]),
	)(
		'without a name gets one with an extension: %s',
		async (_, send: FileSend, __: string, file: Partial<IBinaryData>, name: string) => {
			const binary = { data: await stored('one', file) };
			const { error, requests } = await attempt(stage, send, [{ value: 'data', binary }]);
			expect(error).toBeUndefined();
			expect(JSON.stringify(requests.map(({ body, files }) => [body, files]))).toContain(
				`"${name}"`,
			);
		},
	);
});

/** What may be left of a binary object after a Code node. */
const CONTENTS: Array<[string, unknown]> = [
	['filesystem-v2', 'filesystem-v2'],
	['filesystem', 'filesystem'],
	['database', 'database'],
	['s3', 's3'],
	['text', 'Hello, world!'],
	['a data URI', 'data:application/pdf;base64,JVBERi0xLjc='],
	['a number', 5],
	['nothing', undefined],
];

it.each(eachWith(CONTENTS))(
	'A file without a content is refused, be it with a mark in its place: %s, %s',
	async (_, send: FileSend, __: string, data: unknown) => {
		const marker = { data, mimeType: 'application/pdf', fileName: 'a.pdf' } as IBinaryData;
		const { error, requests } = await attempt(stage, send, [
			{ value: 'data', binary: { data: marker } },
		]);
		expect(error?.message).toMatch(
			/^Not \w+: The file 'a\.pdf' has no content in its item \[item 0\]$/,
		);
		expect(error?.description).toContain("copy all of it, with its 'id'");
		expect(requests).toEqual([]);
	},
);

it.each(
	eachWith<[string, (content: Buffer) => string]>([
		['with padding', (content) => content.toString('base64')],
		['in lines', (content) => content.toString('base64').replace(/.{4}/g, '$&\r\n')],
		['for URLs', (content) => content.toString('base64url')],
	]),
)(
	'A content that a node has put into the item is sent: %s',
	async (_, send: FileSend, __: string, write: (content: Buffer) => string) => {
		const data = { data: write(contentOf('one')), mimeType: 'application/pdf', fileName: 'a.pdf' };
		const { error, requests } = await attempt(stage, send, [{ value: 'data', binary: { data } }]);
		expect(error).toBeUndefined();
		expect(requests.map((request) => has(request, 'one'))).toEqual([true]);
	},
);

const images = EACH_SEND.filter(([, { label }]) => label === 'Input Binary Field');

it('An image has one name for one file', async () => {
	expect(images.length).toBeGreaterThan(0);
	for (const [, send] of images) {
		const binary = { data: await stored(), more: await stored('two') };
		const trial = { value: 'data, more', binary, cid: 'logo' };
		const { error, requests } = await attempt(stage, { ...send, beside: { cid: 'logo' } }, [trial]);
		expect(error?.message).toMatch(/Image 1 has one name for 2 files: logo/);
		expect(requests).toEqual([]);
	}
});

it('All files that an expression names are images by their own names', async () => {
	for (const [, send] of images) {
		const binary = { data: await stored(), more: await stored('two') };
		const trial = {
			value: '={{ Object.keys($binary) }}',
			binary,
			cid: 'data"><img src="cid:more',
		};
		const { error, requests } = await attempt(stage, send, [trial]);
		expect(error).toBeUndefined();
		expect(requests.map((request) => [has(request, 'one'), has(request, 'two')])).toEqual([
			[true, true],
		]);
	}
});
