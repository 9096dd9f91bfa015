import type { ZodError } from 'zod';
import type { Answer } from '../refusal';

/** The errors concerning an email's recipient (Email API, Error Handling). */
export const documented = {
	userNotFound: generalError(400, 'platform.email.user_not_found'),
	memberNotFound: generalError(400, 'platform.email.member_not_found'),
	invalidRecipient: generalError(400, 'platform.email.invalid_recipient_format'),
} satisfies Record<string, Answer>;

/** The general shape: a code and its parameters. */
export function generalError(status: number, code: string, params: string[] | null = null): Answer {
	return { status, body: { code, params } };
}

/** Fields that are missing or wrong: field -> what is wrong with it. */
export const invalidFields = (status: number, { issues }: ZodError): Answer => ({
	status,
	body: {
		STANDARD_VALIDATION: Object.fromEntries(
			issues.map(({ path, message }) => [path.join('.'), message]),
		),
	},
});

/** A stemp-specific rule that values violate: rule -> values. */
export const customValidation = (status: number, rule: string, ...values: string[]): Answer => ({
	status,
	body: { CUSTOM_VALIDATION: { [rule]: values } },
});

export const insufficientScope = (scope: string): Answer => ({
	status: 403,
	body: { code: 'access_denied', message: `Insufficient scope: requires ${scope}` },
});

export const rateLimited = (seconds: number): Answer => ({
	status: 429,
	body: {
		error: {
			code: 'rate_limit_exceeded',
			message: `Rate limit exceeded. Retry after ${seconds} seconds.`,
		},
	},
});
