import { z } from 'zod';

const answer = z
	.object({
		status: z.number().int(),
		body: z.object({ message: z.string(), code: z.string() }),
	})
	.strict();

/** An error answer: its HTTP status and Stampee's envelope. */
export type Answer = z.infer<typeof answer>;

/** What no document of Stampee says. Each has a default and can be turned, in tests and over the control API. */
export const switchesSchema = z
	.object({
		/** An LRE without a client certificate, or with one that the sandbox's authority has not signed. */
		missingCertificate: answer,
		/** A body that is not JSON, or lacks a field that every sample carries, or a field of the wrong type. */
		invalidRequest: answer,
		/** An id that no message has. */
		unknownMessage: answer,
		/** An evidence that does not exist, or not yet. */
		missingEvidence: answer,
		/** A path that the API does not have. */
		unknownPath: answer,
		/** `GET /messages/:id/evidences/:status`: the item of the message's list, the same inside of `data`, a redirect to its link, or the PDF itself. */
		evidenceShape: z.enum(['json', 'wrapped', 'redirect', 'pdf']),
		/** `GET /customers`: `{ customers: [...] }` as bulk_store answers, or the bare list. */
		customersShape: z.enum(['wrapped', 'array']),
		/** HTTP status of `POST /customers/bulk_store`. */
		customersStoredStatus: z.number().int(),
		/** Whether a recipient may be a natural and a legal person at once. */
		bothIdentities: z.boolean(),
		/** "Maximum 250MB": for each file or all files of a request, in bytes, and what more than that is answered. */
		attachmentLimit: z
			.object({ bytes: z.number().positive(), counted: z.enum(['file', 'request']), answer })
			.strict(),
		/**
		 * A text part of a form that has a `Content-Type` of its own, as HTTP libraries like to write it: a text all the
		 * same, or a request that is not understood. The vendor's example (`curl -F`) has none.
		 */
		typedTexts: z.enum(['taken', 'refused']),
		/** After how many days an LRE expires that nobody accepts or refuses. French law (CPCE R53-3) says 15. */
		acceptanceDays: z.number().positive(),
	})
	.strict();

export type StampeeSwitches = z.infer<typeof switchesSchema>;

const refusal = (status: number, code: string, message: string): Answer => ({
	status,
	body: { message, code },
});

export const defaultSwitches = (): StampeeSwitches => ({
	missingCertificate: refusal(403, 'certificate-required', 'A client certificate is required'),
	invalidRequest: refusal(422, 'invalid-request', 'The request is invalid'),
	unknownMessage: refusal(404, 'message-not-found', 'Message not found'),
	missingEvidence: refusal(404, 'evidence-not-found', 'Evidence not found'),
	unknownPath: refusal(404, 'not-found', 'Not found'),
	evidenceShape: 'json',
	customersShape: 'wrapped',
	customersStoredStatus: 201,
	bothIdentities: false,
	attachmentLimit: {
		bytes: 250 * 1024 * 1024,
		counted: 'request',
		answer: refusal(413, 'attachments-too-large', 'Attachments are too large'),
	},
	typedTexts: 'taken',
	acceptanceDays: 15,
});
