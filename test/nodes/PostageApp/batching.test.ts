import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { chain, start } from '../../../tools/engine/chain';
import type { INodeJson, RetriedExecution } from '../../../tools/engine/engine';
import {
	customers,
	mailToEachItem,
	postageApp,
	postageAppAccount,
} from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

/** One mail for everyone; the differences are in the recipients' variables. */
const oneMail: INodeParameters = {
	...mailToEachItem,
	textPlain: 'Thank you for order {{order}}',
	options: { combineItems: true },
};

const withVariables: INodeParameters = {
	specifyRecipients: 'json',
	recipientsJson: '={{ { [$json.email]: { order: String($json.order) } } }}',
};

interface Circumstances {
	parameters?: INodeParameters;
	node?: Partial<INodeJson>;
	retryOf?: RetriedExecution;
}

const send = (input: INodeExecutionData[], { parameters, node, retryOf }: Circumstances = {}) =>
	stage.engine.run(
		chain(start, postageApp(['message', 'send'], { ...oneMail, ...parameters }, node)),
		{
			input,
			retryOf,
			credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
		},
	);

interface Sent {
	uid: string;
	arguments: { recipients: unknown; variables?: unknown };
}

const accepted = () => stage.sandbox.journal.accepted('postageApp');
const sent = () =>
	stage.sandbox.journal
		.requests('postageApp')
		.filter(({ path }) => path.endsWith('send_message'))
		.map(({ body }) => body as Sent);

describe('Combined mails', () => {
	it('go out to 1,000 recipients in one request, and each item gets the message', async () => {
		const { items } = await send(customers(1000), { parameters: withVariables });
		expect(sent()).toHaveLength(1);
		expect(accepted()).toHaveLength(1000);
		expect(sent()[0].arguments.recipients).toMatchObject({
			'customer-7@example.org': { order: '7' },
		});
		expect(items('PostageApp').map(({ json, pairedItem }) => [json.uid, pairedItem])).toEqual(
			customers(1000).map((_, item) => [sent()[0].uid, { item }]),
		);
	});

	it('are a list where nobody has variables', async () => {
		await send(customers(2));
		expect(sent()[0].arguments.recipients).toEqual([
			'customer-0@example.org',
			'customer-1@example.org',
		]);
	});

	it('take the variables for all recipients of an item along, behind those of a recipient', async () => {
		await send(customers(2), {
			parameters: {
				...withVariables,
				additionalFields: {
					variablesJson: '={{ { shop: "Shop " + $json.order, order: "none" } }}',
				},
			},
		});
		expect(sent().map((each) => each.arguments)).toMatchObject([
			{
				recipients: {
					'customer-0@example.org': { shop: 'Shop 0', order: '0' },
					'customer-1@example.org': { shop: 'Shop 1', order: '1' },
				},
			},
		]);
		expect(sent()[0].arguments).not.toHaveProperty('variables');
	});

	it('leave the variables that all have in common to the message', async () => {
		const variables = { additionalFields: { variablesJson: '{ "shop": "Shop" }' } };
		await send(customers(2), { parameters: { ...withVariables, ...variables } });
		expect(sent().map((each) => each.arguments.variables)).toEqual([{ shop: 'Shop' }]);
	});

	it('never have an address twice in a request, however it is written', async () => {
		const written = ['a@example.org', 'Ada <A@example.org>', 'b@example.org'];
		await send(written.map((email, order) => ({ json: { email, order } })));
		expect(sent().map((each) => each.arguments.recipients)).toEqual([
			['a@example.org', 'b@example.org'],
			['Ada <A@example.org>'],
		]);
		expect(accepted()).toHaveLength(3);
	});

	it.each([['have a UID of their own', { additionalFields: { uid: '=order-{{ $json.order }}' } }]])(
		'go alone when they %s',
		async (_, parameters) => {
			await send(customers(3), { parameters });
			expect(sent()).toHaveLength(3);
			expect(accepted()).toHaveLength(3);
		},
	);

	it('go alone when their recipients lie where only PostageApp looks', async () => {
		const otherArguments = '={{ { recipients: { $ref: "https://example.org/" + $json.email } } }}';
		await send(customers(3), { parameters: { options: { combineItems: true, otherArguments } } });
		expect(sent()).toHaveLength(3);
	});
});

describe('A combined message', () => {
	it('has the same UID in an execution that n8n begins again, in whatever order its items come', async () => {
		const first = await send(customers(20), { parameters: withVariables });
		const again = await send(customers(20).reverse(), {
			parameters: withVariables,
			retryOf: { id: first.execution.id },
		});
		expect(accepted()).toHaveLength(20);
		expect(again.items('PostageApp').map(({ json }) => json.duplicate)).toEqual(
			Array(20).fill(true),
		);
	});

	it('is another one for the second of two equal groups', async () => {
		const twice = [...customers(2), ...customers(2)];
		const { items } = await send(twice);
		expect(accepted()).toHaveLength(4);
		const [a, b, c, d] = items('PostageApp').map(({ json }) => json.uid);
		expect([b, d]).toEqual([a, c]);
		expect(c).not.toBe(a);
	});

	it('is accepted once, though its answers are lost, and a retry of the execution finds it', async () => {
		stage.sandbox.faults.add({
			provider: 'postageApp',
			times: 99,
			fault: { kind: 'resetAfter' },
		});
		const failed = await send(customers(3));
		await stage.sandbox.faults.clear();
		const retried = await send(customers(3), { retryOf: failed.execution });
		expect(failed.error?.message).toMatch(/^May have been sent: PostageApp/);
		expect(failed.error?.context?.findBy).toMatchObject({ UID: sent()[0].uid });
		expect(retried.items('PostageApp')).toHaveLength(3);
		expect(accepted()).toHaveLength(3);
	});
});
