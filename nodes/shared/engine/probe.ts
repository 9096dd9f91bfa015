import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';

import { causesOf } from '../answer/httpFault';
import { NoAnswer } from '../dispatch/attempt';
import { watchDeparture } from './departure';
import { GUARDS, lacking } from './guards';
import { keepsNodeData } from './sameRun';

type Request = DeclarativeRestApiSettings.ResultOptions;

/** An address that no credential is meant for, and that is nobody's (RFC 2606): it refuses to sign for it. */
const NOBODY = 'probe.invalid';

/** By node type, once for each process. */
const probes = new Map<string, Promise<void>>();

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
	if (!keepsNodeData(context)) throw lacking(node, GUARDS.sameRun, context.getItemIndex());
	const probe = probes.get(node.type) ?? seesDepartures(context, request);
	probes.set(node.type, probe);
	await probe.catch((error) => {
		probes.delete(node.type);
		throw error;
	});
}

/** Goes the way of a send with a request that its credential refuses, if n8n hands it over. */
async function seesDepartures(
	context: IExecutePaginationFunctions,
	request: Request,
): Promise<void> {
	const options = { method: 'GET' as const, url: `https://${NOBODY}/` };
	const departure = watchDeparture(options);
	const answer = context.makeRoutingRequest({ ...request, options });
	const error: unknown = await answer.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (departure.stage === 'signing') return;
	const isRefused = causesOf(error).some(({ message }) => message.includes(NOBODY));
	if (error === undefined || isRefused) throw lacking(context.getNode(), GUARDS.departure);
	throw new NoAnswer(error, false);
}
