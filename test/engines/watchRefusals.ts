/** Runs beside each test file: writes down what the package refuses during each test. */
import { WorkflowExecute } from 'n8n-core';
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { refusedIn } from './refusals';

/** A line for each test in which something was refused. */
export interface RefusedTest {
	/** The test's full name, as Jest has it. */
	test: string;
	what: string[];
}

const file = process.env.CERTIFIED_MAIL_REFUSALS;
const original = WorkflowExecute.prototype.processRunExecutionData;
const refused = new Set<string>();

beforeAll(() => {
	WorkflowExecute.prototype.processRunExecutionData = function (...args) {
		const execution = original.apply(this, args);
		void execution.then(
			({ data }) => {
				const told = inspect(data.resultData, { depth: 12, maxStringLength: 5_000 });
				refusedIn(told).forEach((what) => refused.add(what));
			},
			() => undefined,
		);
		return execution;
	};
});
beforeEach(() => refused.clear());
afterEach(() => {
	const line: RefusedTest = {
		test: expect.getState().currentTestName ?? '',
		what: [...refused],
	};
	if (file && refused.size > 0) appendFileSync(file, `${JSON.stringify(line)}\n`);
});
afterAll(() => {
	WorkflowExecute.prototype.processRunExecutionData = original;
});
