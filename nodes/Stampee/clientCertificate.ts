import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { chosen } from '../shared/credential';
import { filled } from '../shared/json';
import { PFX_NOT_OPENED } from '../shared/outcome/hints';
import { CredentialFault, faultIn } from '../shared/parameters/credentialFault';
import { hasInvisible } from '../shared/parameters/invisible';
import { firstIn, pastedText, withoutSurroundings } from '../shared/parameters/pasted';
import { optionalPassword } from '../shared/parameters/token';
import { isWrongPassphrase } from './pfx';

type Fields = ICredentialDataDecryptedObject;
type TlsOptions = NonNullable<IHttpRequestOptions['agentOptions']>;

/** How each choice of 'Client Certificate' is read from the credential. */
const BY_KIND = { none: () => ({}), pem: fromPem, pfx: fromPfx };

const kindOf = ({ mutualTls }: Fields) =>
	chosen(mutualTls, 'Client Certificate', ['none', 'pem', 'pfx']);

/**
 * The client certificate for mutual TLS, in the form in which n8n passes it to Node.js. It is checked here, because
 * Node.js reports less about what is wrong with it, or nothing at all.
 * @throws CredentialFault that names the field and what is wrong with it
 */
export function clientCertificate(fields: Fields): TlsOptions {
	return BY_KIND[kindOf(fields)](fields);
}

/** @throws CredentialFault if the field contains anything but certificates: Node.js' TLS would ignore it silently */
export function authority({ ca }: Fields): TlsOptions {
	const field = 'Certificate Authority';
	return visible(ca, field) === '' ? {} : { ca: certificatesIn(ca, field).join('') };
}

function fromPem({ certificate, privateKey, passphrase }: Fields): TlsOptions {
	const chain = certificatesIn(certificate, 'Certificate');
	const [key] = blocksIn(privateKey, 'PRIVATE KEY', 'Private Key');
	const phrase = optionalPassword(passphrase, 'Passphrase');
	const own = new X509Certificate(chain[0]);
	if (!own.checkPrivateKey(unlocked(key, phrase))) {
		throw new CredentialFault(
			'The certificate and the private key in the credential do not belong together. Of several certificates, your own comes first.',
		);
	}
	assertValidNow(own);
	return { cert: chain.join(''), key, ...filled({ passphrase: phrase }) };
}

/**
 * A wrong passphrase is reported here, because n8n's test of a credential would show the message of Node.js' TLS.
 * More can't be checked without a library.
 */
function fromPfx({ clientCertificatePfx, passphrase }: Fields): TlsOptions {
	const field = 'PFX File';
	const base64 = visible(clientCertificatePfx, field).replace(/^data:[^,]*,|\s/g, '');
	if (base64 === '') throw empty(field);
	// Node.js skips characters that are not Base64, wherever they are.
	const wrong = firstIn(base64, (character) => !/^[\w+/=-]$/.test(character));
	if (wrong) {
		throw faultIn(
			field,
			`has what is no Base64: ${wrong.character} after its first ${wrong.after} characters`,
		);
	}
	const pfx = Buffer.from(base64, 'base64');
	if (!isWhole(pfx)) throw broken(field, 'a PKCS #12 file as Base64');
	const phrase = optionalPassword(passphrase, 'Passphrase');
	if (isWrongPassphrase(pfx, phrase)) throw new CredentialFault(PFX_NOT_OPENED);
	return { pfx, ...filled({ passphrase: phrase }) };
}

/** The certificates of a field, each as PEM; never none. */
function certificatesIn(value: unknown, field: string): string[] {
	const blocks = blocksIn(value, 'CERTIFICATE', field);
	if (blocks.every((block) => attempt(() => new X509Certificate(block)))) return blocks;
	throw broken(field, 'a certificate in PEM');
}

function unlocked(key: string, passphrase: string): KeyObject {
	// Both formats of encrypted keys say so in the text (RFC 7468, section 11; RFC 1421, section 4.6.1.1).
	const isLocked = key.includes('ENCRYPTED');
	if (isLocked && passphrase === '') {
		throw new CredentialFault(
			"The private key in the credential is locked, and the field 'Passphrase' is empty",
		);
	}
	const opened = attempt(() => createPrivateKey({ key, format: 'pem', passphrase }));
	if (opened) return opened;
	if (!isLocked) throw broken('Private Key', 'a private key in PEM');
	throw new CredentialFault(
		"The passphrase in the credential does not open the private key, or the field 'Private Key' was cut off",
	);
}

