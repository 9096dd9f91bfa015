import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';

import { accountOf } from '../account';
import { deduplicationKeyOf } from '../deduplication/key';
import { unnamedIn } from '../outcome/acceptedIds';
import { Cancelled } from '../outcome/cancelled';
import { isSend, RequestError } from '../outcome/classify';
import type { Account, Policy } from '../policy';
import { limiterOf } from '../rateLimit/limiter';
import { checkResponse } from '../response';
import { jobOf, prepareJob, type Prepare, type Receive } from '../run/job';
import { dispatch } from './index';

type Outputs = INodeExecutionData[];

/**
 * Makes the items from a success.
 * @param sent the payload of the request
 * @param check passes only a readable success, in case something turns out not to be one
 */
export type ToItems<T = unknown> = (
	this: IExecuteSingleFunctions,
	items: Outputs,
	response: IN8nHttpFullResponse,
	sent: T,
	check: (response: IN8nHttpFullResponse) => IN8nHttpFullResponse,
) => Promise<Outputs>;

/** Makes a request from the parameters of an item. */
export type Build = (
	this: IExecuteSingleFunctions,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** An operation: its policy, its request, and its outputs. */
interface Operation<T> {
	policy: Policy<T>;
	/** What all requests of the operation have in common. */
	request: DeclarativeRestApiSettings.HttpRequestOptions;
	/** By default, one item with the answer's body. */
	toItems?: ToItems<T>;
	/** Replaces `toItems` if an answer other than a success may be usable: it calls `check` for all others. */
	readResponse?: ToItems<T>;
}

/** @param prepare makes the request and its payload */
export function routing<T>(operation: Operation<T> & { prepare: Prepare<T> }): INodePropertyRouting;
/** @param build completes the request; by default it stays unchanged */
export function routing(operation: Operation<undefined> & { build?: Build }): INodePropertyRouting;
/** The routing of an operation, with its policy in a single place: every request passes through dispatch. */
export function routing<T>({
	policy,
	request,
	prepare,
	build,
	toItems,
	readResponse,
}: Operation<T> & { prepare?: Prepare<T>; build?: Build }): INodePropertyRouting {
	const prepareRequest: Prepare<unknown> = async function (own) {
		// Everything gets it from here, because n8n evaluates an expression again each time that it is read.
		const deduplicationKey = isSend(policy.kind) ? deduplicationKeyOf(this) : undefined;
		const prepared = (await prepare?.call(this, own, deduplicationKey)) ?? {
			request: (await build?.call(this, own)) ?? own,
			payload: undefined,
		};
		if (deduplicationKey === undefined) return prepared;
		return { ...prepared, deduplicationKey, account: await accountFor(this, policy) };
	};
	const receive: Receive = async (context, job, response) => {
		const node = context.getNode();
		limiterOf(node, policy.rateLimit).follow(policy, response.headers, context.logger);
		if (!job?.sent) throw new Error('n8n gives an answer to what was not prepared');
		const { payload, request: sent } = job.sent;
		const check = (given: IN8nHttpFullResponse) =>
			checkResponse(node, given, policy, context.getItemIndex(), sent);
		job.lastAnswer = response;
		if (!readResponse) check(response);
		const make = readResponse ?? toItems;
		const own = job.parameters?.checkedIn(context) ?? context;
		const items = [{ json: response.body as IDataObject }];
		const outputs = (await make?.call(own, items, response, payload as T, check)) ?? items;
		const unnamed = unnamedIn(policy, outputs, 'one', response.statusCode);
		if (unnamed && isSend(policy.kind)) throw unnamed;
		return outputs;
	};
	return {
		request,
		send: { preSend: [prepareJob(prepareRequest)], paginate: true },
		operations: { pagination: dispatch(policy, receive) },
		output: {
			postReceive: [
				async function (_items, response) {
					return await receive(this, jobOf(this), response);
				},
			],
		},
	};
}

/**
 * The account that a send is made from.
 * @throws RequestError that counts as not sent: without the account, the key could mean any message
 */
async function accountFor(
	context: IExecuteSingleFunctions,
	{ account, errors, rateLimit }: Pick<Policy, 'account' | 'errors' | 'rateLimit'>,
): Promise<Account | undefined> {
	if (!account) return undefined;
	return await accountOf(context, { account, errors, rateLimit }).catch((error) => {
		throw error instanceof Cancelled ? error : new RequestError('unable', error);
	});
}
