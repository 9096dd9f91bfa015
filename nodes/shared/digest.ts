import { createHash } from 'node:crypto';

/** SHA-256 of values, in 64 hexadecimal digits. Files that are read while they are sent count by name, type and size. */
export const digest = (...parts: unknown[]) =>
	createHash('sha256').update(JSON.stringify(parts)).digest('hex');
