import { faultIn } from './credentialFault';
import { hasInvisible } from './invisible';
import {
	edgeOf,
	firstIn,
	isBlank,
	pastedText,
	withoutSurroundings,
	type Occurrence,
} from './pasted';

/** What examples write before a token, and is copied along with it. */
const SCHEME = /^(authorization\s*:\s*)?bearer(?=[\s:]|$)\s*:?/i;

/** The characters that a header can carry in one piece (RFC 9110, 5.5, without its spaces). */
const isOfToken = (character: string) => /^[!-~]$/.test(character);

const isOfHeader = (character: string) => /^[ -~]$/.test(character);

const isControl = (character: string) => /^\p{Cc}$/u.test(character);

/** How often a scheme is removed: an example that was pasted into an example has two. */
const MAX_SCHEMES = 3;

/** A token without copy-and-paste residue; empty if nothing else is left. */
function cleaned(text: string): string {
	let token = withoutSurroundings(text);
	for (let times = 0; times < MAX_SCHEMES && SCHEME.test(token); times++) {
		token = withoutSurroundings(token.replace(SCHEME, ''));
	}
	return token;
}

const at = ({ character, after }: Occurrence) => `${character} after its first ${after} characters`;

const PASTE_AGAIN = 'Copy it anew, with nothing around or in it, and paste it into the credential.';

/**
 * A token, an API key, a client ID or secret, without copy-and-paste residue.
 * @param field the label of the field
 * @returns empty if the field is empty
 * @throws CredentialFault for an invalid one, such as two of them: it gives the position, and nothing of the secret
 */
export function optionalToken(value: unknown, field: string): string {
	const token = cleaned(pastedText(value, field));
	const wrong = firstIn(token, (character) => !isOfToken(character));
	if (!wrong) return token;
	throw faultIn(field, `has what can not be part of it: ${at(wrong)}`, PASTE_AGAIN);
}

/**
 * The same for a required field.
 * @throws CredentialFault if it is empty
 */
export function token(value: unknown, field: string): string {
	const text = optionalToken(value, field);
	if (text === '') throw faultIn(field, 'is empty', 'Enter it in the credential of this node.');
	return text;
}

/**
 * Several tokens in one field, separated by commas, spaces or line breaks: there are two while a key changes.
 * @throws CredentialFault if there is none
 */
export function tokens(value: unknown, field: string): string[] {
	const parts = pastedText(value, field).split(/[\s,]+/);
	const all = parts.map((part) => optionalToken(part, field)).filter((part) => part !== '');
	if (all.length === 0) throw faultIn(field, 'is empty', 'Enter it in the credential.');
	return all;
}

/**
 * The name of a user, which may contain spaces and any letters, without copy-and-paste residue.
 * @throws CredentialFault if it is empty, or contains an invisible character
 */
export function userName(value: unknown, field: string): string {
	const name = withoutSurroundings(pastedText(value, field));
	if (name === '') throw faultIn(field, 'is empty', 'Enter it in the credential of this node.');
	const wrong = firstIn(name, hasInvisible);
	if (wrong) throw faultIn(field, `has what nobody sees in it: ${at(wrong)}`, PASTE_AGAIN);
	return name;
}

/**
 * A password, or another secret that a person may have chosen: it is used unchanged.
 * @returns empty if the field is empty
 * @throws CredentialFault for a space or an invisible character at its ends, most likely pasted along
 */
export function optionalPassword(value: unknown, field: string): string {
	const text = pastedText(value, field);
	if ([...text].every(isBlank)) return '';
	const found = edgeOf(text);
	if (found) {
		throw faultIn(
			field,
			`${found.edge} with what nobody sees: ${found.character}`,
			'It was pasted along most likely, so remove it. A password that really has it is not supported.',
		);
	}
	const wrong = firstIn(text, isControl);
	if (wrong) throw faultIn(field, `has what can not be part of it: ${at(wrong)}`, PASTE_AGAIN);
	return text;
}

/**
 * The same for a required field.
 * @throws CredentialFault if it is empty
 */
export function password(value: unknown, field: string): string {
	const text = optionalPassword(value, field);
	if (text === '') throw faultIn(field, 'is empty', 'Enter it in the credential of this node.');
	return text;
}

/**
 * A value that goes into a header unchanged. For other letters there is no encoding that all servers read alike.
 * @throws CredentialFault for such letters
 */
export function inHeader(text: string, field: string): string {
	const wrong = firstIn(text, (character) => !isOfHeader(character));
	if (!wrong) return text;
	throw faultIn(
		field,
		`has what no header can carry: ${at(wrong)}`,
		'Choose another one, of letters and signs of the English keyboard.',
	);
}
