import { ExecuteSingleContext, WorkflowExecute } from 'n8n-core';
import { RoutingNode } from 'n8n-core/dist/execution-engine/routing-node';
import type {
	ICredentialsHelper,
	IExecuteData,
	IHttpRequestOptions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/*
 * Changes to n8n's engine, one for each function, that simulate how another version might differ.
 * Each change lasts until `jest.restoreAllMocks()`.
 */

type Method<Arguments extends unknown[], Result> = (this: object, ...args: Arguments) => Result;

/** How our operations are paginated. */
interface RequestOperations {
	pagination: (this: object, data: { options: object }) => unknown;
}

/** Replaces a method of the engine. The replacement receives the original. */
function change<Arguments extends unknown[], Result>(
	owner: object,
	name: string,
	changed: (original: Method<Arguments, Result>) => Method<Arguments, Result>,
): void {
	const methods = owner as Record<string, Method<Arguments, Result>>;
	const original = methods[name];
	jest.spyOn(methods, name).mockImplementation(changed(original));
}

/** Removes a function from one of n8n's modules. */
function takeAway<Name extends string>(module: Partial<Record<Name, () => unknown>>, name: Name) {
	if (!module[name]) return;
	// Only functions that are spied on are restored.
	jest.spyOn(module as Record<string, () => unknown>, name);
	module[name] = undefined;
}

/** The module of n8n-workflow that handles host names. */
const domainRestrictions = () =>
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	require('n8n-workflow/dist/cjs/credential-domain-restrictions.js') as {
		toHostname?: () => unknown;
	};

/** Changes the data that the server gives to an execution, before the execution begins. */
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

/** Passes the credential an object other than the request itself, or changes what it returns. */
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

/** Hides from an execution which one it retries. */
export const withoutRetryOf = () =>
	changeServerData(({ hooks }) => {
		delete (hooks as { retryOf?: string }).retryOf;
	});

/** Copies the request that was prepared for an item before it is sent. */
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

/** Gives each try of a node its own execute data. */
export const copyingExecuteData = () =>
	change<[unknown, IExecuteData, ...unknown[]], unknown>(
		WorkflowExecute.prototype,
		'runNode',
		(original) =>
			function (workflow, data, ...rest) {
				return original.call(this, workflow, { ...data }, ...rest);
			},
	);

/** Returns a new copy of a node's context data each time. */
export const copyingNodeData = () =>
	change<[string], object>(
		ExecuteSingleContext.prototype,
		'getContext',
		(original) =>
			function (type) {
				return { ...original.call(this, type) };
			},
	);

/** Hides the run index from a node. */
export const withoutRunIndex = () =>
	change<[number], object>(
		ExecuteSingleContext.prototype,
		'getWorkflowDataProxy',
		(original) =>
			function (itemIndex) {
				return { ...original.call(this, itemIndex), $runIndex: undefined };
			},
	);

/** Changes a helper. Each item has its own helpers: they are changed when n8n reads the item's first parameter. */
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

/** Presents no client certificates. */
export const withoutClientCertificates = () =>
	changeHelper<[IHttpRequestOptions]>(
		'httpRequest',
		(original) =>
			async function (request) {
				return await original.call(this, { ...request, agentOptions: undefined });
			},
	);

/**
 * With `doesGiveUp`, n8n abandons all items of a node at an item that it can't evaluate, though the node
 * continues on failures, as before 2.39.6. Otherwise it goes on, but looks as if it had given up. Either way,
 * what n8n has had since that version is missing from that item on.
 */
export const lookingAsIfItGaveUp = ({ doesGiveUp }: { doesGiveUp: boolean }) =>
	change<[], boolean>(
		ExecuteSingleContext.prototype,
		'continueOnFail',
		(original) =>
			function () {
				// The node calls this on its own object, whose prototype is this context.
				const isAskedByNode = Object.getPrototypeOf(this) !== ExecuteSingleContext.prototype;
				if (isAskedByNode) return original.call(this);
				takeAway(domainRestrictions(), 'toHostname');
				return !doesGiveUp && original.call(this);
			},
	);

/** Removes the causes of errors. */
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
