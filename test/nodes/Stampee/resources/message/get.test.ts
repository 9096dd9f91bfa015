import type { INodeParameters } from 'n8n-workflow';
import { Reseller } from '../../../../../tools/providers/stampee/caller';
import { setReplay } from '../../../../support/replay';
import { setStage } from '../../../../../tools/engine/stage';
import {
	asked,
	operate,
	stampeeAccount,
	type Operation,
} from '../../../../../tools/providers/stampee/node';

const stage = setStage();
const replay = setReplay();

const get = (messageId: INodeParameters[string], options?: Operation) =>
	operate(stage, ['message', 'get'], { messageId }, options);

/** Sends a letter that is not delivered yet, and clears the journal. */
async function letterOnItsWay(email: string, type?: 'LRE'): Promise<string> {
	const id = await new Reseller(stage.sandbox).send(email, type);
	stage.sandbox.journal.clear();
	return id;
}

/** The node's output for an answer that the sandbox does not give. */
const getFrom = (body: object) => {
	replay.answer({ body });
	return get('480915273604', {
		account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
	});
};

it('A message is asked for by its ID, with the token', async () => {
	const id = await letterOnItsWay('claire@example.org');

	const result = await get(id);

	expect(asked(stage.sandbox)).toMatchObject([
		{
			method: 'GET',
			path: `/messages/${id}`,
			query: {},
			headers: { 'x-api-token': stage.sandbox.stampee.token },
			status: 200,
		},
	]);
	expect(asked(stage.sandbox)[0].body).toBeUndefined();
	expect(result.items('Stampee')).toStrictEqual([
		{
			json: {
				id,
				status: 'SENT',
				evidences: [
					{ url: expect.stringContaining(`${id}-SENT.pdf`) as string, eventType: 'SENT' },
				],
				delivery: { id, state: 'sent', final: false, event: 'SubmissionAcceptance', at: null },
			},
			pairedItem: { item: 0 },
		},
	]);
});

it.each([
	['open@example.org', undefined, 'RECEIVED', 'opened', 'ContentAccessTracking'],
	['accept@example.org', 'LRE', 'ACCEPTED', 'accepted', 'ConsignmentAcceptance'],
	['refuse@example.org', 'LRE', 'REFUSED', 'refused', 'ConsignmentRejection'],
	['expire@example.org', 'LRE', 'EXPIRED', 'expired', 'AcceptanceRejectionExpiry'],
	['bounce@example.org', undefined, 'UNDELIVERED', 'failed', null],
] as const)('A letter to %s (%s) ends as %s: %s', async (email, type, status, state, event) => {
	const id = await letterOnItsWay(email, type);
	stage.sandbox.clock.advance({ days: 16 });

	const result = await get(id);

	expect(result.items('Stampee')[0].json).toMatchObject({
		status,
		delivery: { state, final: true, event, at: null },
	});
});

it.each([
	['UNDELIVERED', 'LS', 'failed', 'ContentConsignmentFailure'],
	['UNDELIVERED', 'LRE', 'failed', 'NotificationForAcceptanceFailure'],
	['EXPIRED', 'LS', 'expired', null],
	['EXPIRED', 'LRE', 'expired', 'AcceptanceRejectionExpiry'],
])(
	'%s of an %s is %s, event %s, if the answer tells the type',
	async (status, type, state, event) => {
		const result = await getFrom({ id: '480915273604', status, type, evidences: [] });

		expect(result.items('Stampee')[0].json.delivery).toMatchObject({ state, event });
	},
);

it.each([['DRAFT'], [''], [null], [7], ['constructor'], [undefined]])(
	'A status that nobody documented (%j) gives the delivery state unknown',
	async (status) => {
		const result = await getFrom({ id: '480915273604', status, evidences: [], more: 'kept' });

		expect(result.status).toBe('success');
		expect(result.items('Stampee')[0].json).toMatchObject({
			more: 'kept',
			delivery: { state: 'unknown', final: false, event: null, at: null },
		});
	},
);

it('The answer is about the message, whose ID may be a number in it', async () => {
	const { items } = await getFrom({ id: 480915273604, status: 'SENT', evidences: [] });

	expect(items('Stampee')[0].json).toMatchObject({ delivery: { state: 'sent' } });
});

it.each(['999999999999', 999999999999, '4809152736040'])(
	'An answer about another message (%j) is none',
	async (id) => {
		const { error, items } = await getFrom({ id, status: 'RECEIVED', evidences: [] });

		expect(items('Stampee')).toEqual([]);
		expect(error?.message).toBe('Stampee answered: an answer that can not be read [item 0]');
	},
);

it('A field of the answer that has the name of ours gets another one', async () => {
	const { items } = await getFrom({ id: '480915273604', status: 'SENT', delivery: 'standard' });

	expect(items('Stampee')[0].json).toMatchObject({
		delivery: { state: 'sent' },
		providerDelivery: 'standard',
	});
});

it('Several messages are asked for item by item, each output linked to its own', async () => {
	const ids = [await letterOnItsWay('a@example.org'), await letterOnItsWay('b@example.org')];

	const result = await get('={{ $json.id }}', { input: ids.map((id) => ({ json: { id } })) });

	expect(result.items('Stampee').map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
		[ids[0], { item: 0 }],
		[ids[1], { item: 1 }],
	]);
});

it('An ID may be a number and have blanks around', async () => {
	const id = await letterOnItsWay('claire@example.org');

	await get(`={{ ${id} }}`);
	await get(`=  ${id} `);

	expect(asked(stage.sandbox).map(({ path }) => path)).toEqual([
		`/messages/${id}`,
		`/messages/${id}`,
	]);
});

it.each([
	['../customers'],
	['a/b'],
	['a\\b'],
	['..'],
	['.'],
	['1?state=ACCEPTED'],
	['1#2'],
	['1 2'],
])('%j is not an ID, and nothing is asked', async (id) => {
	const result = await get('={{ $json.id }}', { input: [{ json: { id } }] });

	expect(result.error?.message).toBe("The parameter 'Message ID' is not an ID [item 0]");
	expect(asked(stage.sandbox)).toEqual([]);
});

it.each([
	['', 'empty'],
	['  ', 'empty'],
	[null, 'missing: its expression gave nothing'],
	[{}, 'not text: an object'],
	[[], 'not text: a list'],
])('%j is no ID at all, and nothing is asked', async (id, fault) => {
	const result = await get('={{ $json.id }}', { input: [{ json: { id } }] });

	expect(result.error?.message).toBe(`The parameter 'Message ID' is ${fault} [item 0]`);
	expect(asked(stage.sandbox)).toEqual([]);
});

it.each([
	['%2e%2e', '/messages/%252e%252e'],
	['é:;@', '/messages/%C3%A9%3A%3B%40'],
])('%s goes into the address encoded', async (id, path) => {
	await get(id);

	expect(asked(stage.sandbox).map((request) => request.path)).toEqual([path]);
});

it('An ID that no message has is told in the words of Stampee', async () => {
	const result = await get('000000000000');

	expect(result.error).toMatchObject({
		message: 'Stampee answered: Message not found [item 0]',
		description: expect.stringContaining('Check the ID') as string,
		httpCode: '404',
	});
});
