import { z } from 'zod';
import { Refusal } from '../refusal';
import { documented } from './errors';
import type { StampeeSwitches } from './switches';

/** The body of `POST /messages/bulk_send`; recipients are checked separately, because they have their own error. */
const schema = z.object({
	type: z.enum(['LS', 'LRE']),
	body: z.string().min(1),
	recipients: z.array(z.unknown()).min(1),
	sender: z.string().optional(),
	customerReference: z.string().optional(),
});

export type SendRequest = z.infer<typeof schema>;

/** A complete recipient. */
export interface Recipient {
	email: string;
	/** The person's or the company's name. */
	addressee: string;
}

const text = z.string().trim().min(1);
const naturalPerson = z.object({ firstname: text, lastname: text });
const legalPerson = z.object({ company: text, companySiren: z.string().regex(/^\d{9}$/) });
const reachable = z.object({ email: z.string().email() });

/** In a form, `recipients` is a text part that holds JSON. */
function parsed(recipients: unknown): unknown {
	if (typeof recipients !== 'string') return recipients;
	try {
		return JSON.parse(recipients);
	} catch {
		return undefined;
	}
}

/**
 * Reads the fields of a bulk_send, from JSON or from a form.
 * @throws Refusal with the switch `invalidRequest`
 */
export function readSendRequest(
	body: unknown,
	isForm: boolean,
	{ invalidRequest }: StampeeSwitches,
): SendRequest {
	const fields: Record<string, unknown> = { ...(body as object) };
	const request = isForm ? { ...fields, recipients: parsed(fields.recipients) } : fields;
	const result = schema.safeParse(request);
	if (!result.success) throw new Refusal(invalidRequest);
	return result.data;
}

/**
 * Checks that each recipient has an address and the complete data of EITHER a natural OR a legal person.
 * @throws Refusal message-bad-contacts
 */
export function readRecipients(
	recipients: unknown[],
	{ bothIdentities }: StampeeSwitches,
): Recipient[] {
	return recipients.map((recipient) => {
		const { data: address } = reachable.safeParse(recipient);
		const { data: natural } = naturalPerson.safeParse(recipient);
		const { data: legal } = legalPerson.safeParse(recipient);
		if (!address || (natural && legal && !bothIdentities)) {
			throw new Refusal(documented.badContacts);
		}
		if (legal) return { email: address.email, addressee: legal.company };
		if (!natural) throw new Refusal(documented.badContacts);
		return { email: address.email, addressee: `${natural.firstname} ${natural.lastname}` };
	});
}
