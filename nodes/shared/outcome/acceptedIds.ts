import type { INodeExecutionData } from 'n8n-workflow';

import { idOf } from '../json';
import type { Policy } from '../policy';
import { redacted } from '../response/redaction';

type Outputs = INodeExecutionData[];
type Naming = Pick<Policy, 'acceptedIds' | 'refusedPart'>;

/** A success that proves nothing: it does not name what was accepted, or contradicts itself or the request. */
export class DoubtfulAnswer extends Error {
	constructor(
		/** What it has in the places of IDs. */
		readonly ids: unknown[],
		/** The HTTP status of the answer, if it was to this item alone. */
		readonly status?: number,
		/** What is wrong with it, as the rest of a sentence about the answer. */
		readonly flaw = 'lacks an ID that can be relied on',
	) {
		super(`The answer ${flaw}`);
	}

	/** The same without the secrets of the request: what stands in the place of an ID may repeat one. */
	without(secrets: string[]): DoubtfulAnswer {
		const { ids, status, flaw } = this;
		return new DoubtfulAnswer(redacted(ids, secrets), status, redacted(flaw, secrets));
	}
}

/** The IDs that a provider accepted, without what can't be one. */
export const idsIn = ({ acceptedIds }: Naming, outputs: Outputs): string[] =>
	(acceptedIds?.(outputs) ?? []).map(idOf).filter(Boolean);

/**
 * Why the outputs of a send do not prove that it was accepted: an ID is missing, or can't be one. A part that was
 * refused has none.
 * @param least how many have to be named: `one` by an answer that several items may share, `all` by one item's outputs
 */
export function unnamedIn(
	policy: Naming,
	outputs: Outputs,
	least: 'one' | 'all',
	status?: number,
): DoubtfulAnswer | undefined {
	const accepted = outputs.filter((output) => !policy.refusedPart?.(output));
	const ids = policy.acceptedIds?.(accepted) ?? [];
	const missing = ids.filter((id) => id !== undefined && idOf(id) === '');
	const mayBeMissing = least === 'all' ? 0 : Math.max(0, ids.length - 1);
	return missing.length > mayBeMissing ? new DoubtfulAnswer(ids, status) : undefined;
}
