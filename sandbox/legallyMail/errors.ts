import { Refusal } from '../refusal';

/** The errors of LegallyMail's page: HTTP status -> its name and its meaning. */
export const documentedErrors = {
	400: ['Bad Request', 'The data provided is not valid'],
	401: ['Unauthorized', 'Invalid or missing token'],
	403: ['Forbidden', 'You do not have permission to perform this action'],
	404: ['Not Found', 'Resource not found'],
	405: ['Method Not Allowed', 'HTTP method not allowed'],
	429: ['Too Many Requests', 'Too many requests. Rate limit exceeded'],
	500: ['Internal Server Error', 'Internal server error'],
} as const;

export type ErrorStatus = keyof typeof documentedErrors;

/** An error answer. The switch `errorShape` determines its format. */
export interface Answer {
	status: ErrorStatus;
	message: string;
}

/** @param message what is wrong; by default the meaning of the status */
export const answerOf = (
	status: ErrorStatus,
	message: string = documentedErrors[status][1],
): Answer => ({ status, message });

/** Ends a request with an error answer. */
export const refusal = (...answer: Parameters<typeof answerOf>) => new Refusal(answerOf(...answer));
