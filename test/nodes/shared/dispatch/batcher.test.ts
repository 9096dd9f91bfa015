import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../../../../sandbox';
import { failureIn } from '../../../support/failedItems';
import type { INodeJson } from '../../../../tools/engine/engine';
import { setStage } from '../../../../tools/engine/stage';
import { asked, letterToEachItem, operate } from '../../../../tools/providers/stampee/node';

const stage = setStage();

/** What can happen to a request, other than a plain answer. */
const faults: Fault[] = [
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'truncate' },
	{ kind: 'notJson' },
	{ kind: 'status', status: 500, accept: true },
	{ kind: 'status', status: 502 },
	{ kind: 'status', status: 403 },
	{ kind: 'status', status: 422 },
	{ kind: 'status', status: 429, headers: { 'retry-after': '0' } },
	{ kind: 'successFalse' },
];

const retrying = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
const nodes: Array<Partial<INodeJson>> = [
	{ onError: 'continueRegularOutput' },
	{ onError: 'continueRegularOutput', ...retrying },
	retrying,
	{},
];

const item = fc.record({
	// The last is valid for the node, but not for the provider. There are only a few, so that they recur.
	email: fc.constantFrom('a@example.org', 'A@example.org', 'b@example.org', 'c..d@example.org'),
	body: fc.constantFrom('One', 'Two'),
});
const plan = fc.record({
	items: fc.array(item, { minLength: 1, maxLength: 12 }),
	troubles: fc.array(fc.record({ fault: fc.constantFrom(...faults), skip: fc.nat({ max: 3 }) }), {
		maxLength: 3,
	}),
	node: fc.constantFrom(...nodes),
});

/** The ids that the provider assigned to each item, which is identified by its recipient's last name. */
function acceptedIds(): Map<string, string[]> {
	const ids = new Map<string, string[]>();
	const requests = asked(stage.sandbox);
	for (const [index, request] of requests.entries()) {
		const { recipients } = request.body as { recipients: IDataObject[] };
		const messages = stage.sandbox.journal.accepted().filter((each) => each.request === index);
		messages.forEach(({ id }, place) => {
			const name = recipients[place].lastname as string;
			ids.set(name, [...(ids.get(name) ?? []), id]);
		});
	}
	return ids;
}

const outcomeOf = (item: INodeExecutionData) => failureIn(item)?.details.outcome;

it('Combined items are accepted once at most, and each has its own result or its own failure', async () => {
	await fc.assert(
		fc.asyncProperty(plan, async ({ items, troubles, node }) => {
			await stage.sandbox.faults.clear();
			stage.sandbox.journal.clear();
			for (const { fault, skip } of troubles) {
				stage.sandbox.faults.add({ provider: 'stampee', fault, skip });
			}
			const { status, items: outputs } = await operate(
				stage,
				['message', 'send'],
				{
					...letterToEachItem,
					recipientsJson:
						'={{ [{ email: $json.email, firstname: "Item", lastname: String($itemIndex) }] }}',
					body: '={{ $json.body }}',
					customerReference: 'REF',
					options: { combineItems: true },
				},
				{ input: items.map((json) => ({ json })), node },
			);
			const ids = acceptedIds();
			for (const each of ids.values()) expect(each).toHaveLength(1);
			if (node.onError === undefined && status === 'error') return;

			const results = outputs('Stampee');
			expect(results.map(({ pairedItem }) => pairedItem)).toEqual(
				items.map((_, index) => ({ item: index })),
			);
			for (const [index, result] of results.entries()) {
				const [id] = ids.get(String(index)) ?? [];
				const isOpen = outcomeOf(result) === 'maybeSent';
				if (!isOpen) expect(result.json.id).toBe(id);
				if (id === undefined) expect(failureIn(result)?.message).toContain(`[item ${index}]`);
				else if (!isOpen) expect(result.json.error).toBeUndefined();
			}
		}),
		{ numRuns: 25 },
	);
}, 60_000);
