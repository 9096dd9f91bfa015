import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import type { Witness } from './witness';

/** After so many failures in a file, something else is broken, and the other tests would only take a long time. */
const MAX_FAILURES = 3;

/** When a test fails, adds what was visible to its error, while it still is. */
export default class EditorEnvironment extends TestEnvironment {
	private readonly witness: Witness = {};
	private failures = 0;

	override async setup(): Promise<void> {
		await super.setup();
		Object.assign(this.global, { witness: this.witness });
	}

	async handleTestEvent(event: Circus.AsyncEvent): Promise<void> {
		if (event.name === 'test_start' && this.failures >= MAX_FAILURES) event.test.mode = 'skip';
		if (event.name === 'test_done' && event.test.errors.length > 0) this.failures++;
		if (event.name !== 'test_fn_failure' && event.name !== 'hook_failure') return;
		const seen = await this.witness.look?.(nameOf(event.test)).catch(String);
		// It comes from another realm, so `instanceof` does not recognize it.
		const { error } = event as { error?: { stack?: string } };
		if (seen && error?.stack) error.stack = `${seen}\n${error.stack}`;
	}
}

/** The name as Jest prints it; 'set-up' for what is set up for several tests. */
function nameOf(test?: Circus.TestEntry): string {
	const words: string[] = [];
	for (let at: Circus.TestEntry | Circus.DescribeBlock | undefined = test; at; at = at.parent) {
		words.unshift(at.name);
	}
	return words.slice(1).join(' ') || 'set-up';
}
