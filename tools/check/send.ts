import { randomBytes } from 'node:crypto';
import { isObject, textOf } from '../../nodes/shared/json';
import type { Provider } from '../providers';
import type { SendCheck } from '../providers/check';
import type { Conduct } from './conduct';
import { isSuccess, SEND } from './seen';

/** The outcome of the send. */
export type SendOutcome = 'sent' | 'not sent' | 'may have been sent';

const OUTCOMES: Record<string, SendOutcome> = { notSent: 'not sent', refused: 'not sent' };

/**
 * Sends exactly once, whatever the outcome, through the node as a workflow would.
 * @returns the outcome, and the input that read steps need to follow the send
 */
export async function sendOnce(
	conduct: Conduct,
	{ title }: Provider,
	send: SendCheck,
	to: string,
): Promise<{ outcome: SendOutcome; found: Record<string, string> }> {
	const marker = `check-${randomBytes(6).toString('hex')}`;
	const { exchanges, result } = await conduct.ask(SEND, {
		...send.ask(to, marker),
		isContinued: true,
	});
	const [item] = result?.items(title) ?? [];
	const error = item?.json.error;
	if (item && error === undefined && exchanges.some(isSuccess)) {
		return { outcome: 'sent', found: send.found(conduct.seen) };
	}
	// If the node does not report an outcome, it is unknown.
	const details = isObject(error) && isObject(error.details) ? error.details : {};
	const outcome = OUTCOMES[textOf(details.outcome)];
	return { outcome: outcome ?? 'may have been sent', found: {} };
}
