import { z } from 'zod';
import { declareSwitch, initialValues, type SwitchValues } from '../switches';

const answer = z
	.object({ httpStatus: z.number().int(), status: z.string(), message: z.string().optional() })
	.strict();

/** An error answer: its HTTP status, and the status and message of PostageApp's envelope. */
export type Answer = z.infer<typeof answer>;

const badRequest = (message: string): Answer => ({
	httpStatus: 400,
	status: 'bad_request',
	message,
});

/** Where PostageApp's documents and its clients differ, the documents take precedence. */
export const switches = {
	// An old client notes that answers arrive as text/html.
	contentType: declareSwitch(
		z.enum(['application/json', 'text/html']),
		'application/json',
		'the content type of all answers; or `text/html`',
	),
	duplicateUid: declareSwitch(
		z.enum(['bad_request', 'ignored']),
		'bad_request',
		'a send with a UID that is taken is refused, as in the old documents, or answered with success and `duplicate`, as in the clients (`ignored`)',
	),
	messageId: declareSwitch(
		z.enum(['text', 'number']),
		'text',
		"a message's ID, `data.message.id`, is text, as in the documents, or a `number`, as in the clients' fixtures",
	),
	resultMessage: declareSwitch(
		z.enum(['result_message', 'error_message']),
		'result_message',
		'the field that says why a transmission failed, as in the documents; or `error_message`, as in the clients',
	),
	deliveryStatus: declareSwitch(
		z.enum(['summary', 'recipients']),
		'summary',
		'message_delivery_status gives one word for a message, as in the documents, or a list by recipient, as in the clients (`recipients`)',
	),
	suppressionList: declareSwitch(
		z.enum(['keyed', 'recipients']),
		'keyed',
		'get_suppression_list gives addresses under `data`, as in the documents, or under `data.recipients`, as in the clients (`recipients`)',
	),
	metadata: declareSwitch(
		z.enum(['object', 'json']),
		'object',
		"a scheduled message's metadata comes as the object that was given, or as JSON text (`json`)",
	),
	undocumentedData: declareSwitch(
		z.enum(['object', 'none']),
		'object',
		'where only the request is documented, the answer has what was made, or nothing (`none`)',
	),
	webhookFormat: declareSwitch(
		z.enum(['json-1.1', 'json-1.0', 'form']),
		'json-1.1',
		"the format of what is pushed, which a project's owner chooses; or `json-1.0`, or URL-encoded (`form`)",
	),
	largestPage: declareSwitch(
		z.number().int().positive(),
		250,
		'the most rows on a page, whatever `per_page` asks for',
	),
	listDelay: declareSwitch(
		z.number().nonnegative(),
		0,
		'seconds until a new message or scheduled message can be found',
	),
	locked: declareSwitch(z.boolean(), false, 'whether both keys are disabled'),
	templates: declareSwitch(
		z.array(z.string()),
		['receipt', 'welcome'],
		'the templates of the project',
	),
	retentionDays: declareSwitch(
		z.number().positive(),
		28,
		'for how many days messages are kept, and their UIDs taken: 14 to 28 by plan',
	),
	missingRecipients: declareSwitch(
		answer,
		badRequest('Recipients are missing.'),
		'answer to a send without recipients',
	),
	unknownTemplate: declareSwitch(
		answer,
		{ httpStatus: 412, status: 'precondition_failed', message: 'The template was not found.' },
		'answer to a template that is not there',
	),
	invalidArgument: declareSwitch(
		answer,
		badRequest('An argument is missing or invalid.'),
		'answer to an argument that is missing or wrong',
	),
	takenUid: declareSwitch(
		answer,
		badRequest('Uid has already been taken.'),
		'answer to the UID of a scheduled message, project or mailbox that is taken',
	),
	partialBatch: declareSwitch(
		z.boolean(),
		false,
		'whether a batch with a taken UID creates what stands before it, or nothing',
	),
	unknownMailbox: declareSwitch(
		answer,
		{ httpStatus: 404, status: 'not_found', message: 'The mailbox was not found.' },
		'answer to a mailbox that is not there',
	),
};

export type PostageAppSwitches = SwitchValues<typeof switches>;

export const defaultSwitches = (): PostageAppSwitches => initialValues('postageApp', switches);
