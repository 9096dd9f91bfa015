import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/json';
import type { Fault } from '../../../sandbox';
import {
	addressees,
	asked,
	letterToEachItem,
	operate,
	stampee,
	stampeeAccount,
	type Operation,
} from '../../../tools/providers/stampee/node';
import { chain, start } from '../../../tools/engine/chain';
import { failureIn } from '../../support/failedItems';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

/** A fault that is not related to the items of a request. */
const forbidden: Fault = { kind: 'status', status: 403, body: { message: 'Forbidden' } };

/** One letter for everyone: a different reference for each item would make it a different letter each time. */
const oneLetter: INodeParameters = {
	...letterToEachItem,
	customerReference: 'NOTICE-1',
	options: { combineItems: true },
};

const send = (
	input: INodeExecutionData[],
	parameters: INodeParameters = {},
	rest: Operation = {},
) => operate(stage, ['message', 'send'], { ...oneLetter, ...parameters }, { input, ...rest });

const accepted = () => stage.sandbox.journal.accepted('stampee');

/** The recipients of each request, in order. */
const requests = () =>
	asked(stage.sandbox).map(({ body }) => {
		const { recipients } = body as { recipients: unknown };
		const list = (typeof recipients === 'string' ? JSON.parse(recipients) : recipients) as Array<{
			email: string;
		}>;
		return list.map(({ email }) => email);
	});

const to = (...emails: string[]): INodeExecutionData[] =>
	emails.map((email) => ({ json: { email } }));

/** Compares the result of each item with what the provider accepted for its address. */
function expectOwnResults(items: INodeExecutionData[], input: INodeExecutionData[]) {
	const idOf = new Map(accepted().map(({ recipient, id }) => [recipient, id]));
	expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
		input.map(({ json }, item) => [idOf.get(json.email as string), { item }]),
	);
}

describe('Combined letters', () => {
	it('go out to 1,000 recipients in one request, and each item gets its own ID', async () => {
		const input = addressees(1000);
		const { status, items } = await send(input);
		expect(status).toBe('success');
		expect(requests()).toHaveLength(1);
		expect(accepted()).toHaveLength(1000);
		expectOwnResults(items('Stampee'), input);
		expect(items('Stampee')[999].json).toMatchObject({
			recipient: { email: 'letter-999@example.org' },
			delivery: { state: 'queued' },
		});
	});

	it('go out one by one unless the user wants them combined', async () => {
		await send(addressees(5), { options: {} });
		expect(requests()).toHaveLength(5);
	});

	it('share a request only with the same letter', async () => {
		const input = addressees(6);
		const { items } = await send(input, {
			body: '={{ $itemIndex % 2 ? "Odd" : "Even" }}',
		});
		expect(requests().map((recipients) => recipients.length)).toEqual([3, 3]);
		expectOwnResults(items('Stampee'), input);
	});

	it('never have an address twice in a request', async () => {
		const input = to('a@example.org', 'A@example.org', 'b@example.org', 'a@example.org');
		const { items } = await send(input);
		expect(requests()).toEqual([
			['a@example.org', 'b@example.org'],
			['A@example.org'],
			['a@example.org'],
		]);
		const ids = items('Stampee').map(({ json }) => json.id);
		expect(new Set(ids)).toEqual(new Set(accepted().map(({ id }) => id)));
		expect(ids).toHaveLength(4);
	});

	it('give an item with several recipients an output for each of them', async () => {
		const person = (name: string) =>
			`{ email: ${name} + "@example.org", firstname: "A", lastname: "B" }`;
		const { items } = await send([{ json: { name: 'x' } }, { json: { name: 'y' } }], {
			recipientsJson: `={{ [${person('$json.name')}, ${person('$json.name + 2')}] }}`,
		});
		expect(requests()).toHaveLength(1);
		expect(
			items('Stampee').map(({ json, pairedItem }) => [json.recipient, pairedItem]),
		).toMatchObject([
			[{ email: 'x@example.org' }, { item: 0 }],
			[{ email: 'x2@example.org' }, { item: 0 }],
			[{ email: 'y@example.org' }, { item: 1 }],
			[{ email: 'y2@example.org' }, { item: 1 }],
		]);
	});

	it('give each item its own part of the raw data', async () => {
		const { items } = await send(addressees(2), { simplify: false });
		expect(items('Stampee').map(({ json }) => json)).toMatchObject(
			accepted().map(({ id }) => ({ messages: [{ id }], delivery: { id } })),
		);
	});

	it('share a file, and not with items that have another', async () => {
		const file = await stage.engine.binary(Buffer.from('one'), {
			fileName: 'a.txt',
			mimeType: 'text/plain',
		});
		const other = await stage.engine.binary(Buffer.from('two'), {
			fileName: 'a.txt',
			mimeType: 'text/plain',
		});
		const input = addressees(4).map((item, index) => ({
			...item,
			binary: { data: index < 3 ? { ...file } : other },
		}));
		await send(input, { attachments: 'data' });
		expect(requests().map((recipients) => recipients.length)).toEqual([3, 1]);
		expect(asked(stage.sandbox).map(({ files }) => files.length)).toEqual([1, 1]);
	});

	it('are not combined when n8n spaces out the items', async () => {
		await send(addressees(3), {
			requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 5 } } },
		});
		expect(requests()).toHaveLength(3);
	});
});

