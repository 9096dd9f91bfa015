import { z } from 'zod';

const answer = z
	.object({ httpStatus: z.number().int(), status: z.string(), message: z.string().optional() })
	.strict();

/** An error answer: its HTTP status, and the status and message of PostageApp's envelope. */
export type Answer = z.infer<typeof answer>;

/**
 * What no document of PostageApp says, or what its documents and its clients say differently. Each has
 * a default and can be turned, in tests and over the control API.
 */
export const switchesSchema = z
	.object({
		/** Content type of all replies: an old client notes that they arrive as text/html. */
		contentType: z.enum(['application/json', 'text/html']),
		/** A send with a uid that is taken: the old documents' 400, or the clients' success with `duplicate`. */
		duplicateUid: z.enum(['bad_request', 'ignored']),
		/** `data.message.id`: text in the documents, a number in the clients' fixtures. */
		messageId: z.enum(['text', 'number']),
		/** What says why a transmission failed: `result_message` (documents), `error_message` (clients). */
		resultMessage: z.enum(['result_message', 'error_message']),
		/** message_delivery_status: one word for the message (documents), or a list by recipient (clients). */
		deliveryStatus: z.enum(['summary', 'recipients']),
		/** get_suppression_list: addresses under `data` (documents), or under `data.recipients` (clients). */
		suppressionList: z.enum(['keyed', 'recipients']),
		/** The metadata of a scheduled event: as it was given, or as JSON text. */
		metadata: z.enum(['object', 'json']),
		/** What a method of which only the request is documented answers: what it made, or nothing. */
		undocumentedData: z.enum(['object', 'none']),
		/** The format of the webhook, which a project's owner chooses: JSON 1.1 or 1.0, or URL-encoded. */
		webhookFormat: z.enum(['json-1.1', 'json-1.0', 'form']),
		/** The most rows on a page, whatever `per_page` asks for. */
		largestPage: z.number().int().positive(),
		/** Seconds until a new message or scheduled message can be found. */
		listDelay: z.number().nonnegative(),
		/** Whether both keys are disabled. */
		locked: z.boolean(),
		/** Templates that exist. */
		templates: z.array(z.string()),
		/** For how many days messages are kept: 14 to 28 by plan. */
		retentionDays: z.number().positive(),
		/** A send without recipients. */
		missingRecipients: answer,
		/** A template that does not exist. */
		unknownTemplate: answer,
		/** A method that needs an argument which is not there or is wrong. */
		invalidArgument: answer,
		/** A scheduled event, project or mailbox with a uid that is taken. */
		takenUid: answer,
		/** A batch with a taken uid: those before it are created all the same, or none is. */
		partialBatch: z.boolean(),
		/** A mailbox that does not exist. */
		unknownMailbox: answer,
	})
	.strict();

export type PostageAppSwitches = z.infer<typeof switchesSchema>;

const badRequest = (message: string): Answer => ({
	httpStatus: 400,
	status: 'bad_request',
	message,
});

export const defaultSwitches = (): PostageAppSwitches => ({
	contentType: 'application/json',
	duplicateUid: 'bad_request',
	messageId: 'text',
	resultMessage: 'result_message',
	deliveryStatus: 'summary',
	suppressionList: 'keyed',
	metadata: 'object',
	undocumentedData: 'object',
	webhookFormat: 'json-1.1',
	largestPage: 250,
	listDelay: 0,
	locked: false,
	templates: ['receipt', 'welcome'],
	retentionDays: 28,
	missingRecipients: badRequest('Recipients are missing.'),
	unknownTemplate: {
		httpStatus: 412,
		status: 'precondition_failed',
		message: 'The template was not found.',
	},
	invalidArgument: badRequest('An argument is missing or invalid.'),
	takenUid: badRequest('Uid has already been taken.'),
	partialBatch: false,
	unknownMailbox: { httpStatus: 404, status: 'not_found', message: 'The mailbox was not found.' },
});
