import type { Failure } from 'n8n-workflow';

/** What to do about an answer, and the reason in n8n's terms. */
interface StatusHint {
	hint: string;
	cause?: Failure['cause'];
}

/** For answers that a custom address may have caused: those of providers are known to be correct. */
export const OWN_ADDRESS =
	"If you entered the address yourself (environment 'Custom'), check that.";

/** For an answer without words of the provider. */
export const OR_PROXY =
	'If n8n reaches it through a proxy (HTTPS_PROXY), that may have answered in its place: check its login.';

/** Statuses of a server that has nothing at an address. */
export const NOTHING_THERE = [404, 405, 410];

/** For reads: a send whose outcome is unknown has a description of its own. */
export const LATER = 'Try again later.';

/** The meaning of an HTTP status from any server. */
export const statusHints: Record<number, StatusHint> = {
	400: { hint: 'Check the parameters of this node against the documentation of the operation.' },
	401: {
		hint: 'Check the token or password in the credential, and that it belongs to the chosen environment.',
		cause: 'credential-invalid',
	},
	403: {
		hint: 'The provider does not permit this. Check the rights of the account and its subscription.',
	},
	404: { hint: 'Check the ID: it may be mistyped, deleted, or belong to another account.' },
	407: {
		hint: `A proxy on the provider's side wants a login, which is not n8n's to give. ${LATER}`,
	},
	408: { hint: `The provider took too long. ${LATER}`, cause: 'temporarily-unavailable' },
	413: { hint: 'The request is too large. Send fewer or smaller attachments.' },
	429: {
		hint: 'The provider limits how many requests it takes. Run fewer at once, or try again later.',
		cause: 'rate-limited',
	},
	499: { hint: `The provider took too long. ${LATER}`, cause: 'temporarily-unavailable' },
	500: {
		hint: `The provider could not handle the request. ${LATER}`,
		cause: 'temporarily-unavailable',
	},
	502: { hint: `The provider could not be reached. ${LATER}`, cause: 'temporarily-unavailable' },
	503: { hint: `The provider is not available now. ${LATER}`, cause: 'temporarily-unavailable' },
	504: { hint: `The provider took too long. ${LATER}`, cause: 'temporarily-unavailable' },
};

/** The same for any other status, by its first digit. */
export const statusClassHints: Record<number, StatusHint> = {
	2: { hint: 'Try again. If it stays so, the provider may have changed its API.' },
	3: {
		hint: `A redirect is not followed, for it would take the secret elsewhere. ${OWN_ADDRESS}`,
		cause: 'configuration-invalid',
	},
	4: statusHints[400],
	5: statusHints[500],
};

/** The same for a status that HTTP does not have, or that is no answer yet. */
export const unknownStatus: StatusHint = {
	hint: `HTTP has no such answer. ${OWN_ADDRESS} ${LATER}`,
};