describe('A combined request that Stampee refuses', () => {
	const continuing: Operation = { node: { onError: 'continueRegularOutput' } };

	it('falls apart until it is known which item is at fault, and all others are sent', async () => {
		const input = addressees(100);
		// The node accepts this as an address, but the provider does not.
		input[37].json.email = 'a..b@example.org';
		const { items } = await send(input, {}, continuing);
		expect(accepted()).toHaveLength(99);
		expect(requests().length).toBeLessThan(20);
		const failed = items('Stampee').filter(({ json }) => json.error !== undefined);
		expect(failed).toMatchObject([
			{
				json: {
					error: {
						message:
							'Refused: Stampee answered: Some recipients are incomplete or incorrect [item 37]',
						details: { outcome: 'refused' },
					},
				},
				pairedItem: { item: 37 },
			},
		]);
	});

	it('does not fall apart over what has nothing to do with its items', async () => {
		stage.sandbox.faults.add({ provider: 'stampee', fault: forbidden });
		const { items } = await send(addressees(10), {}, continuing);
		expect(requests()).toHaveLength(1);
		const outputs = items('Stampee');
		expect(outputs.map((item) => [failureIn(item)?.message, item.pairedItem])).toEqual(
			addressees(10).map((_, item) => [
				`Refused: Stampee answered: Forbidden [item ${item}]`,
				{ item },
			]),
		);
	});

	it('is sent again under Retry On Fail, without what was accepted', async () => {
		stage.sandbox.faults.add({ provider: 'stampee', fault: forbidden });
		const input = addressees(10);
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
		const { status, items } = await send(input, {}, { node });
		expect(status).toBe('success');
		expect(accepted()).toHaveLength(10);
		expectOwnResults(items('Stampee'), input);
	});
});

describe('When combined items stop', () => {
	/** Six items in three letters, so three requests, one after the other. */
	const threeLetters: INodeParameters = {
		body: '={{ "Letter " + ($itemIndex % 3) }}',
		options: { combineItems: true, maxConcurrentRequests: 1 },
	};

	it('over a failure, what waits is not sent', async () => {
		stage.sandbox.faults.add({ provider: 'stampee', fault: forbidden });
		const { error } = await send(addressees(6), threeLetters);
		expect(error?.message).toBe('Refused: Stampee answered: Forbidden [item 0]');
		// The next request may already have left when the failure is known.
		expect(requests().length).toBeLessThan(3);
		expect(error?.context?.acceptedIds ?? []).toEqual(accepted().map(({ id }) => id));
	});

	it('by the user, what is on its way is named and what waits is not sent', async () => {
		stage.sandbox.latency(100);
		const run = send(addressees(6), threeLetters);
		while (accepted().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		run.stop();
		const { status, runData } = await run;
		expect(status).toBe('canceled');
		expect(accepted()).toHaveLength(2);
		expect(runData.Stampee[0].error?.context?.acceptedIds).toEqual(accepted().map(({ id }) => id));
	});
});

describe('An AI agent', () => {
	it('sends each of its letters by itself, combined or not', async () => {
		const email = '$fromAI("email", "", "string")';
		const calls = await stage.engine.callTool(
			chain(
				start,
				stampee(['message', 'send'], {
					...oneLetter,
					recipientsJson: `={{ [{ email: ${email}, firstname: "A", lastname: "B" }] }}`,
				}),
			),
			'Stampee',
			['a@example.org', 'b@example.org'].map((each) => ({ email: each })),
			{ credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) }, together: true },
		);
		expect(calls.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(requests().sort()).toEqual([['a@example.org'], ['b@example.org']]);
	});
});

