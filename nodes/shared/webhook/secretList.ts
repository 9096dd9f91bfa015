import { tokens } from '../parameters/token';

/**
 * The signing secrets of a credential, without copy-and-paste residue: there are two while a key changes.
 * @throws CredentialFault if there is none, or one is invalid
 */
export const secretList = (field: unknown): string[] => tokens(field, 'Signing Secrets');
