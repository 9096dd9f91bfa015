import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { chain, start } from '../engine/chain';
import type { Engine, INodeJson } from '../engine/engine';
import type { RunResult } from '../engine/workflowRun';
import type { Provider } from '../providers';
import type { Ask } from '../providers/check';
import { REQUEST_NODE } from './requestNode';
import { Seen, type Exchange } from './seen';
import { Traffic } from './traffic';

/** Where a check is made, and with what. */
export interface Conditions {
	provider: Provider;
	engine: Engine;
	credential: ICredentialDataDecryptedObject;
	/** What the user named, by the names of the provider's `inputs`. */
	given: Record<string, string>;
	/** Told before each step, and after it. */
	progress?: (line: Progress) => void;
	/** Told of what a step came to. */
	onAnswered?: (answered: Answered) => void;
	/** Told of what n8n writes into the credential, before the request is made that needs it. */
	onRenewed?: (credential: ICredentialDataDecryptedObject) => Promise<void>;
	/** After how many milliseconds a step is given up. Default: two minutes. */
	patience?: number;
}

/** What a step came to. */
export interface Answered {
	/** The step. */
	name: string;
	asked: Ask;
	exchanges: Exchange[];
	/** What the node made of it; absent if it was given up. */
	result?: RunResult;
}

/** A step that begins, and what came of it. */
export interface Progress {
	/** Counted from 1. */
	number: number;
	of: number;
	says: string;
	/** Absent while it goes on. */
	outcome?: StepOutcome;
}

/** What came of a step. */
export type StepOutcome =
	/** There was an answer, whatever it says. */
	| 'answered'
	/** Nobody answered, or not in time. */
	| 'no answer'
	/** The account has nothing that could be asked for. */
	| 'nothing to ask';

/** What a whole step may take: reads are repeated after a fault, with growing pauses. */
const PATIENCE = 120_000;

const pause = async (milliseconds: number) =>
	await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Asks an account, one thing after the other, and keeps what is answered. */
export class Conduct {
	readonly seen = new Seen();
	private readonly traffic = new Traffic();
	/** When requests left, by the monotonic clock. */
	private readonly left: number[] = [];

	/** A copy, into which n8n writes the tokens that it gets. */
	private readonly credential: ICredentialDataDecryptedObject;

	constructor(private readonly conditions: Conditions) {
		this.credential = { ...conditions.credential };
	}

	/** Goes through all reading steps. */
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

	/** Asks once. What the node makes of the answer is given as well, if it is a node of the package. */
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

	/** Runs a workflow of one node; undefined if it is not over in time. */
	private async run(asked: Ask): Promise<RunResult | undefined> {
		const { engine, provider, onRenewed, patience = PATIENCE } = this.conditions;
		const { node, credential } = this.nodeFor(asked);
		const file = 'operation' in asked ? asked.file : undefined;
		const data = file && (await engine.binary(file.content, file));
		const run = engine.run(chain(start, node), {
			input: data && [{ json: {}, binary: { data } }],
			credentials: { [provider.credential]: credential },
			onWrittenBack: async (written) => {
				if ('caller' in asked && asked.caller !== 'user') return;
				// Whatever comes of the request: the tokens before them may have ended.
				Object.assign(this.credential, written);
				await onRenewed?.(this.credential);
			},
		});
		let timer: NodeJS.Timeout | undefined;
		const givenUp = new Promise<undefined>((resolve) => {
			timer = setTimeout(() => {
				run.stop();
				resolve(undefined);
			}, patience);
		});
		// A run that was given up may still fail, and that is no news.
		const ended = run.catch(() => undefined);
		const result = await Promise.race([ended, givenUp]);
		clearTimeout(timer);
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

	/** Waits until some more requests are within the pace that the provider documents. */
	private async keepPace(): Promise<void> {
		const { pace } = this.conditions.provider.check;
		if (!pace) return;
		const { requests, milliseconds } = pace;
		/** An operation may make as many. */
		const needed = 3;
		for (;;) {
			const now = performance.now();
			const recent = this.left.filter((time) => now - time < milliseconds);
			if (recent.length + needed <= requests) return;
			await pause(recent[0] + milliseconds - now + 1);
		}
	}
}
