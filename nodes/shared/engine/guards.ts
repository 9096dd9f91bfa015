import { NodeOperationError, type INode } from 'n8n-workflow';

import { inItem } from '../inItem';

/** A behaviour of n8n's engine that the package needs and checks before it sends. */
export interface Guard {
	/** What n8n must do, in the words of the error that reports its absence. */
	need: string;
	/** The first version of n8n 2 that does it. */
	since: string;
}

/** The oldest and the newest version of n8n that were tested. */
export const TRIED = { oldest: '2.0.0', newest: '2.41.1' };

/** Each is probed where it is needed, before a request leaves, by the file that is named. */
export const GUARDS = {
	/** probe.ts. Without it, it is unknown whether a request has left. */
	requestTracking: { need: 'hand a request to its credential as it is', since: '2.0.0' },
	/** run/job.ts, by dispatch. Without it, it is unknown what an item wants to send, and what is wrong with it. */
	sameRequest: { need: 'hand on a request as it was prepared', since: '2.0.0' },
	/** sameRun.ts. Without it Retry On Fail sends again what was accepted. */
	sameRun: { need: 'keep the data of a node while an execution runs', since: '2.0.0' },
	/** sameRun.ts. Without it the second run of a node in a loop would get the results of the first. */
	runIndex: { need: 'tell the runs of a node apart', since: '2.0.0' },
	/** retried.ts. Without it the retry of an execution sends under a key other than that of the first execution. */
	retried: { need: 'tell which execution it retries', since: '2.15.0' },
	/** clientCertificates.ts. Without it the provider refuses requests that need a certificate. */
	clientCertificates: { need: 'show client certificates', since: '2.20.0' },
	/** run/abandoned.ts. Without it letters leave without being reported, because n8n has abandoned their node. */
	otherItems: {
		need: 'go on with the other items after one that it can not work out',
		since: '2.39.6',
	},
} satisfies Record<string, Guard>;

/** How to get an n8n with the missing behaviour. */
export const useAnother = ({ since }: Guard) =>
	since === TRIED.oldest
		? `Use a version of n8n from ${TRIED.oldest} to ${TRIED.newest}, which do, or a later version of these nodes.`
		: `Use n8n ${since} or later.`;

/** The error for a send that is refused because n8n lacks a behaviour. */
export const lacking = (node: INode, guard: Guard, itemIndex?: number): NodeOperationError =>
	new NodeOperationError(node, `This n8n does not ${guard.need}${inItem(itemIndex)}`, {
		description: useAnother(guard),
		itemIndex,
	});
