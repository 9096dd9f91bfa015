import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';
import packageJson from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';

/** The minimum length of a secret whose occurrence is called a leak. */
const SHORTEST = 6;

/** The secret values of a credential, including those that were obtained with it. */
export function secretsOf(
	{ properties }: ICredentialType,
	credential: ICredentialDataDecryptedObject,
): string[] {
	const values = properties
		.filter(({ typeOptions }) => typeOptions?.password)
		.map(({ name }) => credential[name])
		.filter((value): value is string => typeof value === 'string');
	return values.flatMap(within).filter((value) => value.length >= SHORTEST);
}

/** A hidden field may hold several secrets as JSON. */
function within(value: string): string[] {
	if (!value.startsWith('{')) return [value];
	const texts = Object.values(JSON.parse(value) as object).map(String);
	return texts.filter((text) => /[a-z]/i.test(text));
}

/**
 * All encodings of a secret: plain, in JSON, in a URL, and in Base64 (also base64url), where it depends on
 * the preceding bytes.
 */
export function disguises(secret: string): string[] {
	const inBase64 = [0, 1, 2].map((before) => {
		const text = Buffer.from('x'.repeat(before) + secret).toString('base64');
		// The first and last characters depend on the adjacent bytes.
		return text.slice(before === 0 ? 0 : 4, -4);
	});
	return [
		...new Set([
			secret,
			JSON.stringify(secret).slice(1, -1),
			encodeURIComponent(secret),
			...inBase64,
			...inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
		]),
	];
}

/**
 * All text in a value: keys and values at any depth, including what JSON and the log would not show (properties
 * that are not enumerable, causes of errors, what is in buffers, maps and sets).
 */
export function textsIn(value: unknown): string {
	const texts: string[] = [];
	const seen = new Set<object>();
	const open: unknown[] = [value];
	while (open.length > 0) {
		const next = open.pop();
		if (typeof next === 'string') texts.push(next);
		else if (Buffer.isBuffer(next)) texts.push(next.toString('latin1'));
		else if (typeof next === 'object' && next !== null && !seen.has(next)) {
			seen.add(next);
			if (next instanceof Map || next instanceof Set) open.push(...next);
			for (const key of Reflect.ownKeys(next)) {
				texts.push(String(key));
				const property = Object.getOwnPropertyDescriptor(next, key);
				open.push(property?.get ? property.get.call(next) : property?.value);
			}
		}
	}
	return texts.join('\n');
}

/** The encodings in which secrets are found in a text. */
export const leaksIn = (text: string, secrets: string[]): string[] =>
	secrets.flatMap(disguises).filter((disguise) => text.includes(disguise));

const credentialTypes = new Map<string, ICredentialType>();

/** A credential type of the package. */
export function credentialType(name: string): ICredentialType {
	const file = packageJson.n8n.credentials.find((path) =>
		path.toLowerCase().endsWith(`/${name.toLowerCase()}.credentials.js`),
	);
	const type = credentialTypes.get(name) ?? instanceFrom<ICredentialType>(file ?? name);
	credentialTypes.set(name, type);
	return type;
}
