import type { Policy } from '../policy';

/** What changes to a given state have in common: repeating one has no further effect. */
export const settingState = {
	kind: 'idempotentSend',
	changesState: true,
	safeAgain: 'Running this item again sets the same once more.',
} satisfies Partial<Policy>;
