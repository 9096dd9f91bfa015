import type { IDataObject } from 'n8n-workflow';
import type { RetriedExecution, RunOptions, RunResult, WorkflowJson } from './engine';
import type { Stage } from './stage';

/** A workflow that is saved as n8n's server saves it in its database. */
export interface SavedWorkflow {
	/** The static data that n8n has saved. */
	readonly staticData: IDataObject;
	/** Runs it with the saved static data, then saves the changed data. */
	run(options?: RunOptions): Promise<RunResult>;
	/** Retries an execution with the original workflow, with the static data from the end of that execution. */
	retry(execution: RetriedExecution, options?: RunOptions): Promise<RunResult>;
	/** Resumes a waiting execution, with the static data from when it started to wait. */
	resume(execution: RetriedExecution, options?: RunOptions): Promise<RunResult>;
	/** n8n crashes right after the execution has finished: nothing of it is saved. */
	crash(options?: RunOptions): Promise<RunResult>;
	/** A trigger of the workflow saves the static data that it has kept in memory since activation. */
	saveByTrigger(staticData: IDataObject): void;
}

const copy = (data: IDataObject) => JSON.parse(JSON.stringify(data)) as IDataObject;

/** Static data is a single JSON document: an execution reads it at its start and overwrites it at its end. */
export function savedWorkflow(stage: Stage, json: () => WorkflowJson): SavedWorkflow {
	let saved: IDataObject = {};
	const atTheEnd = new Map<string, IDataObject>();

	const execute = async (options: RunOptions, staticData: IDataObject) => {
		const before = JSON.stringify(staticData);
		const result = await stage.engine.run(json(), { ...options, staticData });
		atTheEnd.set(result.execution.id, copy(staticData));
		const isChanged = JSON.stringify(staticData) !== before;
		// Neither manual runs in the editor nor stopped runs change what is saved.
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
