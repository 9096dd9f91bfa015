import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Prepared } from '../policy';
import { runOf } from './run';
import { sendable } from './sendable';

/** One item on its way, from its preparation to what is made of its answer. */
export class Job<T = unknown> {
	/** What leaves for the item: its own request, or one that it shares with others. */
	sent?: Prepared<T>;
	/** The body of the latest answer: of a list, a page. */
	lastBody?: unknown;

	/** @param input what the item wants sent, or what is wrong with it */
	constructor(public input: Prepared<T> | Error) {
		if (!(input instanceof Error)) this.sent = input;
	}
}

/**
 * By n8n's context of the item, which a job has from its preparation to its answer, and by the options of its
 * request: of what the preparation has, n8n gives its pagination nothing else.
 */
const jobs = new WeakMap<object, Job>();

/**
 * The job of an item.
 * @param key n8n's context of the item, or the options of its request, as the preparation gave them to n8n
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

export type PreSend = (
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/**
 * Wraps the function that prepares an item. What it throws is kept for dispatch, which throws it at the right
 * moment: before anything of the run is sent, and with the item's link. (n8n would throw it at once, while
 * other items are on their way.)
 */
export function prepareJob<T>(prepare: Prepare<T>): PreSend {
	return async function (request) {
		const keep = (job: Job<T>, options: IHttpRequestOptions) => {
			jobs.set(this, job).set(options, job);
			return options;
		};
		try {
			const prepared = await runOf(this).preparations.track(prepare.call(this, request));
			const options = sendable(this, prepared.request as IHttpRequestOptions);
			return keep(new Job({ ...prepared, request: options }), options);
		} catch (reason) {
			return keep(new Job<T>(reason as Error), request);
		}
	};
}
