/** The suites for every engine: that nothing is sent twice, lost, or reported wrongly. */
export const CORE_SUITES = [
	'test/credentials/LegallyMailApi.test.ts',
	'test/nodes/PecMassiva/send.test.ts',
	'test/nodes/shared/deduplication/lookup.test.ts',
	'test/nodes/shared/deduplication/crash.test.ts',
	'test/nodes/shared/dispatch/idempotentSend.test.ts',
	'test/nodes/shared/dispatch/link.test.ts',
	'test/nodes/shared/dispatch/once.test.ts',
	'test/nodes/shared/deduplication/deduplicate.test.ts',
	'test/nodes/shared/outcome/lookup.test.ts',
	'test/nodes/shared/rateLimit/retry.test.ts',
	'test/nodes/shared/deduplication/idempotencyKey.test.ts',
	'test/nodes/shared/dispatch/stop.test.ts',
	'test/nodes/shared/dispatch/twice.test.ts',
	'test/nodes/shared/outcome/classify.test.ts',
	'test/nodes/shared/polling/redelivery.test.ts',
	'test/nodes/shared/engine/guards.test.ts',
	'test/nodes/shared/engine/lostCause.test.ts',
	'test/nodes/shared/polling/poll.test.ts',
	'test/nodes/shared/webhook/received.test.ts',
	'test/nodes/shared/webhook/standardWebhooks.test.ts',
	'test/nodes/Stampee/resources/message/send.test.ts',
];

/**
 * The folders whose tests are all about what the package does in n8n. Other tests are the same in every engine,
 * or, as in `test/harness`, about the newest one.
 */
export const ALL_SUITES = ['test/credentials', 'test/examples', 'test/faults', 'test/nodes'];
