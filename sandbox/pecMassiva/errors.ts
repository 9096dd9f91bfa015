import type { Answer } from '../refusal';

/** An error answer in PEC Massiva's form. */
export const no = (status: number, message: string, more: object = {}): Answer => ({
	status,
	body: { success: false, message, ...more },
});

/** The errors of the vendor's OpenAPI file, word for word. */
export const documented = {
	unauthorized: no(401, 'Authorization is not valid or empty'),
	invalidPost: no(400, 'Post parameter is not valid'),
	resultEmpty: no(404, 'Result empty'),
	emailNotFound: no(404, 'Email not found'),
	messageNotFound: no(404, 'Message not found'),
	mailboxUnavailable: no(400, 'An error occured: the requested mailbox might be unavailable'),
};
