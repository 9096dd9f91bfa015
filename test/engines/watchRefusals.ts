/** Runs beside each test file: writes down what the package refuses during each test. */
import { WorkflowExecute } from 'n8n-core';
import type { Workflow } from 'n8n-workflow';
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { refusedIn } from './shortfalls';

/** A line for each test in which something was refused. */
export interface RefusedTest {
	/** The test's full name, as Jest has it. */
	test: string;
	what: string[];
}

const file = process.env.CERTIFIED_MAIL_REFUSALS;

type Execution = ReturnType<WorkflowExecute['processRunExecutionData']>;

/** The executions of the test that runs. */
let executions: Execution[] = [];

/** Looks on: what n8n does stays as it is. No spy of Jest's, for tests take those away. */
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

/** What the executions of a test have told by now. */
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
});
afterEach(async () => {
	const what = refusedIn(await told());
	const line: RefusedTest = { test: expect.getState().currentTestName ?? '', what };
	if (file && what.length > 0) appendFileSync(file, `${JSON.stringify(line)}\n`);
});
afterAll(() => {
	engine.processRunExecutionData = original;
});
