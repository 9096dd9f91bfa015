import { z } from 'zod';
import { answerSchema } from '../refusal';
import { declareSwitch, initialValues, type SwitchValues } from '../switches';

const answer = answerSchema(z.object({ message: z.string(), code: z.string() }));

/** An error answer: its HTTP status and Stampee's envelope. */
export type Answer = z.infer<typeof answer>;

export const refusal = (status: number, code: string, message: string): Answer => ({
	status,
	body: { message, code },
});

export const switches = {
	missingCertificate: declareSwitch(
		answer,
		refusal(403, 'certificate-required', 'A client certificate is required'),
		"answer to an LRE without a client certificate of the sandbox's authority",
	),
	invalidRequest: declareSwitch(
		answer,
		refusal(422, 'invalid-request', 'The request is invalid'),
		'answer to a body that is not understood, lacks a field that every sample has, or has one of the wrong type',
	),
	unknownMessage: declareSwitch(
		answer,
		refusal(404, 'message-not-found', 'Message not found'),
		'answer to an ID that no message has',
	),
	missingEvidence: declareSwitch(
		answer,
		refusal(404, 'evidence-not-found', 'Evidence not found'),
		'answer to a document that is not there, or not yet',
	),
	unknownPath: declareSwitch(
		answer,
		refusal(404, 'not-found', 'Not found'),
		'answer to a path that the API does not have',
	),
	evidenceShape: declareSwitch(
		z.enum(['json', 'wrapped', 'redirect', 'pdf']),
		'json',
		'one evidence comes as `json` with a link, as that inside `data` (`wrapped`), as a `redirect` to the link, or as the `pdf` itself',
	),
	customersShape: declareSwitch(
		z.enum(['wrapped', 'array']),
		'wrapped',
		'the list of customers comes inside `customers` (`wrapped`), as in the answer to their creation, or bare (`array`)',
	),
	customersStoredStatus: declareSwitch(
		z.number().int(),
		201,
		'HTTP status when customers were created',
	),
	bothIdentities: declareSwitch(
		z.boolean(),
		false,
		'whether a recipient may be a person and a company at once',
	),
	attachmentLimit: declareSwitch(
		z
			.object({ bytes: z.number().positive(), counted: z.enum(['file', 'request']), answer })
			.strict(),
		{
			bytes: 250 * 1024 * 1024,
			counted: 'request',
			answer: refusal(413, 'attachments-too-large', 'Attachments are too large'),
		},
		'the most that attachments may be ("Maximum 250MB"), counted per `file` or per `request`, and the answer to more',
	),
	// The vendor's example (`curl -F`) has none.
	typedTexts: declareSwitch(
		z.enum(['taken', 'refused']),
		'taken',
		'text parts of a form that have a `Content-Type` of their own, as HTTP libraries like to write it, are `taken` or `refused`',
	),
	// French law (CPCE R53-3) says 15.
	acceptanceDays: declareSwitch(
		z.number().positive(),
		15,
		'after how many days a registered letter expires that nobody accepts or refuses',
	),
};

export type StampeeSwitches = SwitchValues<typeof switches>;

export const defaultSwitches = (): StampeeSwitches => initialValues('stampee', switches);
