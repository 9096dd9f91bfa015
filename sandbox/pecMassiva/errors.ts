import type { Answer } from '../refusal';

/** An error answer in PEC Massiva's format. */
export const errorAnswer = (status: number, message: string, more: object = {}): Answer => ({
	status,
	body: { success: false, message, ...more },
});

/** The errors of the vendor's OpenAPI file, word for word. */
export const documented = {
	unauthorized: errorAnswer(401, 'Authorization is not valid or empty'),
	invalidPost: errorAnswer(400, 'Post parameter is not valid'),
	resultEmpty: errorAnswer(404, 'Result empty'),
	emailNotFound: errorAnswer(404, 'Email not found'),
	messageNotFound: errorAnswer(404, 'Message not found'),
	mailboxUnavailable: errorAnswer(
		400,
		'An error occured: the requested mailbox might be unavailable',
	),
};
