import type { ITaskData } from 'n8n-workflow';

import { defaultSwitches as legallyMailSwitches } from '../../../../sandbox/legallyMail/switches';
import { chain, start } from '../../../../tools/engine/chain';
import type {
	INodeJson,
	RetriedExecution,
	RunOptions,
	RunResult,
} from '../../../../tools/engine/engine';
import * as legallyMail from '../../../../tools/providers/legallyMail/node';
import * as pecMassiva from '../../../../tools/providers/pecMassiva/node';
import * as postageApp from '../../../../tools/providers/postageApp/node';
import { savedWorkflow, type SavedWorkflow } from '../../../../tools/engine/savedWorkflow';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';
import * as stemp from '../../../../tools/providers/stemp/node';

const stage = setStage();

/** Two messages of a provider, and how they are sent. */
interface Mailing {
	/** As the sandbox calls the provider. */
	provider: string;
	/** The request that sends. */
	route: string;
	node: INodeJson;
	items: () => Array<{ json: object }>;
	credentials: () => RunOptions['credentials'];
}

const mailings = {
	stampee: {
		provider: 'stampee',
		route: 'POST /messages/bulk_send',
		node: stampee.stampee(['message', 'send'], {
			...stampee.letterToEachItem,
			options: { deduplicationKey: '={{ $json.reference }}' },
		}),
		items: () => stampee.addressees(2),
		credentials: () => ({ stampeeApi: stampee.stampeeAccount(stage.sandbox.stampee) }),
	},
	pecMassiva: {
		provider: 'pecMassiva',
		route: 'POST /send',
		node: pecMassiva.pecMassiva(['message', 'send'], {
			...pecMassiva.messageToEachItem,
			options: { deduplicationKey: '={{ $json.subject }}', confirmLostSendsFor: 0 },
		}),
		items: () => pecMassiva.recipients(2),
		credentials: () => ({
			pecMassivaApi: pecMassiva.pecMassivaAccount(stage.sandbox.pecMassiva),
		}),
	},
	legallyMail: {
		provider: 'legallyMail',
		route: 'POST /api/send',
		node: legallyMail.legallyMail(['email', 'send'], {
			...legallyMail.emailToEachItem,
			options: { deduplicationKey: '={{ $json.subject }}' },
		}),
		items: () => legallyMail.recipients(2),
		credentials: () => ({
			legallyMailApi: legallyMail.legallyMailAccount(stage.sandbox.legallyMail),
		}),
	},
	stemp: {
		provider: 'stemp',
		route: 'POST /api/v1/platform/emails',
		node: stemp.stemp(['email', 'send'], {
			...stemp.mailToEachItem,
			options: { deduplicationKey: '={{ $json.subject }}' },
		}),
		items: () => stemp.readers(stage.sandbox.stemp, 2),
		credentials: () => ({ stempApi: stemp.stempAccountWithAccessToken(stage.sandbox.stemp) }),
	},
	postageApp: {
		provider: 'postageApp',
		route: 'POST /v.1.1/send_message',
		node: postageApp.postageApp(['message', 'send'], {
			...postageApp.mailToEachItem,
			options: { deduplicationKey: '={{ $json.order }}' },
		}),
		items: () => postageApp.customers(2),
		credentials: () => ({
			postageAppApi: postageApp.postageAppAccount(stage.sandbox.postageApp),
		}),
	},
} satisfies Record<string, Mailing>;

type Name = keyof typeof mailings;

const workflows = new Map<Name, SavedWorkflow>();
const crashed = new Map<Name, RunResult>();

const accepted = (name: Name) => stage.sandbox.journal.accepted(mailings[name].provider);
const alreadySent = (name: Name, result: RunResult) =>
	result.items(mailings[name].node.name).map(({ json }) => json.alreadySent);
const retry = async (name: Name, execution: RetriedExecution) =>
	await workflows.get(name)!.retry(execution, { credentials: mailings[name].credentials() });

/** A workflow of which n8n saved an execution before it crashed. */
const saved = savedWorkflow(stage, () => ({ ...chain(start, mailings.stampee.node), id: 'saved' }));
let savedBefore: RunResult;

