import { setTimeout as pause } from 'node:timers/promises';

/** How long anything may take on a busy computer, in milliseconds. */
const PATIENCE = 300_000;

/**
 * Waits until a condition holds.
 * @returns whether it held in time
 */
export async function until(
	isSo: () => boolean | Promise<boolean>,
	patience = PATIENCE,
): Promise<boolean> {
	const deadline = Date.now() + patience;
	while (Date.now() < deadline) {
		if (await isSo()) return true;
		await pause(50);
	}
	return false;
}
