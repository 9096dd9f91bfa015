import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Whether two texts are the same. The duration reveals neither where they differ nor, because their digests are
 * compared, how long they are: otherwise a forger could guess a secret letter by letter.
 */
export const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