// In each execution the provider takes the first message, and n8n crashes before the second leaves.
beforeAll(async () => {
	stage.sandbox.legallyMail.switches = { ...legallyMailSwitches(), rateLimit: null };
	Object.assign(stage.sandbox.pecMassiva.switches, {
		secondsBetweenSends: 0,
		acceptanceSeconds: 0,
	});
	for (const name of Object.keys(mailings) as Name[]) {
		const { provider, route, node, items, credentials }: Mailing = mailings[name];
		const workflow = savedWorkflow(stage, () => ({ ...chain(start, node), id: name }));
		workflows.set(name, workflow);
		stage.sandbox.faults.add({
			provider,
			on: route,
			skip: 1,
			fault: { kind: 'status', status: 403 },
		});
		const input = items() as RunOptions['input'];
		crashed.set(name, await workflow.crash({ input, credentials: credentials() }));
		expect(accepted(name)).toHaveLength(1);
	}
	await stage.sandbox.faults.clear();
	savedBefore = await saved.run({
		input: stampee.addressees(1),
		credentials: mailings.stampee.credentials(),
	});
	await stage.restartN8n();
});

describe('the retry of an execution in which n8n crashed', () => {
	it('sends by PostageApp what was not sent, and knows the rest by its UID', async () => {
		const result = await retry('postageApp', crashed.get('postageApp')!.beginning);
		expect(alreadySent('postageApp', result)).toEqual([true, false]);
		expect(accepted('postageApp')).toHaveLength(1);
	});

	it('sends nothing by Stampee, which can not be asked, and says what to do', async () => {
		const { error } = await retry('stampee', crashed.get('stampee')!.beginning);
		expect(error?.message).toBe(
			'May have been sent: the execution that is retried was cut off, and the provider can not tell [Item 0]',
		);
		expect(error?.description).toContain('If it is not there, run the workflow anew');
		expect(error?.description).toContain('Customer reference: REF-0');
		expect(accepted('stampee')).toEqual([]);
	});

	it('gives out by PEC Massiva what has a receipt, and sends nothing of which there is none', async () => {
		const result = await retry('pecMassiva', crashed.get('pecMassiva')!.beginning);
		expect(result.error?.message).toMatch(/^May have been sent: .* \[Item 1\]$/);
		expect(accepted('pecMassiva')).toEqual([]);
	});

	it.each(['stemp', 'legallyMail'] as const)(
		'gives out by %s what it lists with its reference, and sends nothing that it does not list',
		async (name) => {
			const result = await retry(name, crashed.get(name)!.beginning);
			expect(result.error?.message).toMatch(/^May have been sent: .* \[Item 1\]$/);
			expect(accepted(name)).toEqual([]);
		},
	);
});

describe('the retry of an execution of which n8n knows something', () => {
	const cutOff = /^May have been sent: the execution that is retried was cut off/;

	it('sends nothing where n8n made that up from its log', async () => {
		const { id, data } = structuredClone(crashed.get('stampee')!.beginning);
		const madeUp: ITaskData = {
			startTime: 0,
			executionIndex: 0,
			executionTime: 1,
			source: [],
			data: { main: [[{ json: { isArtificialRecoveredEventItem: true } }]] },
		};
		data!.resultData.runData = { Start: [madeUp], Other: [madeUp], Stampee: [] };
		const { error } = await retry('stampee', { id, data });
		expect(error?.message).toMatch(cutOff);
		expect(accepted('stampee')).toEqual([]);
	});

	it('sends nothing where n8n saved the progress up to the send', async () => {
		const { id, data } = structuredClone(crashed.get('stampee')!.execution);
		const { resultData, executionData } = data!;
		resultData.runData = { Start: resultData.runData.Start };
		resultData.lastNodeExecuted = 'Start';
		executionData!.contextData = {};
		const { error } = await retry('stampee', { id, data });
		expect(error?.message).toMatch(cutOff);
		expect(accepted('stampee')).toEqual([]);
	});
});

describe('a new execution after a crash', () => {
	it('knows what an execution sent that was saved before', async () => {
		const again = await saved.run({
			input: stampee.addressees(1),
			credentials: mailings.stampee.credentials(),
		});
		expect(again.items('Stampee').map(({ json }) => json)).toEqual(
			savedBefore.items('Stampee').map(({ json }) => ({ ...json, alreadySent: true })),
		);
		expect(accepted('stampee')).toEqual([]);
	});

	it('does not know what the crashed one sent, but PostageApp does', async () => {
		const runAnew = async (name: 'stampee' | 'postageApp') =>
			await workflows.get(name)!.run({
				input: mailings[name].items(),
				credentials: mailings[name].credentials(),
			});
		await runAnew('stampee');
		expect(accepted('stampee')).toHaveLength(2);
		const result = await runAnew('postageApp');
		expect(alreadySent('postageApp', result)).toEqual([true, true]);
		expect(accepted('postageApp')).toEqual([]);
	});
});
