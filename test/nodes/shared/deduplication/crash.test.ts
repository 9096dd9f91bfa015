import type { ITaskData } from 'n8n-workflow';

import { chain, start } from '../../../../tools/engine/chain';
import type { RetriedExecution, RunOptions, RunResult } from '../../../../tools/engine/engine';
import { savedWorkflow, type SavedWorkflow } from '../../../../tools/engine/savedWorkflow';
import { setStage } from '../../../../tools/engine/stage';
import { PROVIDERS, type Provider } from '../../../../tools/providers';

const stage = setStage();

type Certainty = Provider['sending']['certainty'];

/** The providers with a certain way of finding out whether something was sent. */
const certainBy = <By extends Certainty['by']>(by: By) =>
	PROVIDERS.flatMap((provider) => {
		const { certainty } = provider.sending;
		return certainty.by === by
			? [[provider.name, provider, certainty as Certainty & { by: By }] as const]
			: [];
	});

/** The two providers with which saved and repeated executions are tested. */
const [[, unasked]] = certainBy('none');
const [[, keyed]] = certainBy('key');

/** A send of two messages, each with a deduplication key. */
const nodeOf = ({ node, sending: { operation, parameters, key, certainty } }: Provider) =>
	node(operation, {
		...parameters,
		options: {
			deduplicationKey: key,
			...(certainty.by === 'lookup' && certainty.options),
		},
	});

const credentials = ({ credential, account }: Provider) => ({
	[credential]: account(stage.sandbox),
});

const itemsOf = ({ sending }: Provider, count = 2) =>
	sending.items(stage.sandbox, count) as RunOptions['input'];

const workflows = new Map<Provider, SavedWorkflow>();
const crashed = new Map<Provider, RunResult>();

const accepted = ({ name }: Provider) => stage.sandbox.journal.accepted(name);
const outputsOf = ({ title }: Provider, result: RunResult) =>
	result.items(title).map(({ json }) => json);
const alreadySent = (provider: Provider, result: RunResult) =>
	outputsOf(provider, result).map((json) => json.alreadySent);
const retry = async (provider: Provider, execution: RetriedExecution) =>
	await workflows.get(provider)!.retry(execution, { credentials: credentials(provider) });

/** A workflow with an execution that n8n saved before it crashed. */
const saved = savedWorkflow(stage, () => ({ ...chain(start, nodeOf(unasked)), id: 'saved' }));
let savedBefore: RunResult;

// In each execution, the provider accepts the first message, and n8n crashes before the second leaves.
beforeAll(async () => {
	for (const provider of PROVIDERS) {
		const { name, sending, sandboxSettings } = provider;
		sandboxSettings.liftLimits?.(stage.sandbox);
		sandboxSettings.showAfter?.(stage.sandbox, 0);
		const node = nodeOf(provider);
		const workflow = savedWorkflow(stage, () => ({ ...chain(start, node), id: name }));
		workflows.set(provider, workflow);
		stage.sandbox.faults.add({
			provider: name,
			on: sending.on,
			skip: 1,
			fault: { kind: 'status', status: 403 },
		});
		const input = itemsOf(provider);
		crashed.set(provider, await workflow.crash({ input, credentials: credentials(provider) }));
		expect(accepted(provider)).toHaveLength(1);
	}
	await stage.sandbox.faults.clear();
	savedBefore = await saved.run({
		input: itemsOf(unasked, 1),
		credentials: credentials(unasked),
	});
	await stage.restartN8n();
});

describe('the retry of an execution in which n8n crashed', () => {
	it.each(certainBy('key'))(
		'sends by %s what was not sent, and knows the rest by its key',
		async (_, provider) => {
			const result = await retry(provider, crashed.get(provider)!.beginning);
			expect(alreadySent(provider, result)).toEqual([true, false]);
			expect(accepted(provider)).toHaveLength(1);
		},
	);

	it.each(certainBy('none'))(
		'sends nothing by %s, which can not be asked, and says what to do',
		async (_, provider, { findBy }) => {
			const { error } = await retry(provider, crashed.get(provider)!.beginning);
			expect(error?.message).toBe(
				'May have been sent: the execution that is retried was cut off, and the provider can not tell [item 0]',
			);
			expect(error?.description).toContain('If it is not there, run the workflow anew');
			expect(error?.description).toContain(findBy);
			expect(accepted(provider)).toEqual([]);
		},
	);

	it.each(certainBy('lookup'))(
		'gives out by %s what it lists with its reference, and sends nothing that it does not list',
		async (_, provider) => {
			const result = await retry(provider, crashed.get(provider)!.beginning);
			expect(result.error?.message).toMatch(/^May have been sent: .* \[item 1\]$/);
			expect(accepted(provider)).toEqual([]);
		},
	);
});

describe('the retry of an execution of which n8n knows something', () => {
	const cutOff = /^May have been sent: the execution that is retried was cut off/;

	it('sends nothing where n8n made that up from its log', async () => {
		const { id, data } = structuredClone(crashed.get(unasked)!.beginning);
		const madeUp: ITaskData = {
			startTime: 0,
			executionIndex: 0,
			executionTime: 1,
			source: [],
			data: { main: [[{ json: { isArtificialRecoveredEventItem: true } }]] },
		};
		data!.resultData.runData = { Start: [madeUp], Other: [madeUp], [unasked.title]: [] };
		const { error } = await retry(unasked, { id, data });
		expect(error?.message).toMatch(cutOff);
		expect(accepted(unasked)).toEqual([]);
	});

	it('sends nothing where n8n saved the progress up to the send', async () => {
		const { id, data } = structuredClone(crashed.get(unasked)!.execution);
		const { resultData, executionData } = data!;
		resultData.runData = { Start: resultData.runData.Start };
		resultData.lastNodeExecuted = 'Start';
		executionData!.contextData = {};
		const { error } = await retry(unasked, { id, data });
		expect(error?.message).toMatch(cutOff);
		expect(accepted(unasked)).toEqual([]);
	});
});

describe('a new execution after a crash', () => {
	it('knows what an execution sent that was saved before', async () => {
		const again = await saved.run({
			input: itemsOf(unasked, 1),
			credentials: credentials(unasked),
		});
		expect(outputsOf(unasked, again)).toEqual(
			outputsOf(unasked, savedBefore).map((json) => ({ ...json, alreadySent: true })),
		);
		expect(accepted(unasked)).toEqual([]);
	});

	it('does not know what the crashed one sent, but a provider with keys does', async () => {
		const runAnew = async (provider: Provider) =>
			await workflows.get(provider)!.run({
				input: itemsOf(provider),
				credentials: credentials(provider),
			});
		await runAnew(unasked);
		expect(accepted(unasked)).toHaveLength(2);
		const result = await runAnew(keyed);
		expect(alreadySent(keyed, result)).toEqual([true, true]);
		expect(accepted(keyed)).toEqual([]);
	});
});
