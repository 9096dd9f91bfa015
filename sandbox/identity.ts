import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateAuthority, newKeys, type Keys } from './certificateAuthority';

/** The identity of a sandbox: its certificate authority, tokens and keys. */
export interface Identity {
	authority: CertificateAuthority;
	/** The keys of the sandbox's own client, created on first use. */
	clientKeys: () => Keys;
	/** 64 lower case hex digits, always the same for the same purpose. */
	secret: (purpose: string) => string;
}

const secretsFrom = (seed: string) => (purpose: string) =>
	createHmac('sha256', seed).update(purpose).digest('hex');

function keysOnce() {
	let keys: Keys | undefined;
	return () => (keys ??= newKeys());
}

/** Shared by all sandboxes without a stored identity, because keys take longer to create than everything else. */
const shared = { authority: new CertificateAuthority(), clientKeys: keysOnce() };

/** An identity with new random tokens; its authority and keys last as long as the process. */
export const freshIdentity = (): Identity => ({
	...shared,
	secret: secretsFrom(randomBytes(32).toString('hex')),
});

/** The path of the authority's certificate (PEM) in an identity's folder. */
export const authorityFile = (folder: string) => join(folder, 'authority.pem');

/**
 * The identity stored in a folder, created there if there is none yet, so that tokens and certificates that a user has
 * entered in n8n stay valid after a restart.
 */
export function keptIdentity(folder: string): Identity {
	const certificateFile = authorityFile(folder);
	const keyFile = join(folder, 'authority.key');
	if (!existsSync(keyFile)) {
		const { certificate, key } = new CertificateAuthority();
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		writeFileSync(certificateFile, certificate);
		writeFileSync(keyFile, key, { mode: 0o600 });
	}
	const key = readFileSync(keyFile, 'utf8');
	return {
		authority: new CertificateAuthority({
			certificate: readFileSync(certificateFile, 'utf8'),
			key,
		}),
		clientKeys: keysOnce(),
		secret: secretsFrom(key),
	};
}
