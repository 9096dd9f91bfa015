import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chain, start } from '../../../tools/engine/chain';
import type { RunOptions } from '../../../tools/engine/engine';
import { startEngine, type Engine } from '../../../tools/engine/engine';
import { useLeapingClock } from '../../../tools/engine/leapingClock';
import { setReplay } from '../../support/replay';
import { stampee } from '../../../tools/providers/stampee/node';

/**
 * An example of Stampee's quick start (docs.stampee.fr/docs/quick-start). Its page masks the addresses
 * of people; those here are our own, everything else is verbatim.
 */
interface Example {
	/** Its heading on the page. */
	section: string;
	operation: [string, string];
	parameters: INodeParameters;
	request: { method: string; path: string; body?: object };
	/** Absent where the page shows only the request. */
	answer?: { status: number; body: object };
	items?: IDataObject[];
	error?: { message: string; httpCode: string; code: string };
}

const folder = join(__dirname, '../../fixtures/stampee');

const read = (name: string) =>
	JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Example;

const examples = readdirSync(folder).map<[string, Example]>((file) => {
	const name = file.replace('.json', '');
	return [name, read(name)];
});

// The node keeps to Stampee's rate limit.
useLeapingClock();
const replay = setReplay();
let engine: Engine;
beforeAll(async () => {
	engine = await startEngine();
});
afterAll(async () => await engine?.stop());

const run = (
	{ operation, parameters }: Pick<Example, 'operation' | 'parameters'>,
	input?: RunOptions['input'],
) =>
	engine.run(chain(start, stampee(operation, parameters)), {
		input,
		credentials: {
			stampeeApi: { apiToken: 'YOUR_API_TOKEN', environment: 'custom', baseUrl: replay.url },
		},
	});

describe.each(examples)('The example %s of the quick start', (_, example) => {
	const { request, answer, items, error } = example;
	const firstAnswer = read('send-first-letter').answer!;

	it('is exactly the request that the node makes', async () => {
		replay.answer(answer ?? firstAnswer);

		await run(example);

		expect(replay.requests).toHaveLength(1);
		const [{ method, url, headers, text }] = replay.requests;
		expect([method, url, headers['x-api-token']]).toEqual([
			request.method,
			request.path,
			'YOUR_API_TOKEN',
		]);
		expect(text === '' ? undefined : JSON.parse(text)).toStrictEqual(request.body);
	});

	if (answer && items) {
		it('has exactly the answer that the node makes items of', async () => {
			replay.answer(answer);

			const result = await run(example);

			expect(result.items('Stampee')).toStrictEqual(
				items.map((json) => ({ json, pairedItem: { item: 0 } })),
			);
		});
	}

	if (answer && error) {
		it('has exactly the answer that the node explains', async () => {
			replay.answer(answer);

			const result = await run(example);

			const { code, httpCode, message } = error;
			expect(result.error).toMatchObject({
				message: `Refused: ${message}`,
				httpCode,
				context: { code },
			});
			expect(result.error?.description).toBeTruthy();
		});
	}
});

it('The quick start’s form is the form that the node sends', async () => {
	replay.answer(read('send-first-letter').answer!);
	const recipients = '[{"email":"john@example.com","firstname":"John","lastname":"Doe"}]';
	const file = async (fileName: string) =>
		await engine.binary(Buffer.from(`the ${fileName}`), { fileName, mimeType: 'application/pdf' });

	await run(
		{
			operation: ['message', 'send'],
			parameters: {
				type: 'LS',
				body: 'Please find the attached documents.',
				specifyRecipients: 'json',
				recipientsJson: recipients,
				attachments: 'document, invoice',
			},
		},
		[
			{
				json: {},
				binary: { document: await file('document.pdf'), invoice: await file('invoice.pdf') },
			},
		],
	);

	const [{ headers, text }] = replay.requests;
	const [, boundary] = /boundary=(\S+)/.exec(headers['content-type'] ?? '') ?? [];
	const parts = text.split(`--${boundary}`).slice(1, -1);
	const part = (name: string, value: string) =>
		`\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
	const filePart = (name: string) =>
		`\r\nContent-Disposition: form-data; name="attachments"; filename="${name}"\r\nContent-Type: application/pdf\r\n\r\nthe ${name}\r\n`;
	expect(parts).toEqual([
		part('type', 'LS'),
		part('body', '<p>Please find the attached documents.</p>'),
		part('recipients', recipients),
		filePart('document.pdf'),
		filePart('invoice.pdf'),
	]);
	expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
});
