import type {
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { asInputError, badInput } from '../parameters/badInput';
import { ItemParameters } from '../parameters/itemParameters';
import type { Prepared } from '../policy';
import { assertOpenable } from './openable';
import { runOf } from './run';
import { sendable } from './sendable';

/** One item in progress, from its preparation to the outputs made of its answer. */
export class Job<T = unknown> {
	/** The request that leaves for the item: its own, or one that it shares with others. */
	sent?: Prepared<T>;
	/** The latest answer: of a list, a page. */
	lastAnswer?: Pick<IN8nHttpFullResponse, 'body' | 'headers'>;

	/**
	 * @param input what the item wants to send, or what is wrong with it
	 * @param parameters of the item, validated against the node's description
	 */
	constructor(
		public input: Prepared<T> | Error,
		readonly parameters?: ItemParameters,
	) {
		if (!(input instanceof Error)) this.sent = input;
	}
}

/**
 * By n8n's context of the item, which a job keeps from its preparation to its answer, and by the options of its
 * request: these are the only objects from the preparation that n8n passes to its pagination.
 */
const jobs = new WeakMap<object, Job>();

/**
 * The job of an item.
 * @param key n8n's context of the item, or the options of its request, as the preparation passed them to n8n
 */
export const jobOf = <T>(key: object) => jobs.get(key) as Job<T> | undefined;

/**
 * Checks an item's input and makes its request.
 * @param deduplicationKey the user's, of a send
 */
export type Prepare<T> = (
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
	deduplicationKey?: string,
) => Promise<Prepared<T>>;

/** Makes the outputs of an item from an answer. @throws ProviderError if the answer is no success */
export type Receive = (
	context: IExecuteSingleFunctions,
	job: Job | undefined,
	response: IN8nHttpFullResponse,
) => Promise<INodeExecutionData[]>;

export type PreSend = (
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

const keep = (context: object, job: Job, options: IHttpRequestOptions) => {
	jobs.set(context, job).set(options, job);
	return options;
};

/**
 * Starts the job of each item of a node: validates its parameters against the node's description. Only an item that
 * an operation then prepares can be sent.
 * @param properties all that the node declares
 */
export const prepareParameters = (properties: INodeProperties[]): PreSend =>
	async function (request) {
		const parameters = new ItemParameters(this, properties);
		const nothing = badInput(this, 'n8n finds nothing to do for this resource and operation');
		return keep(this, new Job(parameters.refusal ?? nothing, parameters), request);
	};

/**
 * Wraps the function that prepares an item. What it throws is kept for dispatch, which throws it at the right moment:
 * before anything of the run is sent, and with the link to the item. (n8n would throw it at once, while other items
 * are being sent.)
 */
export function prepareJob<T>(prepare: Prepare<T>): PreSend {
	return async function (request) {
		const parameters = jobOf(this)?.parameters;
		try {
			if (parameters?.refusal) throw parameters.refusal;
			const context = parameters?.checkedIn(this) ?? this;
			const prepared = await runOf(this).preparations.track(
				prepare.call(context, request).then(async (made) => {
					await assertOpenable(this, made.request);
					return made;
				}),
			);
			const options = sendable(this, prepared.request as IHttpRequestOptions);
			return keep(this, new Job({ ...prepared, request: options }, parameters), options);
		} catch (reason) {
			return keep(this, new Job<T>(asInputError(this, reason), parameters), request);
		}
	};
}
