import { randomUUID } from 'node:crypto';
import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { isSurelyYounger } from '../clock';
import { digest } from '../digest';
import {
	beganAt,
	firstExecution,
	isRetry,
	isSavedCompletely,
	mayHaveSent,
} from '../engine/retried';
import { runIndexOf } from '../engine/sameRun';
import { isTool, runOf } from '../run/run';

/** What a node stores in the execution's data for a retry of the execution to find. */
interface Note {
	firstExecutionId?: string;
}

/**
 * A key by which a provider can recognize a send: always the same for the same mail of the same execution, otherwise
 * different. It promises:
 *
 * - The same key on every attempt of Retry On Fail, and in an execution that n8n retries, with the original or the
 *   changed workflow, once or many times, after a failure, a stop or a crash.
 * - After a crash n8n starts again at the trigger. The key does not depend on an item's position, so it stays the
 *   same when fewer items come back, or in another order.
 * - A different key for any difference in the content, so no mail is ever mistaken for another one. A mail that
 *   contains the time of day is a different mail each time.
 * - A different key for the second of two equal mails: in one run of the node, in another run in a loop, in another
 *   node, in another execution, on another n8n.
 *
 * Limits: if a retry crashes and is then retried, that counts as a separate execution, because n8n only reports which
 * execution it retries, and a crash loses the note of the first one. And if only some of several equal mails come
 * back after a crash, it is unknown which ones: they count as the first ones.
 * @param content everything that is sent, always in the same order
 * @param keyLife how long the provider recognizes a key, in milliseconds
 * @returns 40 hexadecimal digits
 * @throws NodeOperationError if it may have been sent before, under a key that is no longer known here or there
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
		// Each call of an agent is a separate run, and the same content in two of them is the same mail.
		isTool(context) ? 'tool' : runIndexOf(context),
		content,
	);
	return digest(mail, occurrence(context, mail)).slice(0, 40);
}

/** This execution, or the one that it retries. */
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

/** What a run knows about its execution, or about the one that this is a retry of. */
class FirstExecution {
	readonly id: string;
	/** It may have sent something under keys that the provider no longer knows. */
	readonly isForgotten: boolean;

	constructor(context: IExecuteSingleFunctions, keyLife: number) {
		const note = context.getContext('node') as Note;
		const mayHaveSentBefore =
			isRetry(context) && (note.firstExecutionId !== undefined || !isSavedCompletely(context));
		this.isForgotten = mayHaveSentBefore && !isSurelyYounger(beganAt(context), keyLife);
		// An execution without an id must not be mistaken for another one without.
		this.id = note.firstExecutionId ??= firstExecution(context) ?? randomUUID();
	}
}

/** The positions of equal mails in a run, by mail; the same on every attempt of Retry On Fail. */
class Occurrences extends Map<string, number[]> {}

/** The position of this mail among several equal ones in one run of a node, from 0. */
function occurrence(context: IExecuteSingleFunctions, mail: string): number {
	const byMail = runOf(context).state(Occurrences, () => new Occurrences());
	const equal = byMail.get(mail) ?? [];
	byMail.set(mail, equal);
	const place = context.getItemIndex();
	if (!equal.includes(place)) equal.push(place);
	return equal.indexOf(place);
}
