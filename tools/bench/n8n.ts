import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INodeExecutionData } from 'n8n-workflow';
import { execute, type Execution } from '../n8n/execution';
import { freePort } from '../n8n/freePort';
import { installPackage } from '../n8n/furnish';
import { installN8n } from '../n8n/install';
import { startN8n } from '../n8n/n8nProcess';
import { signIn } from '../n8n/owner';
import { offerPackages } from '../n8n/packageSource';
import { chain, start } from '../engine/chain';
import type { INodeJson } from '../engine/engine';
import { compileStockNode } from './stockNode';

/** A real n8n with the package and the stock declarative node installed. */
export interface RealN8n {
	/** Process ID. */
	pid: number;
	/** Stores a credential, for `node.credentials`. */
	keep(type: string, data: ICredentialDataDecryptedObject): Promise<INodeJson['credentials']>;
	/**
	 * Runs nodes in sequence on the given input, as the editor's button does.
	 * @returns also the time of the last node, in milliseconds, as measured by n8n
	 */
	run(
		input: INodeExecutionData[],
		...nodes: INodeJson[]
	): Promise<{ execution: Execution; milliseconds: number }>;
	close(): Promise<void>;
}

/** @param environment of the n8n process */
export async function openN8n(environment: Record<string, string> = {}): Promise<RealN8n> {
	const installation = await installN8n();
	const userFolder = await mkdtemp(join(tmpdir(), 'certified-mail-bench-'));
	const stock = join(userFolder, 'stock');
	await compileStockNode(stock);
	const source = await offerPackages(userFolder);
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const n8n = await startN8n(installation, ['start'], `${url}/healthz/readiness`, {
		userFolder,
		path: [source.bin],
		environment: {
			N8N_PORT: String(port),
			N8N_CUSTOM_EXTENSIONS: stock,
			N8N_LOG_LEVEL: 'error',
			...environment,
		},
	});
	const close = async () => {
		await n8n.stop();
		await source.close();
		await rm(userFolder, { recursive: true });
	};
	try {
		const rest = await signIn(url);
		await installPackage(rest);
		return {
			pid: n8n.pid,
			async keep(type, data) {
				const name = `${type} for the benchmark`;
				const { id } = await rest.call<{ id: string }>('POST', '/credentials', {
					name,
					type,
					data,
				});
				return { [type]: { id, name } };
			},
			async run(input, ...nodes) {
				const [{ name }] = nodes.slice(-1);
				try {
					const { id } = await rest.call<{ id: string }>('POST', '/workflows', {
						name,
						...chain(...[start, ...nodes].map((each, index) => ({ ...each, ...placed(index) }))),
						pinData: { [start.name]: input },
						settings: { executionOrder: 'v1' },
					});
					const execution = await execute(rest, id, start.name);
					const [{ executionTime: milliseconds }] = execution.runs(name);
					return { execution, milliseconds };
				} catch (error) {
					throw new Error(`${name} could not be run. The end of n8n's log:\n${endOf(n8n.log())}`, {
						cause: error,
					});
				}
			},
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

const endOf = (log: string) => log.split('\n').slice(-20).join('\n');

/** The fields that the editor adds to a node. */
const placed = (index: number) => ({
	id: `00000000-0000-4000-8000-00000000000${index}`,
	position: [index * 240, 0],
});
