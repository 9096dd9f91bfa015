import { ExecuteSingleContext, WorkflowExecute } from 'n8n-core';
import { RoutingNode } from 'n8n-core/dist/execution-engine/routing-node';
import type {
	ICredentialsHelper,
	IExecuteData,
	IHttpRequestOptions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/*
 * n8n's engine, changed in one thing each, as another version might differ. Each change lasts until
 * `jest.restoreAllMocks()`.
 */

type Method<Arguments extends unknown[], Result> = (this: object, ...args: Arguments) => Result;

/** How our operations are paginated. */
interface RequestOperations {
	pagination: (this: object, data: { options: object }) => unknown;
}

/** Puts another method in the place of one of the engine's, which it gets to call. */
function change<Arguments extends unknown[], Result>(
	owner: object,
	name: string,
	changed: (original: Method<Arguments, Result>) => Method<Arguments, Result>,
): void {
	const methods = owner as Record<string, Method<Arguments, Result>>;
	const original = methods[name];
	jest.spyOn(methods, name).mockImplementation(changed(original));
}

/** Takes a function away from a module of n8n's. */
function takeAway<Name extends string>(module: Partial<Record<Name, () => unknown>>, name: Name) {
	if (!module[name]) return;
	// Only what is spied on comes back.
	jest.spyOn(module as Record<string, () => unknown>, name);
	module[name] = undefined;
}

/** Where n8n-workflow has what it knows of hosts. */
const domainRestrictions = () =>
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	require('n8n-workflow/dist/cjs/credential-domain-restrictions.js') as {
		toHostname?: () => unknown;
	};

/** What the server gives to an execution is changed before it begins. */
const changeServerData = (changed: (data: IWorkflowExecuteAdditionalData) => void) =>
	change(
		WorkflowExecute.prototype,
		'processRunExecutionData',
		(original) =>
			function (...args) {
				changed((this as { additionalData: IWorkflowExecuteAdditionalData }).additionalData);
				return original.apply(this, args);
			},
	);

/** The credential is not handed the request itself, or what it gives back is changed. */
export const signing = (
	before: (request: IHttpRequestOptions) => IHttpRequestOptions,
	after = (request: IHttpRequestOptions) => request,
) =>
	changeServerData(({ credentialsHelper }) => {
		const authenticate = credentialsHelper.authenticate.bind(credentialsHelper);
		const changed: ICredentialsHelper['authenticate'] = async (data, type, request, ...rest) =>
			after(await authenticate(data, type, before(request as IHttpRequestOptions), ...rest));
		credentialsHelper.authenticate = changed;
	});

/** An execution is not told which one it retries. */
export const withoutRetryOf = () =>
	changeServerData(({ hooks }) => {
		delete (hooks as { retryOf?: string }).retryOf;
	});

/** What was prepared for an item is copied before it is sent. */
export const copyingPreparedRequests = () =>
	change<[object, object, number, number, unknown, RequestOperations, ...unknown[]], unknown>(
		RoutingNode.prototype,
		'makeRequest',
		(original) =>
			function (data, context, item, run, type, operations, ...rest) {
				const { pagination } = operations;
				const copied: RequestOperations = {
					pagination(given) {
						return pagination.call(this, { ...given, options: { ...given.options } });
					},
				};
				return original.call(this, data, context, item, run, type, copied, ...rest);
			},
	);

/** Each try of a node gets data of its own. */
export const copyingExecuteData = () =>
	change<[unknown, IExecuteData, ...unknown[]], unknown>(
		WorkflowExecute.prototype,
		'runNode',
		(original) =>
			function (workflow, data, ...rest) {
				return original.call(this, workflow, { ...data }, ...rest);
			},
	);

/** What is kept for a node in an execution is another object each time. */
export const copyingNodeData = () =>
	change<[string], object>(
		ExecuteSingleContext.prototype,
		'getContext',
		(original) =>
			function (type) {
				return { ...original.call(this, type) };
			},
	);

/** A node is not told which of its runs it is. */
export const withoutRunIndex = () =>
	change<[number], object>(
		ExecuteSingleContext.prototype,
		'getWorkflowDataProxy',
		(original) =>
			function (itemIndex) {
				return { ...original.call(this, itemIndex), $runIndex: undefined };
			},
	);

/** Each item has helpers of its own. They are changed when n8n asks for its first parameter. */
function changeHelper<Arguments extends unknown[]>(
	name: keyof ExecuteSingleContext['helpers'],
	changed: (original: Method<Arguments, Promise<unknown>>) => Method<Arguments, Promise<unknown>>,
): void {
	const seen = new WeakSet<object>();
	change(
		ExecuteSingleContext.prototype,
		'getNodeParameter',
		(original) =>
			function (...args) {
				const { helpers } = this as ExecuteSingleContext;
				if (!seen.has(helpers)) change(helpers, name, changed);
				seen.add(helpers);
				return original.apply(this, args);
			},
	);
}

/** Client certificates are not shown. */
export const withoutClientCertificates = () =>
	changeHelper<[IHttpRequestOptions]>(
		'httpRequest',
		(original) =>
			async function (request) {
				return await original.call(this, { ...request, agentOptions: undefined });
			},
	);

/**
 * Over an item that n8n can't work out it gives up all items of a node, though the node continues on failures,
 * as before 2.39.6. Or it goes on, and does not look as if it did. What n8n has since then, it lacks from
 * that item on.
 */
export const lookingAsIfItGaveUp = ({ doesGiveUp }: { doesGiveUp: boolean }) =>
	change<[], boolean>(
		ExecuteSingleContext.prototype,
		'continueOnFail',
		(original) =>
			function () {
				// The node asks through an object of its own that has this one as its prototype.
				const isAskedByNode = Object.getPrototypeOf(this) !== ExecuteSingleContext.prototype;
				if (isAskedByNode) return original.call(this);
				takeAway(domainRestrictions(), 'toHostname');
				return !doesGiveUp && original.call(this);
			},
	);

/** Errors lose the cause that they were given. */
export const losingCauses = () =>
	changeHelper(
		'httpRequestWithAuthentication',
		(original) =>
			async function (...args) {
				return await original.apply(this, args).catch((error: Error) => {
					Object.defineProperty(error, 'cause', { value: undefined });
					throw error;
				});
			},
	);
