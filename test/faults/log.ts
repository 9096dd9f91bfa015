import { AsyncLocalStorage } from 'node:async_hooks';
import { format } from 'node:util';
import { Logger } from '@n8n/backend-common';

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

const current = new AsyncLocalStorage<string[]>();

/** Makes all of n8n's loggers also write to the log of the work on whose behalf they are called. */
export function readLogs(): void {
	for (const level of LEVELS) {
		const { value: write } = Object.getOwnPropertyDescriptor(Logger.prototype, level) as {
			value: Logger[typeof level];
		};
		Logger.prototype[level] = function (message, metadata) {
			current.getStore()?.push(format(message, metadata ?? ''));
			write.call(this, message, metadata);
		};
	}
}

/** Does something, and returns what was written to n8n's log on its behalf. */
export async function logged<T>(work: () => Promise<T>): Promise<{ value: T; log: string[] }> {
	const log: string[] = [];
	const value = await current.run(log, work);
	return { value, log };
}