/** OpenSSL's result. Its error is dropped, because it does not help users. */
function attempt<T>(make: () => T): T | undefined {
	try {
		return make();
	} catch {
		return undefined;
	}
}

/** Node.js 20 has the dates of a certificate only as text. */
function assertValidNow({ validFrom, validTo }: X509Certificate): void {
	const [from, to] = [new Date(validFrom), new Date(validTo)];
	const now = Date.now();
	const at = (date: Date) => date.toISOString();
	if (now > to.getTime()) {
		throw new CredentialFault(`The client certificate in the credential expired at ${at(to)}`);
	}
	if (now < from.getTime()) {
		throw new CredentialFault(
			`The client certificate in the credential is not valid before ${at(from)}`,
		);
	}
}

/** A block of a PEM file: its label and its content. */
interface Block {
	label: string;
	body: string;
}

const BEGIN = /-----BEGIN ([\w ]+)-----/y;

/** All blocks of a PEM; undefined if one of them is not closed. */
function blocksOf(pem: string): Block[] | undefined {
	const blocks: Block[] = [];
	for (let start = pem.indexOf('-----BEGIN'); start >= 0;) {
		BEGIN.lastIndex = start;
		const [line, label] = BEGIN.exec(pem) ?? [];
		if (line === undefined) return undefined;
		const last = `-----END ${label}-----`;
		const end = pem.indexOf(last, start + line.length);
		if (end < 0) return undefined;
		blocks.push({ label, body: pem.slice(start + line.length, end) });
		start = pem.indexOf('-----BEGIN', end + last.length);
	}
	return blocks;
}

/** The headers of a key that is encrypted in the old format (RFC 1421). */
const HEADERS = /^\s*(Proc-Type: \S+)\s+(DEK-Info: \S+)/;

/**
 * The blocks of one kind in a pasted PEM, without the text around them. The line breaks that a one-line field has
 * turned into spaces are restored.
 */
function blocksIn(value: unknown, kind: string, field: string): string[] {
	// In JSON, the line breaks of a PEM are written as \n.
	const pasted = visible(value, field).replace(/\\[rn]/g, '\n');
	if (pasted === '') throw empty(field);
	const blocks = blocksOf(pasted)?.filter(({ label }) => label.endsWith(kind)) ?? [];
	if (blocks.length === 0) throw broken(field, `a ${kind.toLowerCase()} in PEM`);
	return blocks.map(({ label, body }) => {
		const [head = '', ...headers] = HEADERS.exec(body) ?? [];
		const lines =
			body
				.slice(head.length)
				.replace(/\s/g, '')
				.match(/.{1,64}/g) ?? [];
		const above = headers.length > 0 ? [...headers, ''] : [];
		return [`-----BEGIN ${label}-----`, ...above, ...lines, `-----END ${label}-----`, ''].join(
			'\n',
		);
	});
}

/** Whether a sequence in DER or BER is complete (X.690, 8.1.3). */
function isWhole(bytes: Buffer): boolean {
	if (bytes.length < 6 || bytes[0] !== 0x30) return false;
	const lengthBytes = Math.max(0, bytes[1] - 0x80);
	if (lengthBytes > 4) return false;
	const length = lengthBytes === 0 ? bytes[1] : bytes.readUIntBE(2, lengthBytes);
	return bytes.length >= 2 + lengthBytes + length;
}

const empty = (field: string) => faultIn(field, 'is empty');

const broken = (field: string, what: string) => faultIn(field, `is not ${what}, or was cut off`);

/**
 * The value of a field without invisible characters, which neither PEM nor Base64 has. Spaces and line ends are kept.
 */
const visible = (value: unknown, field: string) =>
	[...withoutSurroundings(pastedText(value, field))]
		.map((character) => (/\s/.test(character) ? ' ' : hasInvisible(character) ? '' : character))
		.join('');
