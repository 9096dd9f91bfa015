/** The categories that an app can give an email (Email API, Email Categories). */
export const categories = [
	'transactional',
	'security',
	'marketing',
	'product_updates',
	'general',
] as const;

export type Category = (typeof categories)[number];

/** The categories that a recipient can opt out of. */
export const unsubscribable: readonly Category[] = ['marketing', 'product_updates', 'general'];

/** Who sent an email: an app, or stemp by itself. */
export const sources = ['APP_API', 'SYSTEM_EVENT'] as const;

export type Source = (typeof sources)[number];

export type LogStatus = 'SENT' | 'DELIVERED' | 'BOUNCED' | 'COMPLAINED' | 'FAILED';

export type EventType = 'DELIVERY' | 'BOUNCE' | 'COMPLAINT' | 'OPEN' | 'CLICK';

export type SuppressionReason = 'HARD_BOUNCE' | 'COMPLAINT';
