/** Runs beside each test file: writes down what the package refuses during each test. */
import { WorkflowExecute } from 'n8n-core';
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

/** Looks on: what n8n does stays as it is. */
const executions = jest.spyOn(WorkflowExecute.prototype, 'processRunExecutionData');

/** What the executions of a test have told by now. */
async function told(): Promise<string> {
	const ended: string[] = [];
	for (const { type, value } of executions.mock.results) {
		// What is wrong with a workflow as a whole is thrown at once.
		if (type !== 'return') continue;
		void value.then(
			({ data }) => ended.push(inspect(data.resultData, { depth: 12, maxStringLength: 5_000 })),
			() => undefined,
		);
	}
	await new Promise((resolve) => setImmediate(resolve));
	return ended.join('\n');
}

beforeEach(() => executions.mockClear());
afterEach(async () => {
	const what = refusedIn(await told());
	const line: RefusedTest = { test: expect.getState().currentTestName ?? '', what };
	if (file && what.length > 0) appendFileSync(file, `${JSON.stringify(line)}\n`);
});
afterAll(() => executions.mockRestore());
