/** Runs with each test file: writes down what the package refuses during each test, and what it sends twice. */
import { WorkflowExecute } from 'n8n-core';
import type { Workflow } from 'n8n-workflow';
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { Journal, type JournalRequest } from '../../sandbox/journal';
import { refusedIn } from './shortfalls';

/** A line for each test in which something was refused. */
export interface RefusedTest {
	/** The test's full name in Jest. */
	test: string;
	what: string[];
	/** The addresses to which a provider accepted more than one message. */
	sentTwice: string[];
}

const file = process.env.CERTIFIED_MAIL_REFUSALS;

type Execution = ReturnType<WorkflowExecute['processRunExecutionData']>;

/** The executions of the current test. */
let executions: Execution[] = [];

/** Only observes n8n. This is not a Jest spy, because tests restore those. */
const engine = WorkflowExecute.prototype;
const original: (this: WorkflowExecute, workflow: Workflow) => Execution = Reflect.get(
	engine,
	'processRunExecutionData',
);
engine.processRunExecutionData = function (workflow) {
	const execution = original.call(this, workflow);
	executions.push(execution);
	return execution;
};

/** What the providers accepted during the test, in any sandbox, even if the test clears the journal. */
let accepted: string[] = [];

const open = Reflect.get(Journal.prototype, 'open');
Journal.prototype.open = function (request: Pick<JournalRequest, 'provider'>) {
	const visit = open.call(this, request as JournalRequest);
	return {
		...visit,
		accept(message) {
			accepted.push(`${request.provider}: ${message.recipient}`);
			visit.accept(message);
		},
	};
};

/** What the executions of a test have reported so far. */
async function told(): Promise<string> {
	const ended: string[] = [];
	for (const execution of executions) {
		void execution.then(
			({ data }) => ended.push(inspect(data.resultData, { depth: 12, maxStringLength: 5_000 })),
			() => undefined,
		);
	}
	await new Promise((resolve) => setImmediate(resolve));
	return ended.join('\n');
}

beforeEach(() => {
	executions = [];
	accepted = [];
});
afterEach(async () => {
	const what = refusedIn(await told());
	const sentTwice = accepted.filter((each, index) => accepted.indexOf(each) !== index);
	const line: RefusedTest = { test: expect.getState().currentTestName ?? '', what, sentTwice };
	if (file && what.length > 0) appendFileSync(file, `${JSON.stringify(line)}\n`);
});
afterAll(() => {
	engine.processRunExecutionData = original;
	Journal.prototype.open = open;
});
