import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Fault } from '../../../../sandbox';
import { chain, start } from '../../../../tools/engine/chain';
import { failureIn } from '../../../support/failedItems';
import type { RunOptions, RunResult } from '../../../../tools/engine/engine';
import { savedWorkflow, type SavedWorkflow } from '../../../../tools/engine/savedWorkflow';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
} from '../../../../tools/providers/stampee/node';

const stage = setStage();

/** A letter to the item's recipient, or to the recipient of the letter that the item represents. */
const letter = {
	...letterToEachItem,
	recipientsJson:
		'={{ [{ email: $json.email ?? $json.recipient?.email, firstname: "Claire", lastname: "Martin" }] }}',
	body: '={{ $json.body ?? "Bonjour" }}',
	customerReference: '={{ $json.reference ?? $json.customerReference }}',
	options: { deduplicationKey: '={{ $json.reference ?? $json.customerReference }}' },
};

let workflows = 0;

/** A workflow that sends a letter for each item, with its reference. */
function mailing(node = {}, nodes = 1): SavedWorkflow {
	const id = `mailing-${++workflows}`;
	const letters = Array.from({ length: nodes }, (_, index) =>
		stampee(['message', 'send'], letter, {
			...node,
			name: index === 0 ? 'Stampee' : `Stampee ${index}`,
		}),
	);
	return savedWorkflow(stage, () => ({ ...chain(start, ...letters), id }));
}

const account = () => ({
	credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
});
const withInput = (input: INodeExecutionData[], options: RunOptions = {}): RunOptions => ({
	...account(),
	...options,
	input,
});
const fail = (fault: Fault, skip = 0) =>
	stage.sandbox.faults.add({ provider: 'stampee', skip, fault });
const refuse = (skip = 0) =>
	fail({ kind: 'status', status: 422, body: { message: 'Not now', code: 'not-now' } }, skip);

const references = () => stage.sandbox.journal.accepted().map(({ reference }) => reference);
const jsonOf = (result: RunResult) => result.items('Stampee').map(({ json }) => json);
const without = (json: IDataObject) => ({ ...json, alreadySent: undefined });

