import type { INodeExecutionData } from 'n8n-workflow';
import { fillIn, readExample, submitted } from '../../tools/demo/examples';
import type { RunOptions, RunResult, WorkflowJson } from '../../tools/engine/engine';
import { PROVIDERS } from '../../tools/providers';
import { credentialsOf } from '../../tools/providers/credential';
import { unhurriedWorkflow } from '../../tools/providers/legallyMail/node';
import { customers, mailToEachItem, postageApp } from '../../tools/providers/postageApp/node';
import { chain, start } from '../../tools/engine/chain';
import { setStage } from '../../tools/engine/stage';
import { emptyTables, rowsOfTable } from '../../tools/engine/stock/dataTable';

const stage = setStage({ binaryMode: 'filesystem' });

const credentials = () => credentialsOf(PROVIDERS, stage.sandbox);

const run = (workflow: WorkflowJson, options: RunOptions = {}): Promise<RunResult> =>
	stage.engine.run(workflow, { credentials: credentials(), ...options });

const json = (items: INodeExecutionData[]) => items.map((item) => item.json);

/** The providers that took on a message, each time. */
const senders = () => stage.sandbox.journal.accepted().map(({ provider }) => provider);

describe('the fallback from one provider to another', () => {
	beforeEach(() => {
		stage.sandbox.legallyMail.switches.rateLimit = null;
		emptyTables();
	});

	const workflow = unhurriedWorkflow(readExample('several-providers-fallback'));
	const notice = (reference: string, pec = 'bounce@example.org') =>
		submitted(workflow, {
			values: {
				Reference: reference,
				'PEC address': pec,
				Email: 'read@example.org',
				Subject: `Notice ${reference}`,
				Text: 'We hereby give notice that the lease ends on 31 March.',
			},
		});
	const handIn = async (...words: Parameters<typeof notice>) =>
		await run(workflow, { input: [notice(...words)] });
	const stored = () => rowsOfTable('Notices');
	const look = async () => await run(workflow, { startAt: 'Every 15 minutes' });

	it('sends by the other provider what has failed for good, once', async () => {
		await handIn('NOTICE-failed');
		expect(stored()).toMatchObject([{ provider: 'PEC Massiva', state: 'open' }]);
		expect(json((await look()).items('Still under way: ask again'))).toHaveLength(1);

		stage.sandbox.clock.advance({ minutes: 5 });
		await look();
		expect(stored()).toMatchObject([
			{ reference: 'NOTICE-failed', provider: 'LegallyMail', state: 'sent again' },
		]);
		await look();
		expect(senders()).toEqual(['pecMassiva', 'legallyMail']);
	});

	it('leaves what has arrived where it is', async () => {
		await handIn('NOTICE-arrived', 'office@example.org');
		stage.sandbox.clock.advance({ minutes: 5 });
		await look();
		expect(stored()).toMatchObject([{ provider: 'PEC Massiva', state: 'delivered' }]);
		expect(senders()).toEqual(['pecMassiva']);
	});

	it('sends by the other provider at once what was surely not sent', async () => {
		stage.sandbox.faults.add({ provider: 'pecMassiva', fault: { kind: 'refuse' } });
		await handIn('NOTICE-unreachable');
		expect(stored()).toMatchObject([{ provider: 'LegallyMail', state: 'sent again' }]);
		expect(senders()).toEqual(['legallyMail']);
	});

	it('never sends again what may have been sent', async () => {
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			on: 'POST /send',
			fault: { kind: 'resetAfter' },
		});
		const node = 'Send it by PEC';
		const { options } = workflow.nodes.find(({ name }) => name === node)!.parameters as {
			options: object;
		};
		const impatient = fillIn(workflow, node, { options: { ...options, confirmLostSendsFor: 0 } });
		const result = await run(impatient, { input: [notice('NOTICE-lost', 'office@example.org')] });
		expect([result.status, result.error?.node?.name]).toEqual([
			'error',
			'May have been sent: look at the mailbox',
		]);
		expect(result.items('Send it by certified email')).toEqual([]);
		expect(senders()).toEqual(['pecMassiva']);
	});

	it('ends red when neither way was open', async () => {
		stage.sandbox.faults.add({ provider: 'pecMassiva', fault: { kind: 'refuse' } });
		stage.sandbox.faults.add({ provider: 'legallyMail', times: 9, fault: { kind: 'refuse' } });
		const result = await handIn('NOTICE-neither');

		expect([result.status, result.error?.node?.name]).toEqual([
			'error',
			'Neither way: look at why',
		]);
		expect(result.error?.message).toContain('NOTICE-neither');
		expect(senders()).toEqual([]);
	});

	it('ends red when PEC Massiva does not say what became of a notice', async () => {
		await handIn('NOTICE-unknown', 'office@example.org');
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			times: 9,
			fault: { kind: 'status', status: 401 },
		});
		const result = await look();

		expect([result.status, result.error?.node?.name]).toEqual(['error', 'No answer: ask again']);
		expect(result.error?.message).toContain('1 notices could not be looked up');
	});
});

