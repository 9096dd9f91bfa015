import { tokens } from '../parameters/token';

/**
 * The signing secrets of a credential, without what was pasted along: while a key changes there are two.
 * @throws CredentialFault if there is none, or one is broken
 */
export const secretList = (field: unknown): string[] => tokens(field, 'Signing Secrets');
