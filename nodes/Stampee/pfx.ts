import { createHash, createHmac } from 'node:crypto';

import { BoundedMap } from '../shared/bounded';
import { digest } from '../shared/digest';

/** The hash functions of a file's MAC by their object identifiers in DER, with the size of their blocks in bytes. */
const HASHES: Record<string, { name: string; block: number }> = {
	'2b0e03021a': { name: 'sha1', block: 64 },
	'608648016503040201': { name: 'sha256', block: 64 },
	'608648016503040202': { name: 'sha384', block: 128 },
	'608648016503040203': { name: 'sha512', block: 128 },
	'608648016503040204': { name: 'sha224', block: 64 },
};

/** More rounds would take too long for a form: OpenSSL makes 2,048 of them, Windows 2,000. */
const MAX_ROUNDS = 100_000;

/** Other characters in passphrases have been encoded in more than one way. */
const ASCII = /^[\x20-\x7e]*$/;

/**
 * Whether a passphrase certainly does not open a PKCS #12 file: the file's MAC (RFC 7292, section 4) does not match.
 * Node.js' TLS detects that too, but reports it in OpenSSL's words.
 * @returns false also if the file can't be read here, or has a MAC of another kind
 */
export function isWrongPassphrase(pfx: Buffer, passphrase: string): boolean {
	if (!ASCII.test(passphrase)) return false;
	const key = digest(pfx.toString('base64'), passphrase);
	const known = results.get(key) ?? verifyMac(pfx, passphrase);
	results.set(key, known);
	return known;
}

/** The results by file and passphrase, because each request of a credential needs them again. */
const results = new BoundedMap<string, boolean>(100);

function verifyMac(pfx: Buffer, passphrase: string): boolean {
	const mac = macOf(pfx);
	if (!mac) return false;
	const password = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
	// OpenSSL also treats an empty passphrase as none.
	const passwords = passphrase === '' ? [password, Buffer.alloc(0)] : [password];
	return !passwords.some((each) => isMacOf(mac, each));
}

/** A MAC and the input of its computation. */
interface Mac {
	hash: { name: string; block: number };
	value: Buffer;
	salt: Buffer;
	rounds: number;
	content: Buffer;
}

function isMacOf({ hash: { name, block }, value, salt, rounds, content }: Mac, password: Buffer) {
	// RFC 7292, appendix B.2, with 3 for the key of a MAC; it is as long as the hash, so one iteration is enough.
	const input = [Buffer.alloc(block, 3), repeated(salt, block), repeated(password, block)];
	let key = createHash(name).update(Buffer.concat(input)).digest();
	for (let round = 1; round < rounds; round++) key = createHash(name).update(key).digest();
	return createHmac(name, key).update(content).digest().equals(value);
}

/** Bytes, repeated to the end of a block. */
const repeated = (bytes: Buffer, block: number) =>
	Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);

/** The MAC of a file; undefined if there is none, or one of an unknown kind. */
function macOf(pfx: Buffer): Mac | undefined {
	const [, contentInfo, macData] = partsOf(partsOf(pfx)[0]?.content);
	const [, wrapped] = partsOf(contentInfo?.content);
	const [content] = partsOf(wrapped?.content);
	const [digestInfo, salt, iterations] = partsOf(macData?.content);
	const [algorithm, value] = partsOf(digestInfo?.content);
	const [identifier] = partsOf(algorithm?.content);
	const hash = HASHES[identifier?.content.toString('hex') ?? ''];
	const rounds = iterations ? Number(`0x0${iterations.content.toString('hex')}`) : 1;
	const isKnown = [content, value, salt].every((part) => part?.tag === OCTET_STRING);
	if (!hash || !isKnown || !(rounds <= MAX_ROUNDS)) return undefined;
	return {
		hash,
		rounds,
		value: value.content,
		salt: salt.content,
		content: content.content,
	};
}

/** A value in DER (X.690). */
interface Part {
	tag: number;
	content: Buffer;
}

const OCTET_STRING = 0x04;

/** The DER values in order; none if one of them is incomplete, or has no definite length. */
function partsOf(bytes: Buffer = Buffer.alloc(0)): Part[] {
	const parts: Part[] = [];
	for (let rest = bytes; rest.length > 0;) {
		const size = rest.length > 1 && rest[1] > 0x80 ? rest[1] - 0x80 : 0;
		if (rest.length < 2 + size || rest[1] === 0x80 || size > 4) return [];
		const length = size === 0 ? rest[1] : rest.readUIntBE(2, size);
		const content = rest.subarray(2 + size, 2 + size + length);
		if (content.length < length) return [];
		parts.push({ tag: rest[0], content });
		rest = rest.subarray(2 + size + length);
	}
	return parts;
}
