import { chain, start } from '../../../../tools/engine/chain';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
} from '../../../../tools/providers/stampee/node';

const stage = setStage();

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

const send = (count: number, node = {}) =>
	stage.engine.run(chain(start, stampee(['message', 'send'], letterToEachItem, node)), {
		input: addressees(count),
		credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
	});

/** How many messages the provider accepted more than once. */
function duplicates(): number {
	const references = stage.sandbox.journal.accepted().map(({ reference }) => reference);
	return references.length - new Set(references).size;
}

describe('a send under Retry On Fail', () => {
	it('is not repeated when one of 100 meets a 500 and n8n runs the node three times', async () => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			skip: 50,
			fault: { kind: 'status', status: 500, accept: true },
		});
		const { status, error } = await send(100, retrying);

		expect(status).toBe('error');
		expect(error?.message).toMatch(/^May have been sent: Stampee/);
		expect(duplicates()).toBe(0);
		const accepted = stage.sandbox.journal.accepted();
		const named = error?.context?.acceptedIds as string[];
		// One send has an unknown outcome; all others that were accepted are named.
		expect(named).toHaveLength(accepted.length - 1);
		expect(new Set(accepted.map(({ id }) => id))).toEqual(
			new Set([...named, accepted.find(({ id }) => !named.includes(id))?.id]),
		);
	});

	it('is handed out again for the items that were accepted before', async () => {
		stage.sandbox.faults.add({
			provider: 'stampee',
			skip: 3,
			fault: { kind: 'status', status: 422, body: { message: 'Not now', code: 'not-now' } },
		});
		const { status, items } = await send(5, retrying);

		expect(status).toBe('success');
		expect(duplicates()).toBe(0);
		const accepted = stage.sandbox.journal.accepted();
		expect(accepted).toHaveLength(5);
		expect(new Set(items('Stampee').map(({ json }) => json.id))).toEqual(
			new Set(accepted.map(({ id }) => id)),
		);
		expect(items('Stampee').map(({ json }) => json.customerReference)).toEqual([
			'REF-0',
			'REF-1',
			'REF-2',
			'REF-3',
			'REF-4',
		]);
	});

	it('is made anew in a new execution, which is another run', async () => {
		await send(2);
		await send(2);
		expect(stage.sandbox.journal.accepted()).toHaveLength(4);
	});

	it('sends one item when the node is set to execute once', async () => {
		const { status } = await send(5, { executeOnce: true });
		expect(status).toBe('success');
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});
});

describe('a send by an AI agent', () => {
	const tool = chain(
		start,
		stampee(
			['message', 'send'],
			{
				type: 'LS',
				specifyRecipients: 'json',
				recipientsJson:
					'={{ [{ email: $fromAI("email", "", "string"), firstname: "Claire", lastname: "Martin" }] }}',
				body: 'Bonjour',
				customerReference: '={{ $fromAI("email", "", "string") }}',
			},
			retrying,
		),
	);
	const call = (emails: string[], together = false) =>
		stage.engine.callTool(
			tool,
			'Stampee',
			emails.map((email) => ({ email })),
			{ credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) }, together },
		);
	const recipients = () => stage.sandbox.journal.accepted().map(({ recipient }) => recipient);

	it.each([true, false])('reaches each recipient it names (all at once: %s)', async (together) => {
		await call(['a@example.org', 'b@example.org', 'c@example.org'], together);
		expect(recipients().sort()).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
	});

	it.each([true, false])(
		'is not repeated when it calls twice with the same words (%s)',
		async (together) => {
			const calls = await call(['a@example.org', 'a@example.org'], together);
			expect(recipients()).toEqual(['a@example.org']);
			expect(calls[1].items).toEqual(calls[0].items);
		},
	);

	it('reaches everyone when the recipient is not among its words', async () => {
		const toSomeone = stampee(['message', 'send'], {
			...letterToEachItem,
			recipientsJson:
				'={{ [{ email: Math.random().toString(36).slice(2) + "@example.org", firstname: "A", lastname: "B" }] }}',
			customerReference: '={{ $fromAI("text", "", "string") }}',
		});
		await stage.engine.callTool(
			chain(start, toSomeone),
			'Stampee',
			[{ text: 'Hello' }, { text: 'Hello' }],
			{ credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) } },
		);
		expect(recipients()).toHaveLength(2);
	});

	it('is not repeated when its answer is lost and n8n tries again', async () => {
		stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });
		const [lost] = await call(['a@example.org']);
		expect(lost.error?.message).toContain('May have been sent');
		expect(recipients()).toEqual(['a@example.org']);
	});
});
