import { mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Provider } from '../providers';

/** Stores tokens that a provider issued to replace the user's. */
export interface RenewedTokens {
	/**
	 * Writes the replacement tokens, if there are any.
	 * @throws if they can't be written; `close` tries again
	 */
	save(credential: ICredentialDataDecryptedObject): Promise<void>;
	/**
	 * Writes tokens that could not be written before. Removes the file if there are none.
	 * @throws if they can't be written now either
	 */
	close(): Promise<void>;
}

/** Replaces a file as a whole. A failure, as on a full disk, leaves it as it was. Only the user may read it. */
async function replace(path: string, text: string): Promise<void> {
	const fresh = `${path}.new`;
	try {
		await writeFile(fresh, text, { flag: 'wx', mode: 0o600, flush: true });
		await rename(fresh, path);
	} catch (error) {
		await rm(fresh, { force: true });
		throw error;
	}
}

/**
 * Creates the file for new tokens before anything is renewed: a renewal invalidates the user's own tokens, and nobody
 * else has the new ones. If the file can't be written later, they are written to the system's folder for temporary
 * files. They are never printed, because a scheduled check prints to a log.
 * @throws if the file can't be created
 */
export async function keepRenewedTokens(
	{ check, page, title }: Provider,
	folder: string,
	say: (line: string) => void,
): Promise<RenewedTokens> {
	await mkdir(folder, { recursive: true });
	const name = `tokens-${page}-${new Date().toISOString().replace(/[:.]/g, '-')}.json`;
	const path = join(folder, name);
	await (await open(path, 'wx', 0o600)).close();
	const NONE = '{}';
	let latest = NONE;
	let saved = NONE;
	let isUsed = false;

	async function write(text: string): Promise<string> {
		try {
			await replace(path, text);
			isUsed = true;
			return path;
		} catch (error) {
			try {
				const elsewhere = join(await mkdtemp(join(tmpdir(), 'certified-mail-')), name);
				await replace(elsewhere, text);
				return elsewhere;
			} catch {
				const { message } = error as Error;
				throw new Error(`The new token of ${title} can't be written: ${message}`, { cause: error });
			}
		}
	}

	async function keep(): Promise<void> {
		if (latest === saved) return;
		const where = await write(`${latest}\n`);
		saved = latest;
		say(
			`  ${title} has replaced the token that you gave, which may have ended. The new one is in ${where}: enter it in n8n, then delete the file.`,
		);
	}

	return {
		async save(credential) {
			latest = JSON.stringify(check.replaced?.(credential) ?? {});
			await keep();
		},
		async close() {
			await keep();
			if (!isUsed) await rm(path, { force: true });
		},
	};
}
