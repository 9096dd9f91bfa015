import { createPublicKey, generateKeyPairSync, randomBytes, sign as rsaSign } from 'node:crypto';
import forge from 'node-forge';

/** Both PEM. */
export interface IssuedCertificate {
	certificate: string;
	key: string;
}

/** The same certificate and key in two formats: PEM, and a PKCS#12 file (Base64) protected by a passphrase. */
export interface ClientCertificate extends IssuedCertificate {
	pfx: string;
	passphrase: string;
}

type Attributes = forge.pki.CertificateField[];

const name = (commonName: string): Attributes => [
	{ name: 'commonName', value: commonName },
	{ name: 'organizationName', value: 'Certified Mail sandbox' },
];

/** Both PEM. Created by Node.js: forge creates RSA keys in JavaScript, which takes seconds. */
export const newKeys = () =>
	generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});

export type Keys = ReturnType<typeof newKeys>;

/** A positive number, as RFC 5280 section 4.1.2.2 requires: the sign bit of the leading byte is not set. */
const serialNumber = () => `01${randomBytes(15).toString('hex')}`;

export interface Validity {
	notBefore: Date;
	notAfter: Date;
}

/** Starts yesterday, to tolerate clock differences, and lasts longer than anyone keeps a sandbox. */
function validity(): Validity {
	const notBefore = new Date(Date.now() - 24 * 60 * 60 * 1000);
	const notAfter = new Date(notBefore);
	notAfter.setFullYear(notAfter.getFullYear() + 10);
	return { notBefore, notAfter };
}

interface Order {
	publicKey: string;
	subject: Attributes;
	issuer: Attributes;
	signWith: string;
	extensions: object[];
	valid?: Validity;
}

/** Signs with Node.js instead of forge, in a hundredth of the time. */
const signer = (certificate: forge.pki.Certificate, key: string) =>
	({
		sign: () => {
			const content = forge.asn1.toDer(certificate.tbsCertificate).getBytes();
			return rsaSign('sha256', Buffer.from(content, 'binary'), key).toString('binary');
		},
	}) as unknown as forge.pki.rsa.PrivateKey;

function sign({ publicKey, subject, issuer, signWith, extensions, valid }: Order): string {
	const certificate = forge.pki.createCertificate();
	certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
	certificate.serialNumber = serialNumber();
	Object.assign(certificate.validity, valid ?? validity());
	certificate.setSubject(subject);
	certificate.setIssuer(issuer);
	certificate.setExtensions([...extensions, { name: 'subjectKeyIdentifier' }]);
	certificate.sign(signer(certificate, signWith), forge.md.sha256.create());
	return forge.pki.certificateToPem(certificate);
}

/** A PKCS#12 file, in Base64. Everything else is PEM. */
export function toPfx(certificates: string[], passphrase: string, key?: string): string {
	const container = forge.pkcs12.toPkcs12Asn1(
		key === undefined ? null : forge.pki.privateKeyFromPem(key),
		certificates.map((pem) => forge.pki.certificateFromPem(pem)),
		passphrase,
		// forge's other algorithms are too old for OpenSSL 3.
		{ algorithm: 'aes256' },
	);
	return forge.util.encode64(forge.asn1.toDer(container).getBytes());
}

/**
 * The sandbox's own certificate authority, which issues the certificates of servers and clients.
 * Its key is generated on first use, which takes about 100 ms.
 */
export class CertificateAuthority {
	/** @param kept a previously created authority */
	constructor(private kept?: IssuedCertificate) {}

	/** PEM. */
	get certificate(): string {
		return this.self().certificate;
	}

	/** PEM. */
	get key(): string {
		return this.self().key;
	}

	/**
	 * Valid for 127.0.0.1 and localhost. Reuses the authority's key, because generating one takes time and the same
	 * process holds both.
	 * @param names additional names of the server
	 */
	issueServerCertificate(...names: string[]): IssuedCertificate {
		const publicKey = createPublicKey(this.key).export({ type: 'spki', format: 'pem' }).toString();
		const certificate = this.issue('localhost', publicKey, [
			{ name: 'extKeyUsage', serverAuth: true },
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: '127.0.0.1' },
					...names.map((value) => ({ type: 2, value })),
				],
			},
		]);
		return { certificate, key: this.key };
	}

	/**
	 * @param valid default: several years
	 * @param keys default: a new key pair
	 */
	issueClientCertificate(
		commonName: string,
		passphrase: string,
		{ valid, keys = newKeys() }: { valid?: Validity; keys?: Keys } = {},
	): ClientCertificate {
		const { publicKey, privateKey: key } = keys;
		const extensions = [{ name: 'extKeyUsage', clientAuth: true }];
		const certificate = this.issue(commonName, publicKey, extensions, valid);
		const pfx = toPfx([certificate, this.certificate], passphrase, key);
		return { certificate, key, pfx, passphrase };
	}

	private issue(
		commonName: string,
		publicKey: string,
		extensions: object[],
		valid?: Validity,
	): string {
		return sign({
			valid,
			publicKey,
			subject: name(commonName),
			issuer: forge.pki.certificateFromPem(this.certificate).subject.attributes,
			signWith: this.key,
			extensions: [
				{ name: 'basicConstraints', cA: false },
				{ name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
				...extensions,
			],
		});
	}

	private self(): IssuedCertificate {
		if (!this.kept) {
			const { publicKey, privateKey } = newKeys();
			// A new name each time, because clients that trust two authorities of the same name confuse them.
			const subject = name(`Sandbox authority ${randomBytes(4).toString('hex')}`);
			const certificate = sign({
				publicKey,
				subject,
				issuer: subject,
				signWith: privateKey,
				extensions: [
					{ name: 'basicConstraints', cA: true, critical: true },
					{ name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
				],
			});
			this.kept = { certificate, key: privateKey };
		}
		return this.kept;
	}
}
