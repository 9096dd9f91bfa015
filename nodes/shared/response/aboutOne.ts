import { ProviderError } from './providerError';

/** Statuses that concern the credential or the address, and not the requested object. */
const CONCERNS_ALL = [401, 403, 429];

/**
 * Whether a provider's error concerns only the requested object, so that it must not block all others of a trigger.
 * @param more the provider's additional statuses that concern the credential
 */
export const isAboutOne = (error: unknown, more: number[] = []): error is ProviderError =>
	error instanceof ProviderError && ![...CONCERNS_ALL, ...more].includes(error.status);