describe('a message under a reference', () => {
	it('is sent once by two executions, and the second gives out what the first one got', async () => {
		const workflow = mailing();
		const first = await workflow.run(withInput(addressees(3)));
		const second = await workflow.run(withInput(addressees(3)));

		expect(references()).toHaveLength(3);
		expect(jsonOf(first).map(({ alreadySent }) => alreadySent)).toEqual([false, false, false]);
		expect(jsonOf(second).map(({ alreadySent }) => alreadySent)).toEqual([true, true, true]);
		expect(jsonOf(second).map(without)).toEqual(jsonOf(first).map(without));
		expect(second.items('Stampee').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('is sent by a new execution when it is new', async () => {
		const workflow = mailing();
		await workflow.run(withInput(addressees(2)));
		const second = await workflow.run(withInput(addressees(3)));
		expect(references()).toEqual(['REF-0', 'REF-1', 'REF-2']);
		expect(jsonOf(second).map(({ alreadySent }) => alreadySent)).toEqual([true, true, false]);
	});

	it('is sent once for two items of one run', async () => {
		const [item] = addressees(1);
		const result = await mailing().run(withInput([item, item]));
		expect(references()).toEqual(['REF-0']);
		expect(jsonOf(result).map(({ alreadySent }) => alreadySent)).toEqual([false, true]);
		expect(without(jsonOf(result)[1])).toEqual(without(jsonOf(result)[0]));
	});

	it('is sent once by executions that run side by side, of which one waits for the other', async () => {
		const workflow = mailing();
		stage.sandbox.latency(100);
		const results = await Promise.all(
			[1, 2, 3].map(async () => await workflow.run(withInput(addressees(5)))),
		);
		expect(references().sort()).toEqual(['REF-0', 'REF-1', 'REF-2', 'REF-3', 'REF-4']);
		const ids = results.map((result) => jsonOf(result).map(({ id }) => id));
		expect(ids[1]).toEqual(ids[0]);
		expect(ids[2]).toEqual(ids[0]);
	});

	it('is sent by the one that waits when the other one is refused', async () => {
		const workflow = mailing();
		stage.sandbox.latency(100);
		refuse();
		const results = await Promise.all(
			[1, 2].map(async () => await workflow.run(withInput(addressees(1)))),
		);
		expect(results.map(({ status }) => status).sort()).toEqual(['error', 'success']);
		expect(references()).toEqual(['REF-0']);
	});

	it('is sent again by another node, and in another workflow', async () => {
		await mailing({}, 2).run(withInput(addressees(1)));
		await mailing().run(withInput(addressees(1)));
		expect(references()).toEqual(['REF-0', 'REF-0', 'REF-0']);
	});

	it('was refused, so it is sent when it comes again', async () => {
		const workflow = mailing();
		refuse();
		await workflow.run(withInput(addressees(1)));
		const second = await workflow.run(withInput(addressees(1)));
		expect(second.status).toBe('success');
		expect(references()).toEqual(['REF-0']);
	});

	it('may have been sent, so it is not sent again, and the failure says what to do', async () => {
		const workflow = mailing();
		fail({ kind: 'resetAfter' });
		await workflow.run(withInput(addressees(1)));
		const { error } = await workflow.run(withInput(addressees(1)));
		expect(error?.message).toBe(
			'May have been sent: no answer came when it left, and the provider can not tell [item 0]',
		);
		expect(error?.description).toContain('give it another deduplication key');
		expect(error?.description).toContain('Customer reference: REF-0');
		expect(error?.description).toMatch(/Time of the request: \d{4}-/);
		expect(error?.context?.outcome).toBe('maybeSent');
		expect(references()).toEqual(['REF-0']);
	});
});

describe('another message under the same reference', () => {
	const [first] = addressees(1);
	const other = { json: { ...first.json, body: 'Au revoir' } };
	const message =
		"Not sent: The deduplication key 'REF-0' stands for another message already [item 0]";

	it('is an error in another execution, and nothing is sent', async () => {
		const workflow = mailing();
		await workflow.run(withInput([first]));
		const { error } = await workflow.run(withInput([other, addressees(2)[1]]));
		expect(error?.message).toBe(message);
		expect(error?.context?.outcome).toBe('notSent');
		expect(references()).toEqual(['REF-0']);
	});

	it('is an error that leads to the first one, if nobody knows what became of that', async () => {
		const workflow = mailing();
		fail({ kind: 'resetAfter' });
		await workflow.run(withInput([first]));
		const { error } = await workflow.run(withInput([other]));
		expect(error?.message).toBe(message.replace(' [', ', which may have been sent ['));
		expect(error?.description).toContain(
			'Before you send this one under another key, check at Stampee whether the other one arrived.',
		);
		expect(references()).toEqual(['REF-0']);
	});

	it('is an error in the same run, and nothing of the run is sent', async () => {
		const { error } = await mailing().run(withInput([first, other]));
		expect(error?.message).toBe(message.replace('item 0', 'item 1'));
		expect(references()).toEqual([]);
	});

	it('fails alone where the node continues', async () => {
		const node = { onError: 'continueErrorOutput' };
		const result = await mailing(node).run(withInput([first, other]));
		expect(jsonOf(result)).toHaveLength(1);
		const [failed] = result.items('Stampee', 1);
		expect(failureIn(failed)?.message).toBe(message.replace('item 0', 'item 1'));
		expect(references()).toEqual(['REF-0']);
	});

	it('is an error beside an execution that sends the first', async () => {
		const workflow = mailing();
		stage.sandbox.latency(100);
		const sending = workflow.run(withInput([first]));
		while (stage.sandbox.journal.requests().length === 0) {
			await new Promise((done) => setTimeout(done, 5));
		}
		const { error } = await workflow.run(withInput([other]));
		expect(error?.message).toBe(message);
		expect((await sending).status).toBe('success');
		expect(references()).toEqual(['REF-0']);
	});
});

describe('an item without a reference', () => {
	it.each([
		['a field that is not there', '={{ $json.missing }}'],
		['null', '={{ $json.missing ?? null }}'],
		['blanks', '={{ "  " }}'],
	])(
		'is an error where the option is set, for an expression may have missed: %s',
		async (_, key) => {
			const node = stampee(['message', 'send'], { ...letter, options: { deduplicationKey: key } });
			const { error } = await stage.engine.run(chain(start, node), withInput(addressees(1)));
			expect(error?.message).toMatch(
				/^Not sent: The \w+ 'Prevent Duplicates By' is (empty|missing)/,
			);
			expect(references()).toEqual([]);
		},
	);
});

describe('a success that names nothing of what was accepted', () => {
	it('is no proof of either: the message may have been sent when it comes again', async () => {
		const workflow = mailing();
		fail({ kind: 'status', status: 200, accept: true, body: { messages: [] } });
		await workflow.run(withInput(addressees(1)));
		const { error } = await workflow.run(withInput(addressees(1)));
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(stage.sandbox.journal.requests('stampee')).toHaveLength(1);
	});
});

describe('the retry of an execution', () => {
	it('that failed sends what was not sent, and gives out what was', async () => {
		const workflow = mailing();
		refuse(2);
		const failed = await workflow.run(withInput(addressees(5)));
		expect(failed.status).toBe('error');
		const before = references().length;
		const retried = await workflow.retry(failed.execution, account());
		expect(retried.status).toBe('success');
		expect(references().sort()).toEqual(['REF-0', 'REF-1', 'REF-2', 'REF-3', 'REF-4']);
		expect(jsonOf(retried).filter(({ alreadySent }) => alreadySent)).toHaveLength(before);
	});

	it('leaves the static data alone, which it has from before', async () => {
		const workflow = mailing();
		refuse();
		const failed = await workflow.run(withInput(addressees(1)));
		await workflow.run(withInput(addressees(3).slice(1)));
		const saved = workflow.staticData;
		await workflow.retry(failed.execution, account());
		expect(workflow.staticData).toEqual(saved);

		await workflow.run(withInput(addressees(4).slice(3)));
		const { sends } = workflow.staticData['node:Stampee'] as { sends: object };
		expect(Object.keys(sends)).toHaveLength(4);
	});

	it('in which a node before it failed sends everything', async () => {
		const before = stampee(['customer', 'getMany'], {}, { name: 'Before', alwaysOutputData: true });
		const named = (name: string) => `={{ $('Start').first().json.${name} }}`;
		const send = stampee(['message', 'send'], {
			...letterToEachItem,
			recipientsJson:
				"={{ [{ email: $('Start').first().json.email, firstname: 'Claire', lastname: 'Martin' }] }}",
			customerReference: named('reference'),
			options: { deduplicationKey: named('reference') },
		});
		const workflow = savedWorkflow(stage, () => ({
			...chain(start, before, send),
			id: 'node-before',
		}));
		fail({ kind: 'status', status: 403 });
		const failed = await workflow.run(withInput(addressees(1)));
		expect(failed.error?.node?.name).toBe('Before');
		const retried = await workflow.retry(failed.execution, account());
		expect(retried.status).toBe('success');
		expect(references()).toEqual(['REF-0']);
	});

	it('that failed in an expression sends everything once that is mended', async () => {
		const parameters = { ...letter, body: "={{ $('Nowhere').item.json.body }}" };
		const workflow = savedWorkflow(stage, () => ({
			...chain(start, stampee(['message', 'send'], parameters)),
			id: 'expression',
		}));
		const failed = await workflow.run(withInput(addressees(1)));
		expect(failed.status).toBe('error');

		// As n8n does for a retry with the currently saved workflow.
		const [{ node }] = failed.execution.data!.executionData!.nodeExecutionStack;
		Object.assign(node.parameters, letter);
		const retried = await workflow.retry(failed.execution, account());
		expect(retried.status).toBe('success');
		expect(references()).toEqual(['REF-0']);
	});
});

describe('the retry of a retry in which n8n crashed', () => {
	it('finds in the data what the first execution had noted, and doubts', async () => {
		const workflow = mailing();
		refuse();
		const failed = await workflow.run(withInput(addressees(1)));
		const crashed = await workflow.crash({ ...account(), retryOf: failed.execution });
		await stage.restartN8n();
		const { error } = await workflow.retry(crashed.beginning, account());
		expect(error?.message).toMatch(/^May have been sent: /);
		expect(references()).toEqual(['REF-0']);
	});
});

describe('what is kept', () => {
	it('survives a trigger that saves the static data it had before, as long as n8n runs', async () => {
		const workflow = mailing();
		await workflow.run(withInput(addressees(2)));
		workflow.saveByTrigger({ 'node:Trigger': { seen: 1 } });
		await workflow.run(withInput(addressees(3)));
		expect(references()).toEqual(['REF-0', 'REF-1', 'REF-2']);
		const { sends } = workflow.staticData['node:Stampee'] as { sends: object };
		expect(Object.keys(sends)).toHaveLength(3);
		expect(workflow.staticData['node:Trigger']).toEqual({ seen: 1 });
	});

	it('is nothing without the option', async () => {
		const id = 'plain';
		const plain = savedWorkflow(stage, () => ({
			...chain(start, stampee(['message', 'send'], letterToEachItem)),
			id,
		}));
		const result = await plain.run(withInput(addressees(1)));
		expect(plain.staticData).toEqual({});
		expect(jsonOf(result)[0]).not.toHaveProperty('alreadySent');
	});

	it('is not saved by a run in the editor, but known until n8n ends', async () => {
		const workflow = mailing();
		await workflow.run(withInput(addressees(1), { mode: 'manual' }));
		expect(workflow.staticData).toEqual({});
		const { items } = await workflow.run(withInput(addressees(1)));
		expect(items('Stampee')[0].json.alreadySent).toBe(true);
		expect(references()).toEqual(['REF-0']);
	});

	it('is not written where n8n has loaded none, as in a worker: the memory of a trigger would go', async () => {
		const trigger = {
			name: 'Trigger',
			type: 'n8n-nodes-certified-mail.stampeeTrigger',
			typeVersion: 1,
			parameters: { event: 'customerStateChanged' },
			credentials: { stampeeApi: { id: '1', name: 'Stampee account' } },
		};
		const run = async (staticData: IDataObject) => {
			await stage.engine.run(
				{ ...chain(trigger, stampee(['message', 'send'], letter)), id: 'triggered' },
				{ ...withInput(addressees(1)), staticData },
			);
			return staticData;
		};
		expect(JSON.stringify(await run({}))).not.toContain('sends');
		// An empty entry of a node is ignored, and not saved.
		const loaded = await run({ 'node:Trigger': { pollState: { things: {} } } });
		expect(Object.keys(loaded)).toEqual(['node:Trigger', 'node:Stampee']);
		expect(references()).toHaveLength(1);
	});

	it('has the mark right behind the id', async () => {
		const [sent] = jsonOf(await mailing().run(withInput(addressees(1))));
		expect(Object.keys(sent).slice(0, 2)).toEqual(['id', 'alreadySent']);
	});
});
