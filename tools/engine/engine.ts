import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeListSearchResult,
	INodeType,
} from 'n8n-workflow';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { FileDescription } from './binaryFiles';
import { readBinary, storeBinary } from './binaryFiles';
import type { CredentialTestResult } from './credentialTest';
import { testCredential } from './credentialTest';
import { install } from './installation';
import type { SearchOptions } from './listSearch';
import { searchList } from './listSearch';
import type { BinaryMode } from './n8nProcess';
import { startN8nProcess } from './n8nProcess';
import type { PollOptions, PollResult } from './pollTick';
import { pollOnce } from './pollTick';
import type { ToolCall, ToolCallOptions } from './toolCalls';
import { callTool } from './toolCalls';
import type { Listener, ListenOptions } from './webhook';
import { listen } from './webhook';
import type { INodeJson, WorkflowJson } from './workflowJson';
import type { Run, RunOptions } from './workflowRun';
import { runWorkflow } from './workflowRun';

export type {
	BinaryMode,
	CredentialTestResult,
	FileDescription,
	INodeJson,
	Listener,
	ListenOptions,
	PollOptions,
	PollResult,
	Run,
	RunOptions,
	SearchOptions,
	ToolCall,
	ToolCallOptions,
	WorkflowJson,
};
export type { StoredCredentials } from './credentialsHelper';
export type { RetriedExecution, RunError, RunResult } from './workflowRun';

export interface EngineOptions {
	/** Folder of the built package under test. Default: this repository. */
	packageDirectory?: string;
	/** Test-only node types by full name, e.g. `test.courier`. */
	extraNodes?: Record<string, INodeType>;
	/** Test-only credential types by name. */
	extraCredentials?: Record<string, ICredentialType>;
	/** Default: `default`, which holds file data as base64 in the item. */
	binaryMode?: BinaryMode;
}

/** n8n's engine with the package installed, but without the server, database and editor. */
export interface Engine {
	/** Runs a workflow as exported by n8n's editor (nodes, connections, settings). */
	run(workflow: WorkflowJson, options?: RunOptions): Run;
	/** One polling tick of the workflow's trigger. Never rejects: errors are returned. */
	poll(workflow: WorkflowJson, options: PollOptions): Promise<PollResult>;
	/** Serves the webhook of the workflow's trigger over HTTP, until it is stopped. */
	listen(workflow: WorkflowJson, options: ListenOptions): Promise<Listener>;
	/** Makes the credential's `test` request. A token it obtains is written into `data`. */
	testCredential(type: string, data: ICredentialDataDecryptedObject): Promise<CredentialTestResult>;
	/** Runs a node's listSearch or loadOptions method as the editor does. */
	searchList(
		node: INodeJson,
		method: string,
		options: SearchOptions,
	): Promise<INodeListSearchResult>;
	/** Has an AI agent call a node as its tool, once for each set of `$fromAI` arguments. */
	callTool(
		workflow: WorkflowJson,
		nodeName: string,
		calls: object[],
		options?: ToolCallOptions,
	): Promise<ToolCall[]>;
	/** Stores a file as n8n would, in this engine's binary mode, and returns the binary entry. */
	binary(content: Buffer | Readable, file: FileDescription): Promise<IBinaryData>;
	readBinary(data: IBinaryData): Promise<Buffer>;
	/** Removes temporary folders. Another engine can start in this process only afterwards. */
	stop(): Promise<void>;
}

const repository = resolve(__dirname, '../..');

/** Starts n8n's engine with a built package installed. Only one engine can run in a process at a time. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
	const { packageDirectory = repository, binaryMode = 'default' } = options;
	const n8n = await startN8nProcess(binaryMode);
	try {
		const installed = await install(packageDirectory, options.extraNodes, options.extraCredentials);
		return {
			run: (...args) => runWorkflow(installed, ...args),
			poll: (...args) => pollOnce(installed, ...args),
			listen: (...args) => listen(installed, ...args),
			testCredential: (...args) => testCredential(installed, ...args),
			searchList: (...args) => searchList(installed, ...args),
			callTool: (...args) => callTool(installed, ...args),
			binary: (...args) => storeBinary(installed, ...args),
			readBinary,
			stop: () => n8n.stop(),
		};
	} catch (error) {
		await n8n.stop();
		throw error;
	}
}
