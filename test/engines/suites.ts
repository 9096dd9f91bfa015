/** What is run in every engine: that nothing is sent twice, nothing lost, nothing called what it is not. */
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
 * Where all tests are of what the package does in n8n. What lies elsewhere is the same in every engine, or,
 * as in `test/harness`, about the newest one.
 */
export const ALL_SUITES = ['test/credentials', 'test/examples', 'test/faults', 'test/nodes'];
