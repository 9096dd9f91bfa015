import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';

import { isTrackingReliable, noteTrackingWorks, trackRequest } from './requestTracking';
import { GUARDS, lacking } from './guards';
import { causesOf } from './httpFault';
import { keepsNodeData, distinguishesRuns } from './sameRun';

type Request = DeclarativeRestApiSettings.ResultOptions;

/**
 * An address that no credential is meant for, and that belongs to nobody (RFC 2606): the credential refuses to sign
 * for it.
 */
const NOBODY = 'probe.invalid';

/** The node types with a successful probe: one probe per process is enough. */
const proven = new Set<string>();

/** The probes in flight. Each credential has its own, because a failure of one says nothing about another. */
const inFlight = new Map<string, Promise<boolean>>();

/**
 * Makes sure, before a send leaves, that n8n does what sends rely on.
 * @throws NodeOperationError that names a version of n8n that does; what n8n throws if the credential can't be used,
 * in which case the send would fail too
 */
export async function assertEngine(
	context: IExecutePaginationFunctions,
	request: Request,
): Promise<void> {
	const node = context.getNode();
	const itemIndex = context.getItemIndex();
	if (!keepsNodeData(context)) throw lacking(node, GUARDS.sameRun, itemIndex);
	if (!distinguishesRuns(context)) throw lacking(node, GUARDS.runIndex, itemIndex);
	if (proven.has(node.type) && isTrackingReliable()) return;
	const key = JSON.stringify([node.type, node.credentials]);
	const probe =
		inFlight.get(key) ?? tracksRequests(context, request).finally(() => inFlight.delete(key));
	inFlight.set(key, probe);
	if (!(await probe)) throw lacking(node, GUARDS.requestTracking, itemIndex);
	proven.add(node.type);
	noteTrackingWorks();
}

/**
 * Sends a request, which its credential refuses, along the path that a send is going to take.
 * @returns whether n8n handed it to the credential with our mark on it
 * @throws whatever stopped it before that point
 */
async function tracksRequests(
	context: IExecutePaginationFunctions,
	request: Request,
): Promise<boolean> {
	const { method } = request.options;
	const options = { method, body: { probe: true }, url: `https://${NOBODY}/` };
	const progress = trackRequest(options);
	const answer = context.makeRoutingRequest({ ...request, options });
	const error: unknown = await answer.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (progress.stage === 'signing') return true;
	const isRefused = causesOf(error).some(({ message }) => message.includes(NOBODY));
	if (error === undefined || isRefused) return false;
	throw error as Error;
}
