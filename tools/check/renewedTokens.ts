import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Provider } from '../providers';

/** Stores tokens that a provider issued to replace the user's. */
export interface RenewedTokens {
	/** Writes the replacement tokens, if there are any. */
	save(credential: ICredentialDataDecryptedObject): Promise<void>;
	/** Removes the file if nothing was written. */
	close(): Promise<void>;
}

/**
 * Creates the file for new tokens before anything is renewed: a renewal invalidates the user's own tokens, and nobody
 * else has the new ones. Only the user may read the file.
 * @throws if the file can't be created
 */
export async function keepRenewedTokens(
	{ check, page, title }: Provider,
	folder: string,
	say: (line: string) => void,
): Promise<RenewedTokens> {
	await mkdir(folder, { recursive: true });
	const path = join(
		folder,
		`tokens-${page}-${new Date().toISOString().replace(/[:.]/g, '-')}.json`,
	);
	await (await open(path, 'wx', 0o600)).close();
	let saved = '{}';
	return {
		async save(credential) {
			const tokens = JSON.stringify(check.replaced?.(credential) ?? {});
			if (tokens === saved) return;
			await writeFile(path, `${tokens}\n`);
			saved = tokens;
			say(
				`  ${title} has replaced the token that you gave, which may have ended. The new one is in ${path}: enter it in n8n, then delete the file.`,
			);
		},
		async close() {
			if (saved === '{}') await rm(path);
		},
	};
}
