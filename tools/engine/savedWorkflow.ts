import type { IDataObject } from 'n8n-workflow';
import type { RetriedExecution, RunOptions, RunResult, WorkflowJson } from './engine';
import type { Stage } from './stage';

/** A workflow that is kept as n8n's server keeps it in its database. */
export interface SavedWorkflow {
	/** What n8n has saved of the static data. */
	readonly staticData: IDataObject;
	/** Runs it with the saved static data, and saves what became of that. */
	run(options?: RunOptions): Promise<RunResult>;
	/** Retries an execution with the original workflow, which has the static data of when that one ended. */
	retry(execution: RetriedExecution, options?: RunOptions): Promise<RunResult>;
	/** Goes on with an execution that waits, which has the static data of when it began to wait. */
	resume(execution: RetriedExecution, options?: RunOptions): Promise<RunResult>;
	/** n8n crashes when the execution has done all it does: nothing of it gets saved. */
	crash(options?: RunOptions): Promise<RunResult>;
	/** A trigger of the workflow saves the static data as it has them in memory since the activation. */
	saveByTrigger(staticData: IDataObject): void;
}

const copy = (data: IDataObject) => JSON.parse(JSON.stringify(data)) as IDataObject;

/** Static data is one JSON: an execution reads it when it begins and overwrites it when it ends. */
export function savedWorkflow(stage: Stage, json: () => WorkflowJson): SavedWorkflow {
	let saved: IDataObject = {};
	const atTheEnd = new Map<string, IDataObject>();

	const execute = async (options: RunOptions, staticData: IDataObject) => {
		const before = JSON.stringify(staticData);
		const result = await stage.engine.run(json(), { ...options, staticData });
		atTheEnd.set(result.execution.id, copy(staticData));
		const isChanged = JSON.stringify(staticData) !== before;
		// Neither what is tried in the editor nor what is stopped changes what is saved.
		const isSaved = options.mode !== 'manual' && result.status !== 'canceled';
		if (isChanged && isSaved) saved = copy(staticData);
		return result;
	};

	return {
		get staticData() {
			return saved;
		},
		run: async (options = {}) => await execute(options, copy(saved)),
		retry: async (execution, options = {}) =>
			await execute({ ...options, retryOf: execution }, copy(atTheEnd.get(execution.id) ?? saved)),
		resume: async (execution, options = {}) =>
			await execute({ ...options, resumes: execution }, copy(atTheEnd.get(execution.id) ?? saved)),
		crash: async (options = {}) =>
			await stage.engine.run(json(), { ...options, staticData: copy(saved) }),
		saveByTrigger(staticData) {
			saved = copy(staticData);
		},
	};
}
