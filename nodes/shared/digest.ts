import { createHash } from 'node:crypto';

/** SHA-256 of a text or a file, in 64 hexadecimal digits. */
export const sha256 = (content: string | Buffer) =>
	createHash('sha256').update(content).digest('hex');

/**
 * SHA-256 of values. Files that are read while they are sent count by name, type and size, and by what is known of
 * their content.
 */
export const digest = (...parts: unknown[]) => sha256(JSON.stringify(parts));