describe('A combined request whose answer is lost', () => {
	it('may have been sent for each of its items, with traces of its own, and is not repeated', async () => {
		stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });
		const input = addressees(3);
		const { items } = await send(
			input,
			{},
			{
				node: {
					onError: 'continueRegularOutput',
					retryOnFail: true,
					maxTries: 3,
					waitBetweenTries: 10,
				},
			},
		);
		expect(requests()).toHaveLength(1);
		expect(items('Stampee')).toMatchObject(
			input.map(({ json }, item) => ({
				json: {
					error: {
						message: expect.stringContaining(`[item ${item}]`) as string,
						details: {
							outcome: 'maybeSent',
							findBy: { 'Customer reference': 'NOTICE-1', Recipients: json.email },
						},
					},
				},
				pairedItem: { item },
			})),
		);
	});
});

describe('An answer to a combined request', () => {
	const input = to('a@example.org', 'b@example.org', 'c@example.org');
	const answerWith = (messages: unknown[], more: IDataObject = {}) =>
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'POST /messages/bulk_send',
			fault: { kind: 'status', status: 201, accept: true, body: { messages, ...more } },
		});
	const answered = async (simplify: boolean, messages: unknown[], more: IDataObject = {}) => {
		answerWith(messages, more);
		const node = { onError: 'continueRegularOutput' } as const;
		const { items } = await send(input, { simplify }, { node });
		return items('Stampee');
	};
	/** What each item gets: the ID of its message, or the IDs that it can't tell which is its own. */
	const results = (items: INodeExecutionData[]) =>
		items.map((item) => {
			const { outcome, answeredIds }: IDataObject = failureIn(item)?.details ?? {};
			return outcome === 'maybeSent'
				? { answeredIds }
				: (item.json.delivery as IDataObject | undefined)?.id;
		});

	const UNCLEAR: Array<[string, unknown[], IDataObject?]> = [
		['fewer IDs than recipients', [{ id: '1' }, { id: '2' }]],
		['one ID', [{ id: '1' }]],
		['more IDs than recipients', [{ id: '1' }, { id: '2' }, { id: '3' }, { id: '4' }]],
		['an ID twice', [{ id: '1' }, { id: '1' }, { id: '2' }]],
		['an ID twice, once as a number', [{ id: '1' }, { id: 1 }, { id: '2' }]],
		[
			'an address twice',
			[
				{ id: '1', email: 'b@example.org' },
				{ id: '2', email: 'b@example.org' },
			],
		],
		[
			'addresses in another order, but not for all',
			[{ id: '1', email: 'b@example.org' }, { id: '2' }, { id: '3' }],
		],
		['IDs outside of messages', ['1', { id: '2' }, { id: '3' }]],
		['an ID of its own and no message', [], { id: 'bulk-1' }],
	];

	it.each(UNCLEAR)(
		'with %s does not say which message is whose',
		async (_, messages, more = {}) => {
			const given = [more, ...messages].map((each) => (isObject(each) ? each.id : each));
			const answeredIds = given.filter((id) => id !== undefined);
			for (const simplify of [true, false]) {
				const items = await answered(simplify, messages, more);
				expect(results(items)).toEqual(Array(3).fill({ answeredIds }));
			}
		},
	);

	it.each([true, false])(
		'in any order counts by its addresses (simplified: %s)',
		async (simplify) => {
			const items = await answered(simplify, [
				{ id: '3', recipient: { email: 'C@example.org' } },
				{ id: '1', email: 'a@example.org' },
				{ id: '2', recipient: 'b@example.org' },
			]);
			expect(results(items)).toEqual(['1', '2', '3']);
		},
	);

	it.each([true, false])(
		'whose addresses lack one says nothing of that one only (simplified: %s)',
		async (simplify) => {
			const items = await answered(simplify, [
				{ id: '3', email: 'c@example.org' },
				{ id: '1', email: 'a@example.org' },
			]);
			expect(results(items)).toEqual(['1', { answeredIds: [''] }, '3']);
		},
	);

	it('may repeat what was sent, or leave it out', async () => {
		const messages = [
			{ id: '1' },
			{ id: '2', email: 'b@example.org' },
			{ id: '3', recipient: 'B' },
		];
		for (const more of [
			{},
			{ type: null, customerReference: null },
			{ type: 'ls', customerReference: ' NOTICE-1 ' },
		]) {
			expect(results(await answered(true, messages, more))).toEqual(['1', '2', '3']);
		}
	});

	it('is not recorded as sent for those for whom it has no ID', async () => {
		answerWith([{ id: '1' }, { id: '2' }]);
		const options = { combineItems: true, deduplicationKey: '={{ $json.email }}-1' };
		const node = { id: 'recorded', onError: 'continueRegularOutput' } as const;
		for (let run = 0; run < 2; run++) {
			const { items } = await send(input, { options }, { node });
			expect(items('Stampee').map((item) => failureIn(item)?.details.outcome)).toEqual(
				Array(3).fill('maybeSent'),
			);
		}
		expect(requests()).toHaveLength(1);
	});
});

