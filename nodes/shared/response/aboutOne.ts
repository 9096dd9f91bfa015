import { ProviderError } from './providerError';

/** What concerns the credential or the address, and not the one thing that was asked for. */
const CONCERNS_ALL = [401, 403, 429];

/**
 * Whether a provider's answer is about the one thing that was asked for, which must not keep a trigger from all others.
 * @param more statuses by which the provider speaks of the credential
 */
export const isAboutOne = (error: unknown, more: number[] = []): error is ProviderError =>
	error instanceof ProviderError && ![...CONCERNS_ALL, ...more].includes(error.status);
