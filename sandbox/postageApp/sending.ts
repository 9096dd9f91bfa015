import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Visit } from '../journal';
import { isKept, type Account } from './account';
import type { Message } from './messages';
import { Refusal } from '../refusal';
import { documented } from './errors';

const text = z.string();
const argumentsSchema = z.object({
	recipients: z.union([text, z.array(text), z.record(z.record(z.unknown()).nullable())]).nullish(),
	headers: z.record(z.unknown()).optional(),
	content: z.union([text, z.record(z.unknown())]).optional(),
	template: text.optional(),
	variables: z.record(z.unknown()).optional(),
	attachments: z
		.record(z.union([z.object({ content_type: text, content: text }), z.record(z.unknown())]))
		.optional(),
	recipient_override: text.optional(),
});

type Recipients = z.infer<typeof argumentsSchema>['recipients'];

/** `Ada <ada@example.org>` gives `ada@example.org`. */
const addressIn = (written: string) => /<([^>]+)>/.exec(written)?.[1] ?? written.trim();

function addressesIn(recipients: Recipients): string[] {
	if (typeof recipients === 'string') return recipients.split(',').map(addressIn).filter(Boolean);
	const written = Array.isArray(recipients) ? recipients : Object.keys(recipients ?? {});
	return written.map(addressIn);
}

export interface Sent {
	message: Message;
	/** Whether the UID was already used; if so, `message` is the existing one. */
	isDuplicate: boolean;
}

/**
 * Accepts a message, unless its UID is already used.
 * @param given the call's arguments
 * @throws Refusal
 */
export function sendMessage(
	account: Account,
	uid: string | undefined,
	given: unknown,
	visit: Visit,
): Sent {
	const { clock, messages, switches } = account;
	const { data } = argumentsSchema.safeParse(given ?? {});
	if (!data) throw new Refusal(documented.callError);
	const addresses = addressesIn(data.recipients);
	if (addresses.length === 0) throw new Refusal(switches.missingRecipients);
	if (data.template !== undefined && !switches.templates.includes(data.template)) {
		throw new Refusal(switches.unknownTemplate);
	}
	const known = uid ?? createHash('sha1').update(JSON.stringify(given)).digest('hex');
	const taken = messages.find(known);
	if (taken && isKept(account, taken)) return { message: taken, isDuplicate: true };

	const subject = data.headers?.subject;
	const { recipient_override: override } = data;
	const message = messages.add(
		{
			uid: known,
			subject: typeof subject === 'string' ? subject : null,
			template: data.template ?? null,
			createdAt: clock.now(),
		},
		addresses.map((address) => (override ? addressIn(override) : address)),
	);
	for (const { uniqueId, recipient } of message.transmissions) {
		visit.accept({ id: uniqueId, recipient, reference: known });
	}
	return { message, isDuplicate: false };
}