describe('An answer that has an ID for some only', () => {
	const answer = (messages: unknown[]) =>
		stage.sandbox.faults.add({
			provider: 'stampee',
			on: 'POST /messages/bulk_send',
			fault: { kind: 'status', status: 201, accept: true, body: { type: 'LS', messages } },
		});

	const NO_IDS: Array<{ id?: unknown }> = [
		{},
		{ id: null },
		{ id: '' },
		{ id: false },
		{ id: 0 },
		{ id: 1e25 },
		{ id: {} },
	];

	it.each([true, false])('says nothing of the other items (simplified: %s)', async (simplify) => {
		for (const message of NO_IDS) {
			answer([{ id: '1' }, message, { id: 3 }]);
			const { items } = await send(
				addressees(3),
				{ simplify },
				{ node: { onError: 'continueRegularOutput' } },
			);
			const [first, second, third] = items('Stampee').map(({ json }) => json);
			expect(first).toMatchObject({ delivery: { id: '1' } });
			expect(second).toMatchObject({
				error: {
					message: expect.stringMatching(/^May have been sent: .*\[item 1\]$/) as string,
					details: {
						outcome: 'maybeSent',
						answeredIds: [message.id ?? ''],
						findBy: { Recipients: 'letter-1@example.org' },
					},
				},
			});
			expect(third).toMatchObject({ delivery: { id: '3' } });
		}
	});

	it('stops the node, which names the others, and sends nothing again', async () => {
		answer([{ id: '1' }, {}]);
		const { error } = await send(addressees(2), {}, { node: { retryOnFail: true, maxTries: 2 } });
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(error?.context?.acceptedIds).toEqual(['1']);
		expect(requests()).toHaveLength(1);
	});
});

describe('Items that never get ready', () => {
	it.each([1, 2])(
		'keep back none of the others, when the node continues after item %i',
		async (wrong) => {
			const { items } = await send(
				to('a@example.org', 'b@example.org', 'c@example.org'),
				// n8n itself fails on that item, before it calls the node for it.
				{ body: `={{ $itemIndex === ${wrong} ? $("Nobody").item.json.x : "Bonjour" }}` },
				{ node: { onError: 'continueRegularOutput' } },
			);
			const others = ['a@example.org', wrong === 1 ? 'c@example.org' : 'b@example.org'];
			expect(requests()).toEqual([others]);
			expect(items('Stampee')).toHaveLength(3);
		},
	);

	it('keep back all others, when the node stops', async () => {
		const { status } = await send(to('a@example.org', 'no address'));
		expect(status).toBe('error');
		expect(requests()).toEqual([]);
	});
});
