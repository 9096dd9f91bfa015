import type { Answer } from './switches';

const error = (httpStatus: number, status: string, message?: string): Answer => ({
	httpStatus,
	status,
	...(message !== undefined && { message }),
});

/** PostageApp's errors, word for word: its API page, its pages on messages, and its clients' fixtures. */
export const documented = {
	unauthorizedAccount: error(401, 'unauthorized', 'Invalid or inactive account API key used.'),
	unauthorizedProject: error(401, 'unauthorized', 'Invalid or inactive project API key used.'),
	invalidJson: error(406, 'invalid_json', 'The posted content is not valid JSON.'),
	invalidUtf8: (byte: number) =>
		error(
			406,
			'invalid_utf8',
			`The posted content is not encoded in UTF8 or contains invalid characters. Error detected at byte ${byte}.`,
		),
	callError: error(406, 'call_error', 'The posted content is not valid JSON.'),
	unknownMethod: error(406, 'call_error', 'Request could not be processed.'),
	conflict: error(409, 'conflict', 'Invalid API version.'),
	locked: error(423, 'locked', 'The specified API key is not valid.'),
	preconditionFailed: error(
		412,
		'precondition_failed',
		'The content of your email messages needs to be addressed. Please contact support for further information.',
	),
	duplicate: (uid: string) =>
		error(400, 'bad_request', `Uid ${uid} already exists. Assuming message duplication.`),
	/** Without a message, as documented for get_message_receipt. */
	noReceipt: error(404, 'not_found'),
	noMessage: (uid: string) => error(404, 'not_found', `Message with UID ${uid} was not found.`),
	noScheduledEvent: error(404, 'not_found', 'Can not find scheduled event from the given UID'),
};
