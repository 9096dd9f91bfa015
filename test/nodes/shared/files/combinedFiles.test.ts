import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { PROVIDERS } from '../../../../tools/providers';
import { chain, start } from '../../../../tools/engine/chain';
import type { BinaryMode } from '../../../../tools/engine/engine';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	asked,
	letterToEachItem,
	operate,
	stampee,
	stampeeAccount,
} from '../../../../tools/providers/stampee/node';
import { fileSendsWith, holds, textOf, requestsOf, setUp, type FileSend } from './fileSends';

const stage = setStage();
beforeAll(() =>
	PROVIDERS.forEach(({ sandboxSettings }) => sandboxSettings.liftLimits?.(stage.sandbox)),
);

/** Sends an item for each content, all to be combined. @returns each request as one text */
async function combined(send: FileSend, contents: string[]) {
	const files = contents.map((content) => ({ content }));
	const { markers, workflow, options } = await setUp(stage, send, files.length, {
		combineItems: true,
	});
	const { error, items } = await stage.engine.run(workflow, await options(files));
	expect(error).toBeUndefined();
	expect(items('Send')).toHaveLength(files.length);
	const texts = requestsOf(stage, send).map(textOf);
	return { markers, texts };
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe.each<BinaryMode>(['default', 'filesystem'])(
	'Combined items with files that n8n keeps in %s mode',
	(binaryMode) => {
		beforeAll(async () => await stage.restartN8n({ binaryMode }));

		it.each(fileSendsWith('combineItems'))(
			'share a request if their files are equal, each stored for itself: %s',
			async (_, send) => {
				const { markers, texts } = await combined(send, ['one', 'one', 'one']);
				expect(texts).toHaveLength(1);
				expect(markers.every((marker) => texts[0].includes(marker))).toBe(true);
			},
		);

		it.each(fileSendsWith('combineItems'))(
			'never share one if their files have no more than name, type and size in common: %s',
			async (_, send) => {
				const contents = ['one', 'two', 'one', 'six'];
				const { markers, texts } = await combined(send, contents);
				expect(texts).toHaveLength(3);
				const got = markers.map((marker) =>
					texts
						.filter((text) => text.includes(marker))
						.map((text) => contents.filter((content) => holds(text, content))),
				);
				expect(got).toEqual([[['one', 'one']], [['two']], [['one', 'one']], [['six']]]);
			},
		);

		it('are told apart by each of their files, and by the order of these', async () => {
			const stored = await Promise.all(
				['one', 'two', 'two', 'one', 'one', 'two', 'one', 'one'].map(
					async (content) =>
						await stage.engine.binary(Buffer.from(content), {
							fileName: 'a.pdf',
							mimeType: 'application/pdf',
						}),
				),
			);
			const input = addressees(4).map((item, index) => ({
				...item,
				binary: { a: stored[2 * index], b: stored[2 * index + 1] },
			}));
			await letters(input, { attachments: 'a, b', options: { combineItems: true } });
			const sent = asked(stage.sandbox).map(({ body }) => recipientsIn(body));
			expect(sent.sort()).toEqual([
				['letter-0@example.org', 'letter-2@example.org'],
				['letter-1@example.org'],
				['letter-3@example.org'],
			]);
		});
	},
);

const letters = (input: INodeExecutionData[], parameters: object, node = {}) =>
	operate(
		stage,
		['message', 'send'],
		{ ...letterToEachItem, customerReference: 'NOTICE-1', attachments: 'data', ...parameters },
		{ input, node },
	);

const recipientsIn = (body: unknown) =>
	(JSON.parse((body as { recipients: string }).recipients) as Array<{ email: string }>).map(
		({ email }) => email,
	);

describe('A file that n8n keeps on disk', () => {
	beforeAll(async () => await stage.restartN8n({ binaryMode: 'filesystem' }));
	afterEach(() => jest.restoreAllMocks());

	const stored = async (content: string) =>
		await stage.engine.binary(Buffer.from(content), {
			fileName: 'a.pdf',
			mimeType: 'application/pdf',
		});
	/** Counts how often a file is read to its end; opening it only to check that it exists does not count. */
	function reads() {
		const read = jest.fn();
		const service = Container.get(BinaryDataService);
		const open = service.getAsStream.bind(service);
		jest.spyOn(service, 'getAsStream').mockImplementation(async (...args) => {
			const stream = await open(...args);
			return stream.on('end', read);
		});
		return read;
	}

	it.each([
		['for nothing else where letters are not compared', {}, 3],
		[
			'once more where a key stands for what is in it',
			{ deduplicationKey: '={{ $json.email }}' },
			4,
		],
	])('is read to be sent, and %s', async (_, options, times) => {
		const data = await stored('one');
		const read = reads();
		await letters(
			addressees(3).map((item) => ({ ...item, binary: { data: { ...data } } })),
			{ options },
		);
		expect(asked(stage.sandbox)).toHaveLength(3);
		expect(read).toHaveBeenCalledTimes(times);
	});

	it('is read once more, one after the other, where they are combined', async () => {
		const [one, two] = [await stored('one'), await stored('two')];
		const read = reads();
		await letters(
			addressees(20).map((item, index) => ({
				...item,
				binary: { data: { ...(index % 2 ? one : two) } },
			})),
			{ options: { combineItems: true } },
		);
		expect(asked(stage.sandbox)).toHaveLength(2);
		expect(read).toHaveBeenCalledTimes(2 + 2);
	});

	it('is not read for that again on the tries of Retry On Fail', async () => {
		const data = await stored('one');
		const read = reads();
		stage.sandbox.faults.add({
			provider: 'stampee',
			fault: { kind: 'status', status: 403, body: { message: 'Forbidden' } },
		});
		const { status } = await letters(
			addressees(2).map((item) => ({ ...item, binary: { data: { ...data } } })),
			{ options: { combineItems: true } },
			{ retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
		);
		expect(status).toBe('success');
		expect(asked(stage.sandbox)).toHaveLength(2);
		expect(read).toHaveBeenCalledTimes(1 + 2);
	});

	it('that is gone fails its item before anything leaves', async () => {
		const data = await stored('one');
		const gone = { ...data, id: `${data.id}-gone` };
		const { error } = await letters(
			addressees(2).map((item, index) => ({ ...item, binary: { data: index ? gone : data } })),
			{ options: { combineItems: true } },
		);
		expect(error?.message).toMatch(/\[item 1\]$/);
		expect(asked(stage.sandbox)).toEqual([]);
	});
});

describe.each<BinaryMode>(['default', 'filesystem'])(
	'An AI agent, with files that n8n keeps in %s mode',
	(binaryMode) => {
		beforeAll(async () => await stage.restartN8n({ binaryMode }));

		it('sends a letter once, and another one whose file has only name, type and size in common', async () => {
			const files = await Promise.all(
				['one', 'two', 'one'].map(
					async (content) =>
						await stage.engine.binary(Buffer.from(content), {
							fileName: 'a.pdf',
							mimeType: 'application/pdf',
						}),
				),
			);
			const calls = await stage.engine.callTool(
				chain(
					start,
					stampee(['message', 'send'], {
						...letterToEachItem,
						recipientsJson: '[{ "email": "a@example.org", "firstname": "A", "lastname": "B" }]',
						customerReference: 'NOTICE-1',
						attachments: '={{ JSON.parse($fromAI("file", "", "string")) }}',
					}),
				),
				'Stampee',
				files.map((file) => ({ file: JSON.stringify(file) })),
				{ credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) } },
			);
			expect(calls.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
			const sent = asked(stage.sandbox).flatMap((request) => request.files);
			expect(sent.map((file) => file.sha256)).toEqual(
				['one', 'two'].map((content) => sha256(Buffer.from(content))),
			);
		});
	},
);
