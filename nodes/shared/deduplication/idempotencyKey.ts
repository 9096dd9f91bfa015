import { randomUUID } from 'node:crypto';
import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { isSurelyYounger } from '../clock';
import { digest } from '../digest';
import { beganAt, firstExecution, isRetry, isSavedWhole, mayHaveSent } from '../engine/retried';
import { runIndexOf } from '../engine/sameRun';
import { isTool, runOf } from '../run/run';

/** What a node leaves in the execution's data, for a retry of the execution to find. */
interface Note {
	firstExecutionId?: string;
}

/**
 * A key by which a provider can know a send again: for the same mail of the same execution always the
 * same, else another. What that promises:
 *
 * - The same on every try of Retry On Fail, and in an execution that n8n retries, be it with the
 *   original or the changed workflow, once or many times over, after a failure, a stop or a crash.
 * - After a crash n8n begins again at the trigger. The key does not depend on an item's position, so it
 *   stays the same when items come back fewer or in another order.
 * - Another for anything that differs in the content, so no mail is ever taken for another one. A mail
 *   with the time of day in it is another mail each time.
 * - Another for the second of two equal mails: in one run of the node, in another run in a loop, in
 *   another node, in another execution, on another n8n.
 *
 * What can't be promised: a retry that itself crashed, and is then retried, counts as an execution of
 * its own, for n8n tells only which execution it retries, and a crash takes the note of the first one.
 * And of several equal mails, which of them come back after a crash can't be told: the first count.
 * @param content all that is sent, in an order that is always the same
 * @param keyLife how long the provider knows a key, in milliseconds
 * @returns 40 hexadecimal digits
 * @throws NodeOperationError if it may have been sent before, under a key that is not known here or there any more
 */
export function idempotencyKey(
	context: IExecuteSingleFunctions,
	content: unknown,
	keyLife: number,
): string {
	const mail = digest(
		context.getInstanceId(),
		context.getWorkflow().id,
		firstExecutionId(context, keyLife),
		context.getNode().id,
		// Each call of an agent is a run of its own, and the same words in two of them are the same mail.
		isTool(context) ? 'tool' : runIndexOf(context),
		content,
	);
	return digest(mail, occurrence(context, mail)).slice(0, 40);
}

/** The execution that this one is, or that it is a retry of. */
function firstExecutionId(context: IExecuteSingleFunctions, keyLife: number): string {
	const run = runOf(context).state(FirstExecution, () => new FirstExecution(context, keyLife));
	if (run.isForgotten) {
		throw mayHaveSent(
			context,
			'the retried execution may have sent it, so long ago that the provider may not know it again',
			'Run the workflow anew.',
		);
	}
	return run.id;
}

/** What a run knows of the execution that it is in, or that this is a retry of. */
class FirstExecution {
	readonly id: string;
	/** It may have sent something under keys that the provider does not know any more. */
	readonly isForgotten: boolean;

	constructor(context: IExecuteSingleFunctions, keyLife: number) {
		const note = context.getContext('node') as Note;
		const mayHaveSentBefore =
			isRetry(context) && (note.firstExecutionId !== undefined || !isSavedWhole(context));
		this.isForgotten = mayHaveSentBefore && !isSurelyYounger(beganAt(context), keyLife);
		// An execution without an id must not be taken for another one without.
		this.id = note.firstExecutionId ??= firstExecution(context) ?? randomUUID();
	}
}

/** The places of equal mails in a run, by mail; the same on every try of Retry On Fail. */
class Occurrences extends Map<string, number[]> {}

/** Which of several equal mails in one run of a node this is, from 0. */
function occurrence(context: IExecuteSingleFunctions, mail: string): number {
	const byMail = runOf(context).state(Occurrences, () => new Occurrences());
	const equal = byMail.get(mail) ?? [];
	byMail.set(mail, equal);
	const place = context.getItemIndex();
	if (!equal.includes(place)) equal.push(place);
	return equal.indexOf(place);
}
