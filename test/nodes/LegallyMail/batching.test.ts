import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/legallyMail/switches';
import { chain, start } from '../../../tools/engine/chain';
import { failureIn } from '../../support/failedItems';
import type { INodeJson } from '../../../tools/engine/engine';
import {
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
	recipients,
} from '../../../tools/providers/legallyMail/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

beforeEach(() => {
	stage.sandbox.legallyMail.switches = { ...defaultSwitches(), rateLimit: null, planLimit: 2000 };
});

const send = (
	input: INodeExecutionData[],
	{ options, ...parameters }: INodeParameters = {},
	node: Partial<INodeJson> = {},
) => {
	const all = {
		...emailToEachItem,
		subject: 'Notice',
		...parameters,
		options: { combineItems: true, ...(options as INodeParameters) },
	};
	return stage.engine.run(chain(start, legallyMail(['email', 'send'], all, node)), {
		input,
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});
};

const accepted = () => stage.sandbox.journal.accepted('legallyMail');
const sends = () =>
	stage.sandbox.journal.requests('legallyMail').filter(({ path }) => path === '/api/send');
const sizes = () =>
	sends().map(({ body }) => (body as { recipient: string }).recipient.split(',').length);
const continuing = { onError: 'continueRegularOutput' } as const;

/** Compares the tracking IDs of the items with those that the provider assigned to their addresses. */
function expectOwnResults(items: INodeExecutionData[], input: INodeExecutionData[]) {
	const idOf = new Map(accepted().map(({ recipient, id }) => [recipient, id]));
	expect(items.map(({ json, pairedItem }) => [json.tracking_id, pairedItem])).toEqual(
		input.map(({ json }, item) => [idOf.get(json.email as string), { item }]),
	);
}

describe('Combined emails', () => {
	it('share a request by ten, and each item gets its own tracking ID', async () => {
		const input = recipients(25);
		const { items } = await send(input);
		expect(sizes()).toEqual([10, 10, 5]);
		expectOwnResults(items('LegallyMail'), input);
	});

	it('share a request by as many as support has allowed', async () => {
		stage.sandbox.legallyMail.switches.mostRecipients = 25;
		await send(recipients(30), { options: { maximumRecipients: 25 } });
		expect(sizes()).toEqual([25, 5]);
	});

	it('share their files', async () => {
		const data = await stage.engine.binary(Buffer.alloc(100_000, 'x'), {
			fileName: 'a.pdf',
			mimeType: 'application/pdf',
		});
		const input = recipients(10).map((item) => ({ ...item, binary: { data: { ...data } } }));
		await send(input, { attachments: 'data' });
		expect(sizes()).toEqual([10]);
	});

	it('tell each item of its own recipients where it asks for the email as a whole', async () => {
		const { items } = await send(recipients(2), { splitByRecipient: false });
		expect(items('LegallyMail').map(({ json }) => json.recipients)).toMatchObject([
			[{ email: 'mail-0@example.org' }],
			[{ email: 'mail-1@example.org' }],
		]);
	});

	it('fail only for the recipients that LegallyMail refuses', async () => {
		const input = recipients(4);
		input[2].json.email = 'reject@example.org';
		const { items } = await send(input, {}, continuing);
		expect(sizes()).toEqual([4]);
		const outputs = items('LegallyMail');
		expect(outputs.map((item) => [failureIn(item)?.message, item.pairedItem])).toEqual([
			[undefined, { item: 0 }],
			[undefined, { item: 1 }],
			[expect.stringContaining('could not send to reject@example.org'), { item: 2 }],
			[undefined, { item: 3 }],
		]);
	});
});

describe.each([true, false])(
	'A combined email that failed for one, with Split by Recipient %s',
	(splitByRecipient) => {
		const outcomes = async (given: string, told: string) => {
			stage.sandbox.faults.add({
				provider: 'legallyMail',
				on: 'POST /api/send',
				fault: {
					kind: 'status',
					status: 200,
					body: {
						success: true,
						message: 'Email sent to 1 of 2 recipients',
						data: {
							tracking_id: 'cm_whole',
							recipients: [
								{ email: 'a@example.org', status: 'sent', tracking_id: 'cm_a' },
								{ email: told, status: 'failed', tracking_id: null },
							],
							success_count: 1,
							fail_count: 1,
						},
					},
				},
			});
			const input = ['a@example.org', given].map((email) => ({ json: { email } }));
			const { items } = await send(input, { splitByRecipient }, continuing);
			return items('LegallyMail').map((item) => failureIn(item)?.details.outcome);
		};

		it.each([
			['in ASCII', 'b@exämple.org', 'b@xn--exmple-cua.org'],
			['in capitals', 'b@example.org', 'B@Example.ORG'],
			['with a name', 'b@example.org', 'Bob <b@example.org>'],
			['with a comma in the name', 'b@example.org', '"Roy, Bob" <b@example.org>'],
			['with its accent decomposed', 'zoé@example.org', 'zoé@example.org'.normalize('NFD')],
		])('fails for the item of that recipient, who is named %s', async (_, given, told) => {
			expect(await outcomes(given, told)).toEqual([undefined, 'refused']);
		});

		it.each([
			['another address', 'c@example.org'],
			['no address', 'Multiple Recipients'],
		])('may have been sent for all where %s is named', async (_, told) => {
			expect(await outcomes('b@example.org', told)).toEqual(['maybeSent', 'maybeSent']);
		});
	},
);

describe('A combined email whose answer is lost', () => {
	it('is a candidate in the list of the latest, for each of its items', async () => {
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/send',
			fault: { kind: 'resetAfter' },
		});
		const input = recipients(5);
		const { error } = await send(input, { subject: 'Found' });
		expect(sends()).toHaveLength(1);
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			candidates: [{ id: expect.stringMatching(/^cm_/) as string, status: 'sent' }],
		});
	});
});

describe('1,000 combined emails at the documented pace', () => {
	it('leave in 100 requests without a 429', async () => {
		stage.sandbox.legallyMail.switches.rateLimit = defaultSwitches().rateLimit;
		const input = recipients(1000);
		const begin = Date.now();
		const { items } = await send(input, { options: { maxRequestsPerMinute: 10 } });
		const minutes = (Date.now() - begin) / 60_000;
		expect(sends()).toHaveLength(100);
		expect(sends().filter(({ status }) => status === 429)).toEqual([]);
		expect(accepted()).toHaveLength(1000);
		expectOwnResults(items('LegallyMail'), input);
		expect(minutes).toBeLessThan(11);
	});
});
