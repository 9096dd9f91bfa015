import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';

import { causesOf } from '../answer/httpFault';
import { NoAnswer } from '../dispatch/attempt';
import { watchDeparture } from './departure';
import { GUARDS, lacking } from './guards';
import { keepsNodeData, tellsRunsApart } from './sameRun';

type Request = DeclarativeRestApiSettings.ResultOptions;

/** An address that no credential is meant for, and that is nobody's (RFC 2606): it refuses to sign for it. */
const NOBODY = 'probe.invalid';

/** What came of it, by node type: once for each process, if it came out well. */
const probes = new Map<string, Promise<boolean>>();

/**
 * Makes sure, before a send leaves, that n8n does what sends rely on.
 * @throws NodeOperationError that names a version of n8n that does; NoAnswer if the credential can't be
 * used, for which the send would fail as well
 */
export async function assertEngine(
	context: IExecutePaginationFunctions,
	request: Request,
): Promise<void> {
	const node = context.getNode();
	const itemIndex = context.getItemIndex();
	if (!keepsNodeData(context)) throw lacking(node, GUARDS.sameRun, itemIndex);
	if (!tellsRunsApart(context)) throw lacking(node, GUARDS.runIndex, itemIndex);
	const probe = probes.get(node.type) ?? showsDepartures(context, request);
	probes.set(node.type, probe);
	const isShown = await probe.catch(async () => {
		probes.delete(node.type);
		return await probe;
	});
	if (isShown) return;
	probes.delete(node.type);
	throw lacking(node, GUARDS.departure, itemIndex);
}

/**
 * Sends a request that its credential refuses on the way that a send is going to take.
 * @returns whether n8n handed it to the credential with our mark on it
 * @throws NoAnswer if it did not come so far
 */
async function showsDepartures(
	context: IExecutePaginationFunctions,
	request: Request,
): Promise<boolean> {
	const options = { method: 'GET' as const, url: `https://${NOBODY}/` };
	const departure = watchDeparture(options);
	const answer = context.makeRoutingRequest({ ...request, options });
	const error: unknown = await answer.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (departure.stage === 'signing') return true;
	const isRefused = causesOf(error).some(({ message }) => message.includes(NOBODY));
	if (error === undefined || isRefused) return false;
	throw new NoAnswer(error, false);
}