describe('the agent that looks up deliveries', () => {
	const workflow = readExample('several-providers-agent-looks-up');
	const file = 'examples/several-providers-agent-looks-up.json';
	const tools = workflow.nodes.filter(({ type }) => type.endsWith('Tool'));

	const ask = async (tool: string, call: object) =>
		(await stage.engine.callTool(workflow, tool, [call], { credentials: credentials() }))[0];

	/** What each tool is asked for in vain, and what the provider says of it. It need not have all providers. */
	const QUESTIONS: Array<[tool: string, call: object, words: RegExp]> = [
		['Look up a letter at Stampee', { messageId: '123456789012' }, /not found/i],
		['Look up a PEC at PEC Massiva', { code: '2026030511224507' }, /"state":"queued"/],
		['Look up an email at LegallyMail', { trackingId: 'cm_unknown' }, /not found/i],
		['Look up an email at stemp', { emailId: 'unknown' }, /no email|not found/i],
		['Look up a mailing at PostageApp', { uid: 'unknown' }, /not[_ ]found|no such|not find/i],
	];

	it('has tools that only read, and each is tried here', () => {
		const writing = tools.filter(
			({ parameters }) => !/^get/.test((parameters as { operation: string }).operation),
		);
		expect(writing.map(({ name }) => `${file}: the tool '${name}' does more than read`)).toEqual(
			[],
		);
		const tried = QUESTIONS.map(([tool]) => tool);
		const untried = tools.filter(({ name }) => !tried.includes(name));
		expect(
			untried.map(
				({ name }) =>
					`test/examples/severalProviders.test.ts: QUESTIONS has no row for the tool '${name}'`,
			),
		).toEqual([]);
		expect(
			Object.values(workflow.connections ?? {})
				.flatMap(Object.keys)
				.sort(),
		).toEqual(['main', 'ai_languageModel', ...tools.map(() => 'ai_tool')].sort());
	});

	it.each(QUESTIONS)(
		'learns what the provider says of what it does not have: %s',
		async (tool, call, words) => {
			const { error, items } = await ask(tool, call);
			expect(error?.message ?? JSON.stringify(items)).toMatch(words);
		},
	);

	it('looks up a mailing', async () => {
		const parameters = { ...mailToEachItem, additionalFields: { uid: 'asked-for' } };
		await run(chain(start, postageApp(['message', 'send'], parameters)), { input: customers(1) });
		stage.sandbox.clock.advance({ hours: 1 });
		stage.sandbox.journal.clear();

		const { items } = await ask('Look up a mailing at PostageApp', { uid: 'asked-for' });

		expect(items).toMatchObject([{ delivery: { state: 'delivered' } }]);
		expect(stage.sandbox.journal.accepted()).toEqual([]);
	});
});
