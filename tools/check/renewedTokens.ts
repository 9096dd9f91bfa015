import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Provider } from '../providers';

/** Where tokens are kept that a provider gives in the place of the user's. */
export interface RenewedTokens {
	/** Writes the tokens that are in the place of others by now; nothing if there are none. */
	save(credential: ICredentialDataDecryptedObject): Promise<void>;
	/** Removes the file if nothing was written. */
	close(): Promise<void>;
}

/**
 * Makes sure, before anything is renewed, that there is a file for the tokens that may come of it: the user's own end
 * with the renewal, and nobody else has the new ones. Only the user may read it.
 * @throws if the file can't be made
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
