import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { chain, start } from '../engine/chain';
import type { Engine, INodeJson } from '../engine/engine';
import type { RunResult } from '../engine/workflowRun';
import type { Provider } from '../providers';
import type { Ask } from '../providers/check';
import { REQUEST_NODE } from './requestNode';
import { Seen, type Exchange } from './seen';
import { Traffic } from './traffic';

/** The setup of a check. */
export interface Conditions {
	provider: Provider;
	engine: Engine;
	credential: ICredentialDataDecryptedObject;
	/** Values from the user, keyed by the provider's `inputs`. */
	given: Record<string, string>;
	/** Called before and after each step. */
	progress?: (line: Progress) => void;
	/** Called with the result of each step. */
	onAnswered?: (answered: Answered) => void;
	/**
	 * Called with what n8n writes into the credential, before the request that needs it is made. If it fails, no further
	 * request is made.
	 */
	onRenewed?: (credential: ICredentialDataDecryptedObject) => Promise<void>;
	/** Timeout of a step, in milliseconds. Default: two minutes. */
	patience?: number;
}

/** The result of a step. */
export interface Answered {
	/** The step's name. */
	name: string;
	asked: Ask;
	exchanges: Exchange[];
	/** The run of the node; absent if it timed out. */
	result?: RunResult;
}

/** A step that starts or has ended. */
export interface Progress {
	/** Starts at 1. */
	number: number;
	of: number;
	says: string;
	/** Absent while the step runs. */
	outcome?: StepOutcome;
}

/** The outcome of a step. */
export type StepOutcome =
	/** There was an answer, whatever its content. */
	| 'answered'
	/** There was no answer, or none in time. */
	| 'no answer'
	/** The account has nothing that this step could request. */
	| 'nothing to ask';

/** Timeout of a whole step: reads are retried after a fault, with growing delays. */
const PATIENCE = 120_000;

const pause = async (milliseconds: number) =>
	await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Makes the requests of a check one after the other, and records the answers. */
export class Conduct {
	readonly seen = new Seen();
	private readonly traffic = new Traffic();
	/** When requests were made, by the monotonic clock. */
	private readonly left: number[] = [];

	/** A copy that n8n writes new tokens into. */
	private readonly credential: ICredentialDataDecryptedObject;

	constructor(private readonly conditions: Conditions) {
		this.credential = { ...conditions.credential };
	}

	/** Runs all read steps. */
	async read(given: Record<string, string> = this.conditions.given): Promise<void> {
		const { provider, progress, onAnswered } = this.conditions;
		const { steps } = provider.check;
		for (const [index, { name, says, ask }] of steps.entries()) {
			const line = { number: index + 1, of: steps.length, says };
			const asked = ask(this.seen, given, this.credential);
			if (asked === undefined) {
				progress?.({ ...line, outcome: 'nothing to ask' });
				continue;
			}
			progress?.(line);
			const { exchanges, result } = await this.ask(name, asked);
			onAnswered?.({ name, asked, exchanges, result });
			progress?.({ ...line, outcome: exchanges.length > 0 ? 'answered' : 'no answer' });
		}
	}

	/** Runs one step. The result includes the node's run. */
	async ask(step: string, asked: Ask): Promise<{ exchanges: Exchange[]; result?: RunResult }> {
		await this.keepPace();
		let result: RunResult | undefined;
		this.traffic.start();
		try {
			const exchanges = await this.traffic.during(step, async () => {
				result = await this.run(asked);
			});
			this.seen.exchanges.push(...exchanges);
			this.left.push(...exchanges.map(() => performance.now()));
			return { exchanges, result };
		} finally {
			this.traffic.stop();
		}
	}

	/** Runs a workflow of one node; undefined on a timeout. */
	private async run(asked: Ask): Promise<RunResult | undefined> {
		const { engine, provider, onRenewed, patience = PATIENCE } = this.conditions;
		const { node, credential } = this.nodeFor(asked);
		const file = 'operation' in asked ? asked.file : undefined;
		const data = file && (await engine.binary(file.content, file));
		let unsaved: Error | undefined;
		const run = engine.run(chain(start, node), {
			input: data && [{ json: {}, binary: { data } }],
			credentials: { [provider.credential]: credential },
			onWrittenBack: async (written) => {
				if ('caller' in asked && asked.caller !== 'user') return;
				// Save them even if the request fails: the previous tokens may no longer be valid.
				Object.assign(this.credential, written);
				await onRenewed?.(this.credential).catch((error: Error) => {
					unsaved = error;
					throw error;
				});
			},
		});
		let timer: NodeJS.Timeout | undefined;
		const givenUp = new Promise<undefined>((resolve) => {
			timer = setTimeout(() => {
				run.stop();
				resolve(undefined);
			}, patience);
		});
		// A timed-out run may still fail; ignore that.
		const ended = run.catch(() => undefined);
		const result = await Promise.race([ended, givenUp]);
		clearTimeout(timer);
		// n8n takes it for a failure of the node, after which a check goes on.
		if (unsaved) throw unsaved;
		return result;
	}

	private nodeFor(asked: Ask): { node: INodeJson; credential: ICredentialDataDecryptedObject } {
		const { provider } = this.conditions;
		const user = this.credential;
		const { check, credential: type } = provider;
		const credentials = { [type]: { id: 'check', name: 'Contract check' } };
		if ('operation' in asked) {
			const [resource, operation] = asked.operation;
			const parameters = { resource, operation, ...asked.parameters };
			return {
				node: {
					name: provider.title,
					type: `n8n-nodes-certified-mail.${provider.name}`,
					typeVersion: 1,
					credentials,
					parameters,
					...(asked.isContinued && { onError: 'continueRegularOutput' }),
				},
				credential: asked.credential ?? user,
			};
		}
		const { path, method = 'GET', query: qs, body, caller = 'user' } = asked;
		const isAlone = caller === 'nobody';
		const url = isAlone && path.startsWith('/') ? `${check.hostOf(user)}${path}` : path;
		return {
			node: {
				name: 'Request',
				type: REQUEST_NODE,
				typeVersion: 1,
				credentials: isAlone ? {} : credentials,
				parameters: {
					request: JSON.stringify({ method, url, qs, body }),
					credentialType: isAlone ? '' : type,
				},
			},
			credential: caller === 'stranger' ? { ...user, ...check.stranger } : user,
		};
	}

	/** Waits until more requests fit within the provider's documented rate limit. */
	private async keepPace(): Promise<void> {
		const { pace } = this.conditions.provider.check;
		if (!pace) return;
		const { requests, milliseconds } = pace;
		/** An operation may make this many requests. */
		const needed = 3;
		for (;;) {
			const now = performance.now();
			const recent = this.left.filter((time) => now - time < milliseconds);
			if (recent.length + needed <= requests) return;
			await pause(recent[0] + milliseconds - now + 1);
		}
	}
}
